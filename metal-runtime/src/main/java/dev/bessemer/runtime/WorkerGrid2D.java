package dev.bessemer.runtime;

/** A grid of two dimensions. */
public final class WorkerGrid2D extends WorkerGrid {
    /**
     * A grid, its extents in threads.
     *
     * @throws IllegalArgumentException when an extent is not positive
     */
    public WorkerGrid2D(int x, int y) {
        super(2, x, y, 1);
    }
}
