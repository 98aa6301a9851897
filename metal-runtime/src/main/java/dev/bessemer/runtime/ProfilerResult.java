package dev.bessemer.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** The profile of one execution. Times are in nanoseconds. */
public final class ProfilerResult {
    private final long totalTime;
    private final List<TaskProfile> tasks;

    ProfilerResult(long totalTime, List<TaskProfile> tasks) {
        this.totalTime = totalTime;
        this.tasks = List.copyOf(tasks);
    }

    /** The tasks, in the order of the plan's graphs. */
    public List<TaskProfile> tasks() {
        return tasks;
    }

    /**
     * One task.
     *
     * @param name its full name: {@code graph.task}
     * @throws IllegalArgumentException when it was not executed
     */
    public TaskProfile task(String name) {
        return tasks.stream()
                .filter(task -> task.task().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no task '" + name + "' was executed; there were "
                        + tasks.stream().map(TaskProfile::task).toList()));
    }

    /** From the execution's begin to its end, transfers included, compilation not. */
    public long getTotalTime() {
        return totalTime;
    }

    /** To compile kernels; 0 where earlier executions had. */
    public long getCompileTime() {
        return sum(TaskProfile::compileTime);
    }

    /** To copy arrays to the device and to the host. */
    public long getDataTransfersTime() {
        return getDeviceWriteTime() + getDeviceReadTime();
    }

    /** To copy arrays to the device. */
    public long getDeviceWriteTime() {
        return sum(TaskProfile::copyInTime);
    }

    /** To copy arrays to the host. */
    public long getDeviceReadTime() {
        return sum(TaskProfile::copyOutTime);
    }

    /** From when nothing kept tasks from running to when they ran. */
    public long getKernelDispatchTime() {
        return sum(TaskProfile::queueTime);
    }

    /** That kernels ran. */
    public long getDeviceKernelTime() {
        return sum(TaskProfile::kernelTime);
    }

    /** How much was copied to the device, in bytes. */
    public long getTotalBytesCopyIn() {
        return sum(TaskProfile::copyInBytes);
    }

    /** How much was copied to the host, in bytes. */
    public long getTotalBytesCopyOut() {
        return sum(TaskProfile::copyOutBytes);
    }

    private long sum(ToLongFunction<TaskProfile> figure) {
        return tasks.stream().mapToLong(figure).sum();
    }

    /** How much was copied in all, in bytes. */
    public long getTotalBytesTransferred() {
        return getTotalBytesCopyIn() + getTotalBytesCopyOut();
    }

    /** Prints the profile to standard output. */
    public void dumpProfiles() {
        System.out.println(getProfileLog());
    }

    /** The profile as JSON: an object of the graphs, each with its totals and its tasks. Times are numbers of nanoseconds. */
    public String getProfileLog() {
        JsonText json = new JsonText();
        json.open("");
        json.field("TOTAL_TIME", totalTime);
        Map<String, List<TaskProfile>> graphs = new LinkedHashMap<>();
        for (TaskProfile task : tasks) {
            graphs.computeIfAbsent(task.task().substring(0, task.task().indexOf('.')), key -> new ArrayList<>())
                    .add(task);
        }
        graphs.forEach((name, members) -> graph(json, name, new ProfilerResult(0, members)));
        json.close();
        return json.toString();
    }

    private static void graph(JsonText json, String name, ProfilerResult graph) {
        json.open(name);
        json.field("TOTAL_COMPILE_TIME", graph.getCompileTime());
        json.field("COPY_IN_TIME", graph.getDeviceWriteTime());
        json.field("COPY_OUT_TIME", graph.getDeviceReadTime());
        json.field("TOTAL_COPY_IN_SIZE_BYTES", graph.getTotalBytesCopyIn());
        json.field("TOTAL_COPY_OUT_SIZE_BYTES", graph.getTotalBytesCopyOut());
        json.field("TOTAL_DISPATCH_KERNEL_TIME", graph.getKernelDispatchTime());
        json.field("TOTAL_KERNEL_TIME", graph.getDeviceKernelTime());
        graph.tasks.forEach(task -> task(json, task));
        json.close();
    }

    private static void task(JsonText json, TaskProfile task) {
        json.open(task.task());
        json.field("METHOD", task.method());
        json.field("DEVICE", task.device());
        task.lowering().ifPresent(lowering -> json.field("LOWERING", lowering.name()));
        json.field("TASK_COMPILE_TIME", task.compileTime());
        json.field("TASK_COPY_IN_TIME", task.copyInTime());
        json.field("TASK_COPY_OUT_TIME", task.copyOutTime());
        json.field("TASK_COPY_IN_SIZE_BYTES", task.copyInBytes());
        json.field("TASK_COPY_OUT_SIZE_BYTES", task.copyOutBytes());
        json.field("TASK_DISPATCH_TIME", task.queueTime());
        json.field("TASK_KERNEL_TIME", task.kernelTime());
        json.close();
    }
}
