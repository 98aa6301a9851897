package dev.bessemer.samples;

import dev.bessemer.runtime.Device;
import dev.bessemer.runtime.ExecutionPlan;
import dev.bessemer.runtime.ExecutionResult;
import dev.bessemer.runtime.Lowering;
import dev.bessemer.runtime.ProfilerMode;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Optional;

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

    /** How long it is observed what the JVM compiles, in nanoseconds. */
    private static final long TURN = 2_000_000_000L;

    /** The most that it may spend on that, in milliseconds, before the executions that are measured. */
    private static final long QUIET_TURN = 100;

    /** The longest time to warm up, in nanoseconds. */
    private static final long LONGEST_WARM_UP = 20_000_000_000L;

    /**
     * Measures executions on a device.
     *
     * @param lowering empty for the device's best
     */
    static Measurement of(SampleRun run, Device device, Optional<Lowering> lowering, int repeat, Progress progress) {
        try (ExecutionPlan plan = new ExecutionPlan(run.graph())) {
            plan.withDevice(device).withGridScheduler(run.grids()).withProfiler(ProfilerMode.SILENT);
            lowering.ifPresent(plan::withLowering);
            long start = System.nanoTime();
            plan.execute();
            long first = System.nanoTime() - start;
            warmUp(plan, repeat, progress);
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

    /** Executes until the JVM compiles next to nothing any more: its compiler may be busy with a kernel for seconds. */
    private static void warmUp(ExecutionPlan plan, int repeat, Progress progress) {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        long end = System.nanoTime() + (repeat == 1 ? 0 : LONGEST_WARM_UP);
        long turn = System.nanoTime() + TURN;
        long compiled = compiler.getTotalCompilationTime();
        for (int i = 0; i < WARM_UP || System.nanoTime() < end; i++) {
            plan.execute();
            progress.report("warming up", i + 1, Math.max(i + 1, WARM_UP));
            if (System.nanoTime() > turn) {
                long before = compiled;
                compiled = compiler.getTotalCompilationTime();
                end = compiled - before <= QUIET_TURN ? turn : end;
                turn = System.nanoTime() + TURN;
            }
        }
    }

    private static long median(long[] times) {
        Arrays.sort(times);
        return times[times.length / 2];
    }
}
