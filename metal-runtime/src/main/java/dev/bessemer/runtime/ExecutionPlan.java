package dev.bessemer.runtime;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Executes task graphs, as often as wanted and from any thread. Executions of one plan overlap where neither touches an array that the other
 * writes; others take turns, in the order in which they were asked for. Executions of different plans overlap. Kernels are compiled at the
 * first execution after the plan was made or changed.
 *
 * <pre>{@code
 * try (var plan = new ExecutionPlan(graph.snapshot())) {
 *     plan.execute();
 * }
 * }</pre>
 *
 * <p>The {@code with} methods change this plan and return it. All throw {@link IllegalStateException} when the plan is closed.
 */
public final class ExecutionPlan implements AutoCloseable {
    private final PlanGraphs graphs;
    private final PlanEngine engine;

    /**
     * A plan for the best device of this machine, with bounds checks.
     *
     * @param graphs executed in this order
     * @throws IllegalArgumentException when there is none, two have one name, or one consumes what none before it persists
     */
    public ExecutionPlan(ImmutableTaskGraph... graphs) {
        for (ImmutableTaskGraph graph : graphs) {
            Objects.requireNonNull(graph, "the graph is null: pass what snapshot() of a TaskGraph gives");
        }
        this.graphs = new PlanGraphs(List.of(graphs));
        engine = new PlanEngine(this.graphs);
    }

    /** Sets the device to execute on, but for tasks that have one of their own. */
    public ExecutionPlan withDevice(Device device) {
        Objects.requireNonNull(device, "the device is null: pass one of Device.list()");
        return change(settings -> settings.device = device);
    }

    /**
     * Sets the device of one task.
     *
     * @param task its full name: {@code graph.task}
     * @throws IllegalArgumentException when there is no such task
     */
    public ExecutionPlan withDevice(String task, Device device) {
        graphs.checkTask("a device is chosen for", task);
        Objects.requireNonNull(device, "the device is null: pass one of Device.list()");
        return change(settings -> settings.taskDevices.put(task, device));
    }

    /**
     * Sets the grids of tasks whose kernels take a {@code KernelContext}. They are read at each execution.
     *
     * @throws IllegalArgumentException when one is for a task that no graph has
     */
    public ExecutionPlan withGridScheduler(GridScheduler scheduler) {
        Objects.requireNonNull(scheduler, "the grid scheduler is null: pass a new GridScheduler()");
        scheduler.keySet().forEach(task -> graphs.checkTask("the scheduler has a grid for", task));
        return change(settings -> settings.grids = scheduler);
    }

    /**
     * Whether accesses to arrays that are not proven in range are checked, which they are unless this says otherwise. Without checks a kernel
     * that leaves an array computes anything, on a GPU with other arrays' elements; the CPU device still stops it, but cannot say where.
     */
    public ExecutionPlan withBoundsChecks(boolean checks) {
        return change(settings -> settings.boundsChecks = checks);
    }

    /**
     * What {@link dev.bessemer.intrinsics.Matmul2D} becomes in Metal source, where the best that the device has is not what is wanted.
     *
     * @throws IllegalArgumentException from an execution, by the CPU and the debug device, which run no Metal, and by a device that lacks it
     */
    public ExecutionPlan withLowering(Lowering lowering) {
        Objects.requireNonNull(lowering, "the lowering is null: leave withLowering out for the device's best");
        return change(settings -> settings.lowering = lowering);
    }

    /**
     * Lets executions that are asked for from now on execute one graph only, until {@link #withAllGraphs}. Threads that want different graphs
     * at once use a plan each: this one has one selection.
     *
     * @param graph its place among those given to the constructor, from 0
     * @throws IndexOutOfBoundsException when there is none
     */
    public ExecutionPlan withGraph(int graph) {
        if (graph < 0 || graph >= graphs.size()) {
            throw new IndexOutOfBoundsException("there is no graph " + graph + ": the plan has " + graphs.size() + ", "
                    + graphs.names() + ", counted from 0");
        }
        return select(List.of(graph));
    }

    /** Lets executions execute all graphs again. */
    public ExecutionPlan withAllGraphs() {
        return select(IntStream.range(0, graphs.size()).boxed().toList());
    }

    private ExecutionPlan select(List<Integer> places) {
        engine.configure(settings -> settings.selected = places);
        return this;
    }

    /**
     * Cuts the iterations of {@code @Parallel} loops into batches, one launch each: as many as it takes for a batch's share of the task's largest
     * array to be no larger than this, but no more than the outermost loop has iterations. Results are the same as without.
     *
     * @param size such as {@code "512MB"}: a whole number of B, KB, MB, GB or TB, and of elements of each array
     * @throws IllegalArgumentException when it is no such amount. Executions throw it when a task has no {@code @Parallel} loop, or an array's
     *     elements do not fit the batch
     */
    public ExecutionPlan withBatch(String size) {
        long bytes = ByteSize.parse("the batch", size);
        return change(settings -> settings.batchBytes = bytes);
    }

    /**
     * Lets executions refuse to begin when their arrays take more memory than this together.
     *
     * @param size such as {@code "1GB"}: a whole number of B, KB, MB, GB or TB
     * @throws IllegalArgumentException when it is no such amount
     */
    public ExecutionPlan withMemoryLimit(String size) {
        long bytes = ByteSize.parse("the memory limit", size);
        engine.configure(settings -> settings.memoryLimit = bytes);
        return this;
    }

    /** Ends what {@link #withMemoryLimit} began. */
    public ExecutionPlan withoutMemoryLimit() {
        engine.configure(settings -> settings.memoryLimit = Long.MAX_VALUE);
        return this;
    }

    /** Gives the results of executions a profile. */
    public ExecutionPlan withProfiler(ProfilerMode mode) {
        engine.configure(settings -> settings.profiler = mode);
        return this;
    }

    /** Ends what {@link #withProfiler} began. */
    public ExecutionPlan withoutProfiler() {
        engine.configure(settings -> settings.profiler = null);
        return this;
    }

    /** Prints the Metal source of each kernel to standard output when it is compiled, for the CPU device too. */
    public ExecutionPlan withPrintKernel() {
        return change(settings -> settings.printKernel = true);
    }

    /** Ends what {@link #withPrintKernel} began. */
    public ExecutionPlan withoutPrintKernel() {
        return change(settings -> settings.printKernel = false);
    }

    /**
     * Compiles the kernels now rather than at the next execution.
     *
     * @throws dev.bessemer.jit.KernelCompilationException when a kernel has something wrong with it
     * @throws IllegalArgumentException when a task has no fitting grid, device or batch
     */
    public ExecutionPlan withPreCompilation() {
        engine.compile();
        return this;
    }

    /** {@link #withWarmUpIterations} of one. */
    public ExecutionPlan withWarmUp() {
        return withWarmUpIterations(1);
    }

    /**
     * Executes the tasks to warm up. Arrays are afterwards as they were, and nothing is copied to the host.
     *
     * @param iterations how often, at least once
     * @throws RuntimeException what {@link #execute} throws
     */
    public ExecutionPlan withWarmUpIterations(int iterations) {
        if (iterations < 1) {
            throw new IllegalArgumentException(iterations + " warm-up iterations: ask for 1 or more");
        }
        int[] done = {0};
        engine.warmUp(() -> ++done[0] < iterations);
        return this;
    }

    /**
     * Executes the tasks to warm up, again and again for some time. Arrays are afterwards as they were, and nothing is copied to the host.
     *
     * @param milliseconds how long, at least 1
     * @throws RuntimeException what {@link #execute} throws
     */
    public ExecutionPlan withWarmUpTime(long milliseconds) {
        if (milliseconds < 1) {
            throw new IllegalArgumentException(milliseconds + " milliseconds of warm-up: ask for 1 or more");
        }
        long start = System.nanoTime();
        engine.warmUp(() -> (System.nanoTime() - start) / 1_000_000 < milliseconds);
        return this;
    }

    /**
     * Executes all tasks and returns when they are done.
     *
     * @throws dev.bessemer.jit.KernelCompilationException when a kernel has something wrong with it
     * @throws dev.bessemer.jit.diagnostic.KernelFaultException when a kernel accesses an array out of range or divides an integer by zero;
     *     arrays that tasks write then hold anything
     * @throws IllegalArgumentException when a task has no fitting grid, device or batch
     * @throws IllegalStateException when the plan or an array is closed, an array is used without being transferred, a graph consumes what was
     *     not left on the device yet, or the memory limit is too low
     */
    public ExecutionResult execute() {
        return engine.begin().run();
    }

    /**
     * Executes all tasks without waiting: on another thread or, where all of it is a Metal device's, by committing it, behind executions that are
     * not done yet. Kernels are compiled before this returns, and the execution keeps its place in the order: a later one that touches the same
     * arrays waits for it. What {@link #execute} throws, the future completes with. Cancelling the future does not stop the execution.
     */
    public CompletableFuture<ExecutionResult> executeAsync() {
        try {
            return engine.begin().runAsync();
        } catch (RuntimeException misuse) {
            return CompletableFuture.failedFuture(misuse);
        }
    }

    /** Waits for executions in progress and gives back the memory of copies on the device; the next execution is a first one again. */
    public ExecutionPlan freeDeviceMemory() {
        engine.free();
        return this;
    }

    /** How many bytes the copies of Java arrays take on the device. */
    public long getCurrentDeviceMemoryUsage() {
        return engine.copiedBytes();
    }

    /** Waits for executions in progress and ends the plan's life; closing again does nothing. */
    @Override
    public void close() {
        engine.close();
    }

    private ExecutionPlan change(Consumer<PlanSettings> change) {
        engine.change(change);
        return this;
    }

    /** The graphs' names and the device. */
    @Override
    public String toString() {
        return engine.toString();
    }
}
