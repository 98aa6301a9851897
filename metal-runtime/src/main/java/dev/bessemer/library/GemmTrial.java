package dev.bessemer.library;

import dev.bessemer.runtime.Device;
import dev.bessemer.runtime.ExecutionPlan;
import dev.bessemer.runtime.GridScheduler;
import dev.bessemer.runtime.TaskGraph;
import java.util.function.LongSupplier;

/**
 * Measures products on a device.
 *
 * @param clock gives nanoseconds
 */
record GemmTrial(Device device, LongSupplier clock) {
    private static final int LEAST_EXECUTIONS = 4;
    private static final int MOST_EXECUTIONS = 200;

    /** How long a product is executed again and again; on the CPU device the JVM's compiler is done by then. */
    private static final long BUDGET = 100_000_000;

    /** The least time that a product took, in nanoseconds. */
    long nanoseconds(Gemm gemm) {
        TaskGraph graph = gemm.addTo(new TaskGraph("trial"), "gemm");
        try (ExecutionPlan plan = new ExecutionPlan(graph.snapshot())) {
            plan.withDevice(device)
                    .withGridScheduler(new GridScheduler("trial.gemm", gemm.grid()))
                    .withPreCompilation();
            return least(plan::execute);
        }
    }

    long least(Runnable execution) {
        long start = clock.getAsLong();
        long least = Long.MAX_VALUE;
        for (int done = 0; done < MOST_EXECUTIONS; done++) {
            long before = clock.getAsLong();
            execution.run();
            long after = clock.getAsLong();
            least = Math.min(least, after - before);
            if (done + 1 >= LEAST_EXECUTIONS && after - start >= BUDGET) {
                break;
            }
        }
        return least;
    }
}
