package dev.bessemer.runtime.debug;

import dev.bessemer.intrinsics.thread.ThreadPlace;
import dev.bessemer.intrinsics.thread.ThreadPlace.Triple;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The threads of one threadgroup, where they meet, and what they share. The first failure ends them all. */
final class DebugThreadgroup {
    private static final int SIMD_WIDTH = 32;

    private final ThreadPlace first;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Meeting> simdgroups = new ArrayList<>();
    private final Meeting barrier;
    private final List<Object> localArrays = new ArrayList<>();
    private final List<DebugThread> threads = new ArrayList<>();
    private int running;
    private @Nullable RuntimeException failure;

    /** @param first the place of its first thread */
    DebugThreadgroup(ThreadPlace first) {
        this.first = first;
        int size = Math.toIntExact(first.threads().volume());
        barrier = new Meeting(size);
        running = size;
        for (int i = 0; i < first.simdgroups(); i++) {
            simdgroups.add(new Meeting(SIMD_WIDTH));
        }
    }

    /** Ends a thread whose threadgroup has failed elsewhere. */
    private static final class Abandoned extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Abandoned() {
            super("another thread failed", null, false, false);
        }
    }

    /** Executes a kernel in all threads. */
    void run(Runnable kernel) {
        Triple extents = first.threads();
        for (int z = 0; z < extents.z(); z++) {
            for (int y = 0; y < extents.y(); y++) {
                for (int x = 0; x < extents.x(); x++) {
                    ThreadPlace place = new ThreadPlace(first.group(), new Triple(x, y, z), first.groups(), extents);
                    threads.add(new DebugThread(this, place));
                }
            }
        }
        List<Thread> started =
                threads.stream().map(thread -> thread.start(kernel)).toList();
        started.forEach(DebugThreadgroup::join);
        if (failure != null) {
            throw failure;
        }
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    void barrier(DebugThread thread) {
        boolean _ = meetAll(thread, "KernelContext.localBarrier", true, all -> true);
    }

    <T, R> R meetAll(DebugThread thread, String what, T mine, Function<List<T>, R> combine) {
        return meet(barrier, thread.place().index(), thread, what, mine, combine);
    }

    <T, R> R meet(DebugThread thread, String what, T mine, Function<List<T>, R> combine) {
        ThreadPlace place = thread.place();
        return meet(simdgroups.get(place.simdgroup()), place.lane(), thread, what, mine, combine);
    }

    private <T, R> R meet(
            Meeting meeting, int member, DebugThread thread, String what, T mine, Function<List<T>, R> combine) {
        lock.lock();
        try {
            checkAlive();
            if (meeting.arrive(member, what, mine)) {
                meeting.conclude(combine);
                release(meeting.takeWaiting());
            } else {
                await(meeting, thread, what);
            }
            return meeting.outcome();
        } finally {
            lock.unlock();
        }
    }

    private void await(Meeting meeting, DebugThread thread, String what) {
        long number = meeting.number();
        meeting.await(thread);
        thread.waitsIn(what);
        pause();
        while (meeting.number() == number) {
            checkAlive();
            changed.awaitUninterruptibly();
        }
    }

    private void release(List<DebugThread> waiting) {
        waiting.forEach(thread -> thread.waitsIn(""));
        running += waiting.size();
        changed.signalAll();
    }

    /** One thread fewer runs; when none does, those that wait would wait forever. */
    private void pause() {
        running--;
        if (running == 0) {
            threads.stream().filter(DebugThread::isWaiting).findFirst().ifPresent(waiting -> {
                boolean mixed = threads.stream().anyMatch(thread -> thread.isWaitingElsewhere(waiting));
                fail(new IllegalStateException(waiting.line() + ": thread " + waiting.place() + " waits in "
                        + waiting.what() + " for threads that "
                        + (mixed ? "wait elsewhere" : "have returned")
                        + ": all of them have to reach it"));
            });
        }
    }

    private void checkAlive() {
        if (failure != null) {
            throw new Abandoned();
        }
    }

    private void fail(RuntimeException reason) {
        if (failure == null) {
            failure = reason;
        }
        changed.signalAll();
    }

    /** A thread returned from the kernel or, when there is one, threw something. */
    void ended(DebugThread thread, @Nullable Throwable thrown) {
        lock.lock();
        try {
            if (thrown != null && !(thrown instanceof Abandoned)) {
                fail(KernelErrors.of(thrown, ", in thread " + thread.place()));
            }
            pause();
        } finally {
            lock.unlock();
        }
    }

    <A> A localArray(int number, Class<A> type, int size, IntFunction<A> make) {
        lock.lock();
        try {
            if (number == localArrays.size()) {
                localArrays.add(make.apply(size));
            }
            Object array = localArrays.get(number);
            if (!type.isInstance(array) || Array.getLength(array) != size) {
                throw new IllegalStateException("threads of one threadgroup allocate different local arrays: "
                        + type.getSimpleName() + " of " + size + " here: allocate them outside of branches, with"
                        + " constant sizes");
            }
            return type.cast(array);
        } finally {
            lock.unlock();
        }
    }
}
