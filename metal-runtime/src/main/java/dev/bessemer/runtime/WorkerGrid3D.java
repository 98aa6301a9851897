package dev.bessemer.runtime;

/** A grid of three dimensions. */
public final class WorkerGrid3D extends WorkerGrid {
    /**
     * A grid, its extents in threads.
     *
     * @throws IllegalArgumentException when an extent is not positive
     */
    public WorkerGrid3D(int x, int y, int z) {
        super(3, x, y, z);
    }
}
