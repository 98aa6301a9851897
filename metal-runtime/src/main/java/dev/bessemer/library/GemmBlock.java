package dev.bessemer.library;

import java.util.ArrayList;
import java.util.List;

/**
 * The part of a product that a threadgroup of {@link GemmKernel} computes.
 *
 * @param rows a power of two, 16 to 128
 * @param columns a power of two, 16 to 128
 */
record GemmBlock(int rows, int columns) {
    private static final int SMALLEST = 16;
    private static final int LARGEST = 128;
    private static final int USUAL = 64;

    /** Sums that the lanes of four SIMD-groups can hold in registers on the GPUs that hold most. */
    private static final int MOST_ELEMENTS = 8192;

    private static final int LEAST_ELEMENTS = 1024;
    private static final int MOST_ELONGATED = 4;

    /** What serves most devices: squares, but no larger than the result needs. */
    static GemmBlock usual(GemmShape shape) {
        return new GemmBlock(enough(shape.m()), enough(shape.n()));
    }

    private static int enough(int extent) {
        int block = USUAL;
        while (block > SMALLEST && block / 2 >= extent) {
            block /= 2;
        }
        return block;
    }

    /** What may serve a device better, the usual one first. */
    static List<GemmBlock> candidates(GemmShape shape) {
        GemmBlock usual = usual(shape);
        List<GemmBlock> all = new ArrayList<>(List.of(usual));
        for (int rows = SMALLEST; rows <= LARGEST && (rows == SMALLEST || rows / 2 < shape.m()); rows *= 2) {
            for (int columns = SMALLEST;
                    columns <= LARGEST && (columns == SMALLEST || columns / 2 < shape.n());
                    columns *= 2) {
                GemmBlock block = new GemmBlock(rows, columns);
                if (!block.equals(usual) && block.isSensible()) {
                    all.add(block);
                }
            }
        }
        return List.copyOf(all);
    }

    private boolean isSensible() {
        int elements = rows * columns;
        return elements >= LEAST_ELEMENTS
                && elements <= MOST_ELEMENTS
                && Math.max(rows, columns) <= MOST_ELONGATED * Math.min(rows, columns);
    }
}
