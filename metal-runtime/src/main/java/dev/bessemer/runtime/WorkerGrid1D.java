package dev.bessemer.runtime;

/** A grid of one dimension. */
public final class WorkerGrid1D extends WorkerGrid {
    /**
     * A grid, its extents in threads.
     *
     * @throws IllegalArgumentException when an extent is not positive
     */
    public WorkerGrid1D(int x) {
        super(1, x, 1, 1);
    }
}
