package dev.bessemer.jit.jvm;

import java.lang.foreign.MemorySegment;

/**
 * What one launch gives a {@link CpuKernel}; read by generated code, so its fields are plain.
 */
public final class CpuLaunch {
    /** With fewer rows of threadgroups the columns' factors come from the third-level cache too often. */
    private static final int LEAST_ROWS = 4;

    /** The same where not all panels are kept: the columns' factors are loaded anew for each band; those of rows, which lie in longer pieces, are loaded faster. */
    private static final int LEAST_ROWS_LOADED = 8;

    /** So many rows of threadgroups that go through the columns together load the columns' factors seldom enough. */
    private static final int MOST_ROWS = 32;

    /** The memory of each array parameter, in the parameters' order. */
    public final MemorySegment[] arrays;

    /** The bits of each scalar parameter, in the parameters' order: integers sign-extended, floats as raw int bits, booleans 0 or 1. */
    public final long[] scalars;

    /** Threadgroups in the grid. */
    public final int groupsX;

    public final int groupsY;
    public final int groupsZ;

    /** Threads in a threadgroup; the last SIMD-group may be partly filled. */
    public final int threadsX;

    public final int threadsY;
    public final int threadsZ;

    private volatile Object execution = new Object();

    /**
     * @param arrays one segment an array parameter
     * @param scalars one entry a scalar parameter
     * @param groups threadgroups in x, y, z, each at least 1
     * @param threads threads in a threadgroup in x, y, z, each at least 1
     */
    public CpuLaunch(MemorySegment[] arrays, long[] scalars, int[] groups, int[] threads) {
        this.arrays = arrays.clone();
        this.scalars = scalars.clone();
        groupsX = groups[0];
        groupsY = groups[1];
        groupsZ = groups[2];
        threadsX = threads[0];
        threadsY = threads[1];
        threadsZ = threads[2];
    }

    /**
     * Begins an execution: what {@link PanelCache}s kept during the one before does not count any more, for the arrays may hold other numbers now.
     *
     * @return how many threadgroups the grid has
     */
    public long begin() {
        execution = new Object();
        return (long) groupsX * groupsY * groupsZ;
    }

    /** How many elements of so many bytes an array parameter has. */
    public long elements(int array, int bytes) {
        return arrays[array].byteSize() / bytes;
    }

    /**
     * How many rows of threadgroups should go through the columns together, where each row and each column shares a factor: as many as leave room in a
     * second-level cache for their factors and a column's, but at least four, or eight where a {@link PanelCache} has no room for all factors.
     *
     * @param left elements of the factors that rows share, all rows together
     * @param right elements of the factors that columns share
     */
    public int band(long left, long right) {
        long row = Math.max(1, left / groupsY / groupsZ);
        long column = right / groupsX / groupsZ;
        int least = left + right > PanelCache.MOST ? LEAST_ROWS_LOADED : LEAST_ROWS;
        return Math.clamp((PanelCache.SECOND_LEVEL - column) / row, least, MOST_ROWS);
    }

    /**
     * The x of a threadgroup, by its number.
     *
     * @param band how many rows of threadgroups are counted column by column before the next rows; 1 counts the rows one after another
     */
    public int groupX(long group, int band) {
        long inPlane = group % ((long) groupsX * groupsY);
        return (int) (inPlane % bandSize(band) / bandRows(inPlane, band));
    }

    /** The y of a threadgroup, by its number. */
    public int groupY(long group, int band) {
        long inPlane = group % ((long) groupsX * groupsY);
        long first = inPlane / bandSize(band) * band;
        return (int) (first + inPlane % bandSize(band) % bandRows(inPlane, band));
    }

    private long bandSize(int band) {
        return (long) groupsX * band;
    }

    /** How many rows there are in the band of a threadgroup: fewer in the last one. */
    private long bandRows(long inPlane, int band) {
        return Math.min(band, groupsY - inPlane / bandSize(band) * band);
    }

    /** What stands for the present execution: another object in each. */
    Object execution() {
        return execution;
    }

    /** The z of a threadgroup, by its number. */
    public int groupZ(long group) {
        return (int) (group / groupsX / groupsY);
    }

    /**
     * The length of an array that holds frames.
     *
     * @param size of one SIMD-group's frame
     * @param each 1 when every SIMD-group of a threadgroup has a frame of its own, else 0
     */
    public int frameSize(int size, int each) {
        int simdgroups = Math.ceilDiv(threadsX * threadsY * threadsZ, 32);
        return each == 0 ? size : Math.multiplyExact(size, simdgroups);
    }
}
