package dev.bessemer.jit.jvm;

/** Where in an 8x8 tile the two elements of each lane lie: Metal's layout, the same for all element types. */
public final class LaneLayout {
    /** Lanes in a SIMD-group. */
    public static final int LANES = 32;

    private LaneLayout() {}

    /** The row of a lane's elements. */
    public static int row(int lane) {
        return ((lane >> 4) & 1) * 4 + ((lane >> 1) & 3);
    }

    /** The column of a lane's first element. */
    public static int column(int lane) {
        return ((lane >> 3) & 1) * 4 + (lane & 1) * 2;
    }

    /** The lane that holds an element, of a tile or of any of the tiles that a panel is made of. */
    public static int lane(int row, int column) {
        return (((row >> 2) & 1) << 4) | (((column >> 2) & 1) << 3) | ((row & 3) << 1) | ((column >> 1) & 1);
    }

    /** This lane's element of an 8x8 panel. */
    public static float element(float[] panel, int at, int stride, int lane, int index) {
        return panel[at + row(lane) * stride + column(lane) + index];
    }

    /** Sets this lane's element of an 8x8 panel. */
    public static void set(float[] panel, int at, int stride, int lane, int index, float value) {
        panel[at + row(lane) * stride + column(lane) + index] = value;
    }
}
