package dev.bessemer.samples;

import dev.bessemer.runtime.Device;
import dev.bessemer.runtime.ExecutionPlan;
import java.util.Arrays;

/**
 * How long a sample's executions took.
 *
 * @param first the first execution, compilation included, in nanoseconds
 * @param median of the executions after a warm-up, in nanoseconds
 */
record Measurement(long first, long median) {
    private static final int WARM_UP = 3;

    /** Measures executions on a device. */
    static Measurement of(SampleRun run, Device device, int repeat, Progress progress) {
        try (ExecutionPlan plan = new ExecutionPlan(run.graph())) {
            plan.withDevice(device).withGridScheduler(run.grids());
            long start = System.nanoTime();
            plan.execute();
            long first = System.nanoTime() - start;
            long[] times = new long[repeat];
            for (int i = -WARM_UP; i < repeat; i++) {
                long nanoseconds = plan.execute().elapsed().toNanos();
                if (i >= 0) {
                    times[i] = nanoseconds;
                }
                progress.report("executing", i + WARM_UP + 1, repeat + WARM_UP);
            }
            progress.end();
            Arrays.sort(times);
            return new Measurement(first, times[repeat / 2]);
        }
    }
}
