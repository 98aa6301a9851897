package dev.bessemer.runtime.cpu;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The threads of the CPU device: with the calling thread, one a core. They are daemons and live as long as the process. */
public final class CpuPool {
    private static final CpuPool SHARED = new CpuPool(Runtime.getRuntime().availableProcessors());

    /** How long a thread looks for more to do before it sleeps, in nanoseconds. */
    private static final long AWAKE = 100_000;

    private final BlockingQueue<CpuJob> invitations = new LinkedBlockingQueue<>();
    private final int threads;

    /** @param threads how many work on a job together, its caller included; at least 1 */
    CpuPool(int threads) {
        this.threads = threads;
        for (int i = 1; i < threads; i++) {
            Thread.ofPlatform().daemon().name("bessemer-cpu-" + i).start(this::work);
        }
    }

    /** The pool of this process. */
    public static CpuPool shared() {
        return SHARED;
    }

    /** How many threads work on a job together. */
    int threads() {
        return threads;
    }

    /** Asks some threads to help with a job, as they become free. */
    void invite(CpuJob job, int helpers) {
        for (int i = 0; i < helpers; i++) {
            invitations.add(job);
        }
    }

    private void work() {
        while (true) {
            try {
                next().help();
            } catch (InterruptedException ignored) {
                // nobody stops these threads; the flag is clear again
            }
        }
    }

    /** The next job that helpers are asked for; whoever executes one graph after another finds them awake. */
    private CpuJob next() throws InterruptedException {
        long end = System.nanoTime() + AWAKE;
        do {
            CpuJob job = invitations.poll();
            if (job != null) {
                return job;
            }
            Thread.onSpinWait();
        } while (System.nanoTime() < end);
        return invitations.take();
    }
}
