package dev.bessemer.runtime;

import java.util.ArrayList;
import java.util.List;

/**
 * The grid of a task whose kernel takes a {@code KernelContext}: how many threads in all, and how many of them form a threadgroup.
 *
 * <p>Every extent of the grid is a multiple of the threadgroup's. A grid may be changed between executions.
 */
public abstract sealed class WorkerGrid permits WorkerGrid1D, WorkerGrid2D, WorkerGrid3D {
    private final int dimensions;
    private List<Integer> global;
    private List<Integer> local = List.of();

    WorkerGrid(int dimensions, int x, int y, int z) {
        this.dimensions = dimensions;
        this.global = extents("grid", x, y, z);
    }

    /** How many dimensions it has: 1, 2 or 3. */
    public final int dimension() {
        return dimensions;
    }

    /**
     * Sets the grid's extents, in threads.
     *
     * @throws IllegalArgumentException when one is not between 1 and 2^31-1, or is more than 1 beyond the grid's dimensions
     */
    public final WorkerGrid setGlobalWork(long x, long y, long z) {
        global = extents("grid", x, y, z);
        return this;
    }

    /**
     * Sets a threadgroup's extents, in threads. A kernel that declares its threadgroup needs none.
     *
     * @throws IllegalArgumentException when one is not between 1 and 2^31-1, or is more than 1 beyond the grid's dimensions
     */
    public final WorkerGrid setLocalWork(long x, long y, long z) {
        local = extents("threadgroup", x, y, z);
        return this;
    }

    /**
     * Leaves the threadgroup to the kernel's declaration or, without one, to the largest whole divisor of the grid's extents up to 256
     * threads in one dimension, 16 x 16 in two, 8 x 8 x 4 in three.
     */
    public final WorkerGrid setLocalWorkToNull() {
        local = List.of();
        return this;
    }

    /** The grid's three extents, in threads. */
    public final long[] getGlobalWork() {
        return longs(global);
    }

    /** A threadgroup's three extents, in threads, or an empty array where they were not set. */
    public final long[] getLocalWork() {
        return longs(local);
    }

    /** The number of threadgroups in each dimension, or an empty array where a threadgroup's extents were not set. */
    public final long[] getNumberOfWorkgroups() {
        List<Integer> groups = new ArrayList<>();
        for (int i = 0; i < local.size(); i++) {
            groups.add(Math.ceilDiv(global.get(i), local.get(i)));
        }
        return longs(groups);
    }

    List<Integer> globalWork() {
        return global;
    }

    List<Integer> localWork() {
        return local;
    }

    private static long[] longs(List<Integer> extents) {
        return extents.stream().mapToLong(Integer::longValue).toArray();
    }

    private List<Integer> extents(String what, long x, long y, long z) {
        List<Integer> extents = new ArrayList<>();
        for (long extent : new long[] {x, y, z}) {
            if (extent < 1 || extent > Integer.MAX_VALUE || (extents.size() >= dimensions && extent != 1)) {
                throw new IllegalArgumentException("a " + what + " of " + x + " x " + y + " x " + z
                        + " threads does not fit " + getClass().getSimpleName()
                        + ": extents are from 1 to 2^31-1, and 1 beyond its dimensions");
            }
            extents.add((int) extent);
        }
        return List.copyOf(extents);
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + " of " + global + " threads"
                + (local.isEmpty() ? "" : " in threadgroups of " + local);
    }
}
