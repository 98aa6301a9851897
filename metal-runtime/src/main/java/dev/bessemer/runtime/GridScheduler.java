package dev.bessemer.runtime;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The grids of a plan's tasks, by the task's full name: {@code graph.task}. */
public final class GridScheduler {
    private final Map<String, WorkerGrid> grids = new ConcurrentHashMap<>();

    /** No grids yet. */
    public GridScheduler() {}

    /** A scheduler with one grid. */
    public GridScheduler(String task, WorkerGrid grid) {
        addWorkerGrid(task, grid);
    }

    /** Sets the grid of a task, named as {@code graph.task}. */
    public GridScheduler addWorkerGrid(String task, WorkerGrid grid) {
        Objects.requireNonNull(task, "the name of the grid's task is null: pass graph.task, as in \"s0.add\"");
        Objects.requireNonNull(grid, () -> "the grid of task '" + task + "' is null: pass a new WorkerGrid1D(threads)");
        grids.put(task, grid);
        return this;
    }

    /** The grid of a task; null where it has none. */
    public @Nullable WorkerGrid get(String task) {
        return grids.get(task);
    }

    /** Whether a task of a graph has a grid. */
    public boolean contains(String graph, String task) {
        return grids.containsKey(graph + "." + task);
    }

    /** The full names of the tasks that have grids. */
    public Set<String> keySet() {
        return Set.copyOf(grids.keySet());
    }
}
