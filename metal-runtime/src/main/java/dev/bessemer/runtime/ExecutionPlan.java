package dev.bessemer.runtime;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Executes a task graph, as often as wanted and from any thread. Executions of one plan take turns, since they work on the same arrays; those
 * of different plans overlap. Kernels are compiled at the first execution after the plan was made or changed.
 *
 * <pre>{@code
 * try (var plan = new ExecutionPlan(graph.snapshot())) {
 *     plan.execute();
 * }
 * }</pre>
 */
public final class ExecutionPlan implements AutoCloseable {
    private final ImmutableTaskGraph graph;
    private final ReentrantLock turn = new ReentrantLock();
    private Device device = Device.list().getFirst();
    private @Nullable GridScheduler grids;
    private boolean boundsChecks = true;
    private boolean closed;
    private @Nullable CpuProgram program;

    /** A plan for the best device of this machine, with bounds checks. */
    public ExecutionPlan(ImmutableTaskGraph graph) {
        this.graph = graph;
    }

    /** Sets the device to execute on. */
    public ExecutionPlan withDevice(Device newDevice) {
        return change(() -> device = newDevice);
    }

    /**
     * Sets the grids of tasks whose kernels take a {@code KernelContext}. They are read at the next execution.
     *
     * @throws IllegalArgumentException when one is for a task that the graph does not have
     */
    public ExecutionPlan withGridScheduler(GridScheduler scheduler) {
        List<String> tasks = graph.taskNames();
        for (String task : scheduler.tasks()) {
            if (!tasks.contains(task)) {
                throw new IllegalArgumentException("the scheduler has a grid for '" + task
                        + "', which is no task of the graph: its tasks are " + tasks);
            }
        }
        return change(() -> grids = scheduler);
    }

    /** Whether accesses to arrays that are not proven in range are checked, which they are unless this says otherwise. */
    public ExecutionPlan withBoundsChecks(boolean checks) {
        return change(() -> boundsChecks = checks);
    }

    /**
     * Executes all tasks and returns when they are done.
     *
     * @throws dev.bessemer.jit.KernelCompilationException when a kernel has something wrong with it
     * @throws dev.bessemer.jit.diagnostic.KernelFaultException when a kernel accesses an array out of range or divides an integer by zero;
     *     arrays that tasks write then hold anything
     * @throws IllegalArgumentException when a task has no fitting grid
     * @throws IllegalStateException when the plan or an array is closed
     */
    public ExecutionResult execute() {
        turn.lock();
        try {
            CpuProgram ready = program();
            long start = System.nanoTime();
            ready.run();
            return new ExecutionResult(System.nanoTime() - start, graph.onDemand());
        } finally {
            turn.unlock();
        }
    }

    /** Waits for an execution in progress and ends the plan's life; closing again does nothing. */
    @Override
    public void close() {
        turn.lock();
        try {
            closed = true;
            program = null;
        } finally {
            turn.unlock();
        }
    }

    private CpuProgram program() {
        if (closed) {
            throw new IllegalStateException(
                    "the plan of graph '" + graph.name() + "' is closed: make a new ExecutionPlan to execute it again");
        }
        CpuProgram ready = program;
        if (ready == null) {
            ready = CpuProgram.of(graph, grids, boundsChecks);
            program = ready;
        }
        return ready;
    }

    private ExecutionPlan change(Runnable change) {
        turn.lock();
        try {
            change.run();
            program = null;
        } finally {
            turn.unlock();
        }
        return this;
    }

    /** The graph's name and the device. */
    @Override
    public String toString() {
        return "plan of graph '" + graph.name() + "' for " + device;
    }
}
