package dev.bessemer.runtime;

import dev.bessemer.runtime.simulator.SimulatedKernel;
import dev.bessemer.runtime.simulator.SimulatorPresence;
import java.util.List;
import java.util.stream.Stream;

/** Where cooperative tensors are computed with: every device, the simulator with either Metal source and each layout of tensors. */
public enum MatmulPlace {
    CPU,
    JAVA,
    SIMDGROUP_MATRIX,
    TENSOR_OPS,
    TENSOR_OPS_LAID_OUT_OTHERWISE;

    /** Those that this machine has. */
    public static Stream<MatmulPlace> all() {
        return SimulatorPresence.missing().isEmpty() ? Stream.of(values()) : Stream.of(CPU, JAVA);
    }

    /** A plan that executes there. */
    public ExecutionPlan plan(TaskGraph graph) {
        return set(new ExecutionPlan(graph.snapshot()));
    }

    /** The plan, to execute there. */
    public ExecutionPlan set(ExecutionPlan plan) {
        System.setProperty(SimulatedKernel.COOPERATIVE_LAYOUT, this == TENSOR_OPS_LAID_OUT_OTHERWISE ? "1" : "0");
        return switch (this) {
            case CPU -> plan.withDevice(Device.cpu());
            case JAVA -> plan.withDevice(Device.java());
            case SIMDGROUP_MATRIX -> plan.withDevice(Device.simulator()).withLowering(Lowering.SIMDGROUP_MATRIX);
            case TENSOR_OPS, TENSOR_OPS_LAID_OUT_OTHERWISE ->
                plan.withDevice(Device.simulator()).withLowering(Lowering.TENSOR_OPS);
        };
    }

    /** Executes a graph named g whose task t has this grid of threadgroups. */
    void run(TaskGraph graph, List<Integer> groups, int threads) {
        WorkerGrid2D grid = new WorkerGrid2D(groups.get(0) * threads, groups.get(1));
        grid.setLocalWork(threads, 1, 1);
        try (ExecutionPlan plan = plan(graph).withGridScheduler(new GridScheduler("g.t", grid))) {
            plan.execute();
        }
    }
}
