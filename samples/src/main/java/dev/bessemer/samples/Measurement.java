package dev.bessemer.samples;

import dev.bessemer.runtime.Device;
import dev.bessemer.runtime.ExecutionPlan;
import dev.bessemer.runtime.ExecutionResult;
import dev.bessemer.runtime.ProfilerMode;
import java.util.Arrays;

/**
 * How long a sample's executions took.
 *
 * @param first the first execution, compilation included, in nanoseconds
 * @param median of the executions after a warm-up, in nanoseconds
 * @param device the median of the time their kernels took on the device, in nanoseconds
 */
record Measurement(long first, long median, long device) {
    /** The least number of executions before the measured ones. */
    private static final int WARM_UP = 3;

    /** How long to warm up for each execution that will be measured, in nanoseconds. */
    private static final long WARM_UP_TIME = 200_000_000L;

    /** Measures executions on a device. */
    static Measurement of(SampleRun run, Device device, int repeat, Progress progress) {
        try (ExecutionPlan plan = new ExecutionPlan(run.graph())) {
            plan.withDevice(device).withGridScheduler(run.grids()).withProfiler(ProfilerMode.SILENT);
            long start = System.nanoTime();
            plan.execute();
            long first = System.nanoTime() - start;
            for (int i = 0; i < WARM_UP || System.nanoTime() - start < Math.min(repeat, 10) * WARM_UP_TIME; i++) {
                plan.execute();
                progress.report("warming up", i + 1, Math.max(i + 1, WARM_UP));
            }
            long[] times = new long[repeat];
            long[] kernels = new long[repeat];
            for (int i = 0; i < repeat; i++) {
                ExecutionResult result = plan.execute();
                times[i] = result.elapsed().toNanos();
                kernels[i] = result.getProfilerResult().getDeviceKernelTime();
                progress.report("executing", i + 1, repeat);
            }
            progress.end();
            return new Measurement(first, median(times), median(kernels));
        }
    }

    private static long median(long[] times) {
        Arrays.sort(times);
        return times[times.length / 2];
    }
}
