package dev.bessemer.runtime;

import dev.bessemer.jit.CompileOptions;
import dev.bessemer.jit.CompiledKernel;
import dev.bessemer.jit.KernelCompiler;
import dev.bessemer.types.DeviceArray;
import java.util.List;

/** A finished task graph, for any number of plans and threads. */
public final class ImmutableTaskGraph {
    private final String name;
    private final List<KernelTask> tasks;
    private final List<DeviceArray> onDemand;

    ImmutableTaskGraph(String name, List<KernelTask> tasks, List<DeviceArray> onDemand) {
        this.name = name;
        this.tasks = List.copyOf(tasks);
        this.onDemand = List.copyOf(onDemand);
    }

    /** The graph's name. */
    public String name() {
        return name;
    }

    /** The tasks' full names, {@code graph.task}, in their order. */
    public List<String> taskNames() {
        return tasks.stream().map(KernelTask::id).toList();
    }

    /**
     * The Metal Shading Language that a task's kernel becomes.
     *
     * @param task the task's full name
     * @throws IllegalArgumentException when there is no such task
     * @throws dev.bessemer.jit.KernelCompilationException when the kernel has something wrong with it
     */
    public String metalSource(String task) {
        KernelTask found = tasks.stream()
                .filter(candidate -> candidate.id().equals(task))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("there is no task '" + task + "'; the graph has " + taskNames()));
        CompiledKernel kernel = KernelCompiler.shared()
                .compile(
                        found.kernel(), found.kinds(), found.constants(), CompileOptions.of(CompileOptions.Target.MSL));
        return switch (kernel.code()) {
            case CompiledKernel.Msl msl -> msl.source().text();
            case CompiledKernel.Cpu _ -> throw new IllegalStateException("Metal source was asked for");
        };
    }

    List<KernelTask> tasks() {
        return tasks;
    }

    List<DeviceArray> onDemand() {
        return onDemand;
    }
}
