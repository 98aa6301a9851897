package dev.bessemer.runtime;

import dev.bessemer.runtime.cpu.CpuGraph;
import dev.bessemer.runtime.cpu.CpuPool;
import dev.bessemer.runtime.cpu.Step;
import dev.bessemer.runtime.cpu.StepTimes;
import dev.bessemer.runtime.graph.Dependences;
import dev.bessemer.runtime.graph.Footprint;
import dev.bessemer.runtime.graph.TransferStep;
import dev.bessemer.runtime.graph.Transfers.MisuseException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Some graphs of a plan, compiled for their devices: tasks and copies, and which must wait for which. */
final class PlanProgram {
    private final DeviceMemory memory;
    private final List<PlannedStep> steps;
    private final Dependences dependences;

    /** Every step by itself, so that each has its time. */
    private final CpuGraph graph;

    /** With the steps of a Metal device in one command buffer. */
    private final CpuGraph joined;

    /** As one command buffer, where it is that. */
    private final Optional<MetalProgram> metal;

    private final Footprint footprint;
    private final Map<String, Extents> grids;

    /** What is released when nothing is executed any more. */
    private final List<MetalStep> launches;

    /** Arrays that an execution keeps alive, each with a task that takes it. */
    private final List<Use> uses = new ArrayList<>();

    private record Use(Object array, GraphTask task) {}

    /** What a grid was when its task was compiled. */
    private record Extents(List<Integer> global, List<Integer> local) {
        static Extents of(WorkerGrid grid) {
            return new Extents(grid.globalWork(), grid.localWork());
        }
    }

    /**
     * A step and what it is for.
     *
     * @param task the task it is, or that a copy counts for
     */
    record PlannedStep(TransferStep kind, TaskCompiler.Compiled task, Footprint footprint, Step step) {}

    private PlanProgram(
            DeviceMemory memory, List<PlannedStep> steps, Map<String, Extents> grids, List<MetalStep> launches) {
        this.memory = memory;
        this.launches = List.copyOf(launches);
        this.steps = List.copyOf(steps);
        this.grids = grids;
        List<Footprint> footprints = steps.stream().map(PlannedStep::footprint).toList();
        dependences = Dependences.of(footprints);
        footprint = Footprint.union(footprints);
        graph = new CpuGraph(steps.stream().map(PlannedStep::step).toList(), dependences);
        long launched =
                steps.stream().filter(step -> step.step() instanceof MetalStep).count();
        StepOrder order = new StepOrder(this.steps, dependences);
        joined = launched > 1 ? order.graph() : graph;
        metal = launched > 0 ? order.metal() : Optional.empty();
        for (PlannedStep step : steps) {
            for (Object array : step.task().task().arrays()) {
                if (uses.stream().noneMatch(use -> same(use.array(), array))) {
                    uses.add(new Use(array, step.task().task()));
                }
            }
        }
    }

    /**
     * Compiles all tasks.
     *
     * @throws dev.bessemer.jit.KernelCompilationException when a kernel has something wrong with it
     * @throws IllegalArgumentException when a task has no fitting grid, device or batch, or an array too large for its kernel
     * @throws IllegalStateException when an array is closed, or used without being transferred
     */
    static PlanProgram of(List<ImmutableTaskGraph> graphs, PlanSettings settings, DeviceMemory memory) {
        TaskCompiler compiler = new TaskCompiler(settings, memory);
        try {
            List<PlannedStep> steps = new ArrayList<>();
            Map<String, Extents> grids = new HashMap<>();
            for (ImmutableTaskGraph graph : graphs) {
                for (GraphTask task : graph.tasks()) {
                    WorkerGrid grid = settings.grid(task);
                    if (grid != null) {
                        grids.put(task.id(), Extents.of(grid));
                    }
                }
                addSteps(graph, graph.tasks().stream().map(compiler::compile).toList(), memory, steps);
            }
            return new PlanProgram(memory, steps, grids, compiler.launches());
        } catch (RuntimeException | Error refused) {
            compiler.launches().forEach(MetalStep::close);
            throw refused;
        }
    }

    private static void addSteps(
            ImmutableTaskGraph graph, List<TaskCompiler.Compiled> tasks, DeviceMemory memory, List<PlannedStep> steps) {
        List<Footprint> footprints =
                tasks.stream().map(TaskCompiler.Compiled::footprint).toList();
        try {
            for (TransferStep kind : graph.transfers().plan().steps(footprints, HostArrays::isCopied)) {
                steps.add(planned(kind, graph.name(), tasks, memory));
            }
        } catch (MisuseException misuse) {
            throw new IllegalStateException(
                    message(misuse, tasks.get(misuse.task()).task()), misuse);
        }
    }

    private static PlannedStep planned(
            TransferStep kind, String graph, List<TaskCompiler.Compiled> tasks, DeviceMemory memory) {
        return switch (kind) {
            case TransferStep.CopyIn in ->
                new PlannedStep(
                        kind, user(tasks, in.array()), Footprint.exclusive(in.array()), CopyStep.in(memory, in, graph));
            case TransferStep.Run(int index) -> {
                TaskCompiler.Compiled task = tasks.get(index);
                yield new PlannedStep(kind, task, task.footprint(), task.step());
            }
            case TransferStep.CopyOut out ->
                new PlannedStep(
                        kind,
                        user(tasks.reversed(), out.array()),
                        Footprint.exclusive(out.array()),
                        CopyStep.out(memory, out));
        };
    }

    private static TaskCompiler.Compiled user(List<TaskCompiler.Compiled> tasks, Object array) {
        return tasks.stream()
                .filter(task -> task.task().takes(array))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("an array is copied that no task takes"));
    }

    private static String message(MisuseException misuse, GraphTask task) {
        String array = HostArrays.describe(misuse.array());
        return task.about(misuse.array())
                + switch (misuse.kind()) {
                    case NEVER_TRANSFERRED ->
                        "the kernel reads " + array + ", which nothing brings to the device: name it in"
                                + " transferToDevice or, where an earlier graph persists it, in consumeFromDevice";
                    case NEVER_READ ->
                        "the kernel writes " + array + ", which no later task reads and nothing brings back: name it in"
                                + " transferToHost or persistOnDevice";
                };
    }

    /** Whether the grids are still what the tasks were compiled for. */
    boolean fits(PlanSettings settings) {
        for (PlannedStep step : steps) {
            WorkerGrid grid =
                    settings.grids == null ? null : settings.grid(step.task().task());
            Extents known = grids.get(step.task().task().id());
            if (!Objects.equals(known, grid == null ? null : Extents.of(grid))) {
                return false;
            }
        }
        return true;
    }

    /** What an execution that begins now reads and writes. */
    Footprint footprint() {
        BitSet idle = idle();
        if (idle.isEmpty()) {
            return footprint;
        }
        return Footprint.union(IntStream.range(0, steps.size())
                .filter(step -> !idle.get(step))
                .mapToObj(step -> steps.get(step).footprint())
                .toList());
    }

    /** The places of the steps that an execution which begins now has nothing to do for. */
    BitSet idle() {
        BitSet idle = new BitSet();
        for (int i = 0; i < steps.size(); i++) {
            idle.set(i, steps.get(i).step() instanceof CopyStep copy && copy.isDone());
        }
        return idle;
    }

    /** The program as one command buffer, with copies at most before and after it; empty where it is more than that. */
    Optional<MetalProgram> metal() {
        return metal;
    }

    List<PlannedStep> steps() {
        return steps;
    }

    Dependences dependences() {
        return dependences;
    }

    /** The memory that all arrays take, in bytes. */
    long byteSize() {
        return uses.stream().mapToLong(use -> HostArrays.byteSize(use.array())).sum();
    }

    /**
     * Runs all steps; the caller keeps their arrays alive.
     *
     * @param profiled whether each step is to have its time; there is none of use otherwise
     */
    StepTimes run(boolean profiled) {
        return (profiled ? graph : joined).run(CpuPool.shared());
    }

    /** Releases what only executions need, of which there are none any more. */
    void close() {
        launches.forEach(MetalStep::close);
    }

    /** Does something, all arrays kept alive meanwhile. */
    <T> T retained(Supplier<T> action) {
        retain();
        try {
            return action.get();
        } finally {
            release();
        }
    }

    /**
     * Keeps all arrays alive until they are released.
     *
     * @throws IllegalStateException when one is closed; then none is kept
     */
    void retain() {
        int held = 0;
        try {
            for (; held < uses.size(); held++) {
                var _ = memory.retain(uses.get(held).task(), uses.get(held).array());
            }
        } catch (RuntimeException closed) {
            release(held);
            throw closed;
        }
    }

    /** Ends what one {@link #retain} began. */
    void release() {
        release(uses.size());
    }

    private void release(int held) {
        for (int i = held; i-- > 0; ) {
            memory.of(uses.get(i).array()).release();
        }
    }

    @SuppressWarnings("ReferenceEquality") // two arrays may be equal and be different memory
    private static boolean same(Object left, Object right) {
        return left == right;
    }
}
