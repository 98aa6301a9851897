package dev.bessemer.runtime.cpu;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One run of some tasks. Their units are cut into chunks, numbered through all tasks; whoever helps claims the next chunk until none is left.
 */
final class CpuJob {
    /** Chunks a thread, so that one that started late or was delayed leaves the rest to the others. */
    private static final int CHUNKS_A_THREAD = 16;

    private static final int SPINS = 2_000;

    private final CpuTask[] tasks;
    private final long[] units;
    private final long[] chunkUnits;

    /** The number of the first chunk of each task, and at the end of all chunks. */
    private final long[] firstChunk;

    private final AtomicLong next = new AtomicLong();
    private final AtomicInteger active = new AtomicInteger();
    private final AtomicLong work = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Thread caller = Thread.currentThread();

    CpuJob(CpuTask[] tasks, int threads) {
        this.tasks = tasks;
        units = new long[tasks.length];
        chunkUnits = new long[tasks.length];
        firstChunk = new long[tasks.length + 1];
        for (int i = 0; i < tasks.length; i++) {
            units[i] = tasks[i].units();
            chunkUnits[i] = Math.max(1, units[i] / ((long) threads * CHUNKS_A_THREAD));
            firstChunk[i + 1] = firstChunk[i] + Math.ceilDiv(units[i], chunkUnits[i]);
        }
    }

    /** The number of chunks. */
    long chunks() {
        return firstChunk[tasks.length];
    }

    /** Time all threads spent in kernels. */
    long workNanoseconds() {
        return work.get();
    }

    /** Works on chunks until none is left to claim. */
    void help() {
        active.incrementAndGet();
        try {
            if (next.get() < chunks()) {
                long start = System.nanoTime();
                work();
                work.addAndGet(System.nanoTime() - start);
            }
        } finally {
            if (active.decrementAndGet() == 0) {
                LockSupport.unpark(caller);
            }
        }
    }

    private void work() {
        try {
            int task = 0;
            for (long chunk = next.getAndIncrement(); chunk < chunks(); chunk = next.getAndIncrement()) {
                while (chunk >= firstChunk[task + 1]) {
                    task++;
                }
                long first = (chunk - firstChunk[task]) * chunkUnits[task];
                tasks[task].run(first, Math.min(units[task], first + chunkUnits[task]));
            }
        } catch (Throwable thrown) {
            failure.compareAndSet(null, thrown);
            next.set(chunks());
        }
    }

    /** Called by the thread that made the job, after it helped: waits until nobody works on it, then throws what a kernel threw. */
    void await() {
        boolean interrupted = false;
        for (int i = 0; active.get() > 0; i++) {
            if (i < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        rethrow(failure.get());
    }

    private static void rethrow(@Nullable Throwable thrown) {
        switch (thrown) {
            case null -> {}
            case RuntimeException exception -> throw exception;
            case Error error -> throw error;
            default -> throw new IllegalStateException("a kernel threw a checked exception", thrown);
        }
    }
}
