package dev.bessemer.jit.jvm;

/**
 * The elements that a panel's load or store touches, so that one check guards a panel.
 *
 * <p>Element (r, c) of a panel is the array's element {@code offset + r * stride + c}, or transposed {@code offset + c * stride + r}.
 * Touched are those with r below {@code rows} and c below {@code columns}; the caller has limited both to the panel's own extent
 * ({@link #limit}). Strides may be 0 or negative.
 */
public final class PanelBounds {
    private PanelBounds() {}

    /** {@code count} limited to the range from 0 to {@code extent}. */
    public static int limit(int count, int extent) {
        return Math.clamp(count, 0, extent);
    }

    /** Whether all touched elements, of which there may be none, lie in an array of {@code size} elements. */
    public static boolean isInside(long size, long offset, int stride, boolean transposed, int rows, int columns) {
        if (rows <= 0 || columns <= 0) {
            return true;
        }
        return lowest(offset, stride, transposed, rows, columns) >= 0
                && highest(offset, stride, transposed, rows, columns) < size;
    }

    /** An index outside the array, where {@link #isInside} is false: the lowest touched if it is negative, else the highest. */
    public static long outside(long offset, int stride, boolean transposed, int rows, int columns) {
        long lowest = lowest(offset, stride, transposed, rows, columns);
        return lowest < 0 ? lowest : highest(offset, stride, transposed, rows, columns);
    }

    /** The lowest touched index. Rows and columns are at least 1. */
    public static long lowest(long offset, int stride, boolean transposed, int rows, int columns) {
        return offset + Math.min(0, span(stride, transposed ? columns : rows));
    }

    /** The highest touched index. Rows and columns are at least 1. */
    public static long highest(long offset, int stride, boolean transposed, int rows, int columns) {
        long lines = Math.max(0, span(stride, transposed ? columns : rows));
        return offset + lines + (transposed ? rows : columns) - 1;
    }

    private static long span(int stride, int lines) {
        return (lines - 1L) * stride;
    }
}
