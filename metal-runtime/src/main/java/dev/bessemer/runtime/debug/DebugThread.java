package dev.bessemer.runtime.debug;

import dev.bessemer.intrinsics.thread.KernelThread;
import dev.bessemer.intrinsics.thread.ThreadPlace;
import dev.bessemer.jit.diagnostic.Location;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** One thread of a threadgroup, a virtual one of the JVM. What it waits in is guarded by the threadgroup's lock. */
final class DebugThread implements KernelThread {
    private final DebugThreadgroup threadgroup;
    private final ThreadPlace place;
    private int localArrays;
    private String waitsIn = "";
    private @Nullable Thread thread;

    DebugThread(DebugThreadgroup threadgroup, ThreadPlace place) {
        this.threadgroup = threadgroup;
        this.place = place;
    }

    Thread start(Runnable kernel) {
        Thread started = Thread.ofVirtual().name("kernel thread " + place).unstarted(() -> execute(kernel));
        thread = started;
        started.start();
        return started;
    }

    private void execute(Runnable kernel) {
        Throwable thrown = null;
        try {
            ScopedValue.where(CURRENT, this).run(kernel);
        } catch (Throwable t) {
            thrown = t;
        }
        threadgroup.ended(this, thrown);
    }

    @Override
    public ThreadPlace place() {
        return place;
    }

    @Override
    public void barrier() {
        threadgroup.barrier(this);
    }

    @Override
    public <T, R> R meet(String what, T mine, Function<List<T>, R> combine) {
        return threadgroup.meet(this, what, mine, combine);
    }

    @Override
    public <T, R> R meetThreadgroup(String what, T mine, Function<List<T>, R> combine) {
        return threadgroup.meetAll(this, what, mine, combine);
    }

    @Override
    public <A> A localArray(Class<A> type, int size, IntFunction<A> make) {
        return threadgroup.localArray(localArrays++, type, size, make);
    }

    void waitsIn(String operation) {
        waitsIn = operation;
    }

    boolean isWaiting() {
        return !waitsIn.isEmpty();
    }

    boolean isWaitingElsewhere(DebugThread other) {
        return isWaiting() && !waitsIn.equals(other.waitsIn);
    }

    /** The operation it waits in. */
    String what() {
        return waitsIn;
    }

    /** The line of the kernel that the thread is at. */
    Location line() {
        return thread == null ? Location.NONE : KernelErrors.line(thread.getStackTrace());
    }
}
