package dev.bessemer.runtime.cpu;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The threads of the CPU device: with the calling thread, one a core. They are daemons and live as long as the process. */
public final class CpuPool {
    private static final CpuPool SHARED = new CpuPool(Runtime.getRuntime().availableProcessors());

    private final BlockingQueue<CpuJob> waiting = new LinkedBlockingQueue<>();
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

    /** Runs a job to its end, this thread taking part. */
    void run(CpuJob job) {
        long helpers = Math.min(threads, job.chunks()) - 1;
        for (long i = 0; i < helpers; i++) {
            waiting.add(job);
        }
        job.help();
        job.await();
    }

    private void work() {
        while (true) {
            try {
                waiting.take().help();
            } catch (InterruptedException ignored) {
                // nobody stops these threads; the flag is clear again
            }
        }
    }
}
