package dev.bessemer.runtime;

import java.util.List;

/**
 * The grid of a task whose kernel takes a {@code KernelContext}: how many threads in all, and how many of them form a threadgroup.
 *
 * <p>Every extent of the grid is a multiple of the threadgroup's.
 */
public abstract sealed class WorkerGrid permits WorkerGrid1D, WorkerGrid2D, WorkerGrid3D {
    private final int dimensions;
    private List<Integer> global;
    private List<Integer> local = List.of();

    WorkerGrid(int dimensions, int x, int y, int z) {
        this.dimensions = dimensions;
        this.global = extents("grid", x, y, z);
    }

    /**
     * Sets the grid's extents, in threads.
     *
     * @throws IllegalArgumentException when one is not positive, or is more than 1 beyond the grid's dimensions
     */
    public final WorkerGrid setGlobalWork(int x, int y, int z) {
        global = extents("grid", x, y, z);
        return this;
    }

    /**
     * Sets a threadgroup's extents, in threads. A kernel that declares its threadgroup needs none.
     *
     * @throws IllegalArgumentException when one is not positive, or is more than 1 beyond the grid's dimensions
     */
    public final WorkerGrid setLocalWork(int x, int y, int z) {
        local = extents("threadgroup", x, y, z);
        return this;
    }

    /** The grid's three extents, in threads. */
    public final List<Integer> globalWork() {
        return global;
    }

    /** A threadgroup's three extents, in threads, or an empty list where they were not set. */
    public final List<Integer> localWork() {
        return local;
    }

    private List<Integer> extents(String what, int x, int y, int z) {
        List<Integer> extents = List.of(x, y, z);
        for (int i = 0; i < 3; i++) {
            if (extents.get(i) < 1 || (i >= dimensions && extents.get(i) != 1)) {
                throw new IllegalArgumentException("a " + what + " of " + x + " x " + y + " x " + z
                        + " threads does not fit " + getClass().getSimpleName()
                        + ": extents are at least 1, and 1 beyond its dimensions");
            }
        }
        return extents;
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + " of " + global + " threads"
                + (local.isEmpty() ? "" : " in threadgroups of " + local);
    }
}
