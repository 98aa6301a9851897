package dev.bessemer.simulator;

import java.util.List;

/**
 * Threads or threadgroups in three dimensions, or a position among them.
 *
 * @param x in the first dimension
 * @param y in the second
 * @param z in the third
 */
public record MslExtent(int x, int y, int z) {
    /** One dimension. */
    public static MslExtent of(int x) {
        return new MslExtent(x, 1, 1);
    }

    /** Two dimensions. */
    public static MslExtent of(int x, int y) {
        return new MslExtent(x, y, 1);
    }

    static MslExtent position(List<Integer> values) {
        return new MslExtent(values.get(0), values.get(1), values.get(2));
    }

    List<Integer> values() {
        return List.of(x, y, z);
    }

    long count() {
        return Math.multiplyExact((long) x * y, (long) z);
    }

    @Override
    public String toString() {
        return "(" + x + ", " + y + ", " + z + ")";
    }
}
