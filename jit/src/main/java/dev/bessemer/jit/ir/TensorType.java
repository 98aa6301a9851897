package dev.bessemer.jit.ir;

/**
 * A cooperative tensor: the matrix that a multiplication of a certain shape gives, or what its elements were converted to, spread over the threads of its
 * scope in a way that nothing may depend on. Two multiplications share a type only where all of this agrees.
 *
 * @param element F32 or I32; the sums are of I32 where both factors are of integers, else of F32
 * @param left elements of the left factor
 * @param right elements of the right factor
 * @param rows a positive multiple of 8
 * @param columns a positive multiple of 8; rows or columns are a multiple of 16
 * @param simdgroups that hold it together: 1, or all of the threadgroup, a power of two up to 32
 * @param transposeLeft whether the left factor lies transposed in memory
 * @param transposeRight whether the right factor lies transposed in memory
 * @param relaxed whether float factors may be rounded to fewer bits
 */
public record TensorType(
        ScalarType element,
        TensorElement left,
        TensorElement right,
        int rows,
        int columns,
        int simdgroups,
        boolean transposeLeft,
        boolean transposeRight,
        boolean relaxed)
        implements CooperativeType {
    /** The most SIMD-groups a threadgroup has. */
    public static final int MOST_SIMDGROUPS = 32;

    public TensorType {
        String problem = problem(rows, columns, simdgroups);
        if (!problem.isEmpty()) {
            throw new IllegalArgumentException(problem);
        }
        if (!areFactors(left, right)) {
            throw new IllegalArgumentException("no multiplication is of " + left + " and " + right);
        }
        if (element != ScalarType.F32 && element != ScalarType.I32) {
            throw new IllegalArgumentException("no tensor has elements of " + element);
        }
    }

    /**
     * Whether there are products of factors of these types: of floats, halves or bfloats alike, or where one is of floats or of bytes. Numbers of four bits are
     * the right factor of halves, bfloats, and bytes of their own sign.
     */
    public static boolean areFactors(TensorElement left, TensorElement right) {
        if (left == TensorElement.I32 || right == TensorElement.I32 || left.isPacked()) {
            return false;
        }
        if (right.isPacked()) {
            TensorElement bytes = right == TensorElement.I4 ? TensorElement.I8 : TensorElement.U8;
            return left == TensorElement.F16 || left == TensorElement.BF16 || left == bytes;
        }
        return left == right
                || left == TensorElement.F32
                || right == TensorElement.F32
                || left.isInteger()
                || right.isInteger();
    }

    /** What products of such factors are summed in. */
    public static ScalarType sum(TensorElement left, TensorElement right) {
        return left.isInteger() && right.isInteger() ? ScalarType.I32 : ScalarType.F32;
    }

    /** Whether a multiplication gives it, rather than a conversion. */
    public boolean isProduct() {
        return element == sum(left, right);
    }

    /** What a multiplication gives that lies in the same way. */
    public TensorType product() {
        return with(sum(left, right));
    }

    @Override
    public TensorType with(ScalarType other) {
        return new TensorType(other, left, right, rows, columns, simdgroups, transposeLeft, transposeRight, relaxed);
    }

    /** What is wrong with a shape; the empty string where it can be multiplied. */
    public static String problem(int rows, int columns, int simdgroups) {
        if (rows <= 0 || columns <= 0 || rows % TileType.EXTENT != 0 || columns % TileType.EXTENT != 0) {
            return rows + " x " + columns + " are not multiples of " + TileType.EXTENT;
        }
        if (rows % (2 * TileType.EXTENT) != 0 && columns % (2 * TileType.EXTENT) != 0) {
            return "neither of " + rows + " x " + columns + " is a multiple of " + 2 * TileType.EXTENT;
        }
        if (simdgroups < 1 || simdgroups > MOST_SIMDGROUPS || Integer.bitCount(simdgroups) != 1) {
            return simdgroups + " SIMD-groups are not a power of two up to " + MOST_SIMDGROUPS;
        }
        return rowParts(rows, columns, simdgroups) == 0
                ? rows + " x " + columns + " cannot be dealt to " + simdgroups + " SIMD-groups in parts of whole "
                        + TileType.EXTENT + " x " + TileType.EXTENT + " matrices"
                : "";
    }

    /** Into how many bands of rows the SIMD-groups divide it where each has a rectangle, as near to a square as can be. */
    public int rowParts() {
        return rowParts(rows, columns, simdgroups);
    }

    /** Into how many bands of columns the SIMD-groups divide it. */
    public int columnParts() {
        return simdgroups / rowParts();
    }

    private static int rowParts(int rows, int columns, int simdgroups) {
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int parts = 1; parts <= simdgroups; parts *= 2) {
            int across = simdgroups / parts;
            int distance = Math.abs(rows / parts - columns / across);
            if (rows % (TileType.EXTENT * parts) == 0
                    && columns % (TileType.EXTENT * across) == 0
                    && distance < least) {
                best = parts;
                least = distance;
            }
        }
        return best;
    }

    @Override
    public String toString() {
        return "tensor<" + element + "," + rows + "x" + columns + "," + left + "," + right + "," + simdgroups
                + (transposeLeft ? " transpose_left" : "")
                + (transposeRight ? " transpose_right" : "")
                + (relaxed ? " relaxed" : "")
                + ">";
    }
}
