package dev.bessemer.bench;

import dev.bessemer.runtime.Device;
import dev.bessemer.runtime.ExecutionPlan;
import dev.bessemer.runtime.ExecutionResult;
import dev.bessemer.runtime.GridScheduler;
import dev.bessemer.runtime.ProfilerMode;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.types.DeviceArray;
import java.util.List;

/** A graph of tasks on a device, and the arrays it works on. */
abstract class KernelContender implements Contender {
    private final ExecutionPlan plan;
    private final List<DeviceArray> arrays;
    private final boolean isTimed;
    private double gpuNanoseconds;

    /**
     * @param arrays what {@link #close} frees
     * @param grids of the tasks that need one
     */
    KernelContender(Device device, TaskGraph graph, List<DeviceArray> arrays, GridScheduler grids) {
        this.arrays = List.copyOf(arrays);
        plan = new ExecutionPlan(graph.snapshot()).withDevice(device).withGridScheduler(grids);
        isTimed = device.name().equals("metal");
        if (isTimed) {
            plan.withProfiler(ProfilerMode.SILENT);
        }
    }

    /** The same on the CPU device. */
    KernelContender(TaskGraph graph, List<DeviceArray> arrays, GridScheduler grids) {
        this(Device.cpu(), graph, arrays, grids);
    }

    /** The same, compiled without bounds checks. */
    final KernelContender unchecked() {
        plan.withBoundsChecks(false);
        return this;
    }

    /** Compiles the kernels, if {@link #run} has not. */
    final void compile() {
        plan.withPreCompilation();
    }

    @Override
    public final void run() {
        ExecutionResult result = plan.execute();
        if (isTimed) {
            gpuNanoseconds = result.getProfilerResult().getDeviceKernelTime();
        }
    }

    @Override
    public final double gpuNanoseconds() {
        return gpuNanoseconds;
    }

    @Override
    public final void close() {
        plan.close();
        arrays.forEach(DeviceArray::close);
    }
}
