package dev.bessemer.runtime;

import dev.bessemer.jit.CompileOptions;
import dev.bessemer.jit.CompiledKernel;
import dev.bessemer.jit.KernelCompiler;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A finished task graph, for any number of plans and threads. */
public final class ImmutableTaskGraph {
    private final String name;
    private final List<GraphTask> tasks;
    private final GraphTransfers transfers;

    ImmutableTaskGraph(String name, List<GraphTask> tasks, GraphTransfers transfers) {
        this.name = name;
        this.tasks = List.copyOf(tasks);
        this.transfers = transfers.copy();
    }

    /** The graph's name. */
    public String name() {
        return name;
    }

    /** The tasks' full names, {@code graph.task}, in their order. */
    public List<String> taskNames() {
        return tasks.stream().map(GraphTask::id).toList();
    }

    /**
     * The Metal Shading Language that a task's kernel becomes, or is for a prebuilt one; a comment for a library's operation. Cooperative tensors become
     * matrices of every GPU.
     *
     * @param task the task's full name
     * @throws IllegalArgumentException when there is no such task
     * @throws dev.bessemer.jit.KernelCompilationException when the kernel has something wrong with it
     */
    public String metalSource(String task) {
        return metalSource(task, Lowering.SIMDGROUP_MATRIX);
    }

    /**
     * As {@link #metalSource(String)}.
     *
     * @param task the task's full name
     * @param lowering what cooperative tensors become
     * @throws IllegalArgumentException when there is no such task
     * @throws dev.bessemer.jit.KernelCompilationException when the kernel has something wrong with it
     */
    public String metalSource(String task, Lowering lowering) {
        GraphTask found = tasks.stream()
                .filter(candidate -> candidate.id().equals(task))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("there is no task '" + task + "'; the graph has " + taskNames()));
        return metalSource(
                found, null, CompileOptions.of(CompileOptions.Target.MSL).withLowering(lowering.option()));
    }

    /** The Metal Shading Language of a task. */
    static String metalSource(GraphTask task, @Nullable WorkerGrid grid, CompileOptions options) {
        return switch (task) {
            case PrebuiltTask prebuilt -> prebuilt.source().text();
            case LibraryTask library ->
                "// " + library.method() + " is an operation of a library, which keeps its source to itself\n";
            case KernelTask kernel -> compiledSource(kernel, grid, options);
        };
    }

    private static String compiledSource(KernelTask task, @Nullable WorkerGrid grid, CompileOptions options) {
        CompiledKernel kernel = KernelCompiler.shared()
                .compile(task.kernel(), task.kinds(), task.constants(), options, task.launchValues(grid));
        return switch (kernel.code()) {
            case CompiledKernel.Msl msl -> msl.source().text();
            case CompiledKernel.Cpu _ -> throw new IllegalStateException("Metal source was asked for");
        };
    }

    List<GraphTask> tasks() {
        return tasks;
    }

    GraphTransfers transfers() {
        return transfers;
    }
}
