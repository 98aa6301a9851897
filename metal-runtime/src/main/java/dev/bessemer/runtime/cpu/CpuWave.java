package dev.bessemer.runtime.cpu;

import java.util.List;

/** Independent tasks that run together. It remembers how much work they were, so that little work wakes nobody. */
public final class CpuWave {
    /** Below this, waking another thread costs more than it saves. */
    private static final long SMALL_NANOSECONDS = 25_000;

    private final CpuTask[] tasks;

    /** Time all threads spent on the last run; a guess where runs overlap. */
    private volatile long lastWork = Long.MAX_VALUE;

    /** @param tasks none of which touches what another writes */
    public CpuWave(List<CpuTask> tasks) {
        this.tasks = tasks.toArray(CpuTask[]::new);
    }

    /**
     * Runs all tasks to their end, on this thread and, for more than a little work, on those of the pool.
     *
     * @throws dev.bessemer.jit.diagnostic.KernelFaultException at the first fault of a kernel, once no thread works on the wave any more
     */
    public void run(CpuPool pool) {
        if (lastWork < SMALL_NANOSECONDS) {
            runHere();
        } else {
            CpuJob job = new CpuJob(tasks, pool.threads());
            try {
                pool.run(job);
            } finally {
                lastWork = job.workNanoseconds();
            }
        }
    }

    private void runHere() {
        long start = System.nanoTime();
        for (CpuTask task : tasks) {
            long units = task.units();
            if (units > 0) {
                task.run(0, units);
            }
        }
        lastWork = System.nanoTime() - start;
    }
}
