package dev.bessemer.intrinsics;

import dev.bessemer.intrinsics.TensorRank.R1;
import dev.bessemer.intrinsics.TensorRank.R2;
import dev.bessemer.intrinsics.TensorRank.R3;
import dev.bessemer.intrinsics.TensorRank.R4;
import dev.bessemer.intrinsics.TensorRank.R5;
import dev.bessemer.intrinsics.TensorRank.R6;
import dev.bessemer.intrinsics.TensorRank.R7;
import dev.bessemer.intrinsics.TensorRank.R8;

/**
 * An int for each dimension of a {@link TensorView}: extents, strides, or the place of an element. {@code of} takes them in Java's order, the first dimension's
 * first; the last dimension is the one whose elements lie side by side.
 *
 * @param rank how many there are
 * @param last0 the last dimension's
 * @param last1 that of the one before, as all further ones 0 where there is no such dimension
 * @param last2 that of the one before
 * @param last3 that of the one before
 * @param last4 that of the one before
 * @param last5 that of the one before
 * @param last6 that of the one before
 * @param last7 that of the one before
 */
public record TensorDims(
        TensorRank rank, int last0, int last1, int last2, int last3, int last4, int last5, int last6, int last7) {
    /** For one dimension. */
    public static TensorDims of(int first) {
        return new TensorDims(new R1(), first, 0, 0, 0, 0, 0, 0, 0);
    }

    /** For two dimensions. */
    public static TensorDims of(int first, int second) {
        return new TensorDims(new R2(), second, first, 0, 0, 0, 0, 0, 0);
    }

    /** For three dimensions. */
    public static TensorDims of(int first, int second, int third) {
        return new TensorDims(new R3(), third, second, first, 0, 0, 0, 0, 0);
    }

    /** For four dimensions. */
    public static TensorDims of(int first, int second, int third, int fourth) {
        return new TensorDims(new R4(), fourth, third, second, first, 0, 0, 0, 0);
    }

    /** For five dimensions. */
    public static TensorDims of(int first, int second, int third, int fourth, int fifth) {
        return new TensorDims(new R5(), fifth, fourth, third, second, first, 0, 0, 0);
    }

    /** For six dimensions. */
    public static TensorDims of(int first, int second, int third, int fourth, int fifth, int sixth) {
        return new TensorDims(new R6(), sixth, fifth, fourth, third, second, first, 0, 0);
    }

    /** For seven dimensions. */
    public static TensorDims of(int first, int second, int third, int fourth, int fifth, int sixth, int seventh) {
        return new TensorDims(new R7(), seventh, sixth, fifth, fourth, third, second, first, 0);
    }

    /** For eight dimensions. */
    public static TensorDims of(
            int first, int second, int third, int fourth, int fifth, int sixth, int seventh, int eighth) {
        return new TensorDims(new R8(), eighth, seventh, sixth, fifth, fourth, third, second, first);
    }

    /** How many dimensions there are. */
    public int count() {
        return rank.count();
    }

    /**
     * A dimension's number.
     *
     * @param dimension a constant of the kernel, 0 for the first one
     * @throws IndexOutOfBoundsException if there is no such dimension; a kernel is refused
     */
    public int get(int dimension) {
        TensorElements.requireDimension(count(), dimension);
        return switch (count() - 1 - dimension) {
            case 0 -> last0;
            case 1 -> last1;
            case 2 -> last2;
            case 3 -> last3;
            case 4 -> last4;
            case 5 -> last5;
            case 6 -> last6;
            default -> last7;
        };
    }
}
