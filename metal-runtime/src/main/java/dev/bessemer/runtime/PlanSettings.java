package dev.bessemer.runtime;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a plan's {@code with} methods set. Guarded by the plan's lock. */
final class PlanSettings {
    Device device = Device.list().getFirst();
    final Map<String, Device> taskDevices = new HashMap<>();

    @Nullable
    GridScheduler grids;

    boolean boundsChecks = true;
    boolean printKernel;

    /** Null where the device chooses. */
    @Nullable
    Lowering lowering;

    /** 0 where iterations are not cut into batches. */
    long batchBytes;

    long memoryLimit = Long.MAX_VALUE;

    @Nullable
    ProfilerMode profiler;

    /** The places of the graphs that are executed. */
    List<Integer> selected;

    PlanSettings(List<Integer> all) {
        selected = all;
    }

    Device device(GraphTask task) {
        return taskDevices.getOrDefault(task.id(), device);
    }

    @Nullable
    WorkerGrid grid(GraphTask task) {
        return grids == null ? null : grids.get(task.id());
    }
}
