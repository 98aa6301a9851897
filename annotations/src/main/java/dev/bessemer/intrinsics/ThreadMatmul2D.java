package dev.bessemer.intrinsics;

/**
 * A multiplication of matrices by one thread, whatever the others do: for small matrices of which each thread has its own. A thread has no matrix unit, so
 * that it is a loop on every device.
 *
 * <pre>{@code
 * var left = TensorView.of(a, count, 3, 4).select(k.globalIdx);
 * var right = TensorView.of(b, count, 4, 2).select(k.globalIdx);
 * ThreadMatmul2D.of(3, 2).multiplyInto(left, right, TensorView.of(c, count, 3, 2).select(k.globalIdx));
 * }</pre>
 *
 * <p>Factors are of any type that a {@link TensorView} has. Products are added in float, one after another along K, each rounded once with its sum; those of two
 * factors of bytes or four bits are added in int, exactly, and wrap. K is the smaller of what the two factors have; where that is 0, the product is.
 *
 * @param rows of the result, 1 or more
 * @param columns of the result, 1 or more
 * @param transposeLeft whether the left factor's view is K x rows rather than rows x K
 * @param transposeRight whether the right factor's view is columns x K rather than K x columns
 */
public record ThreadMatmul2D(int rows, int columns, boolean transposeLeft, boolean transposeRight) {
    /** A multiplication with nothing transposed. */
    public static ThreadMatmul2D of(int rows, int columns) {
        return new ThreadMatmul2D(rows, columns, false, false);
    }

    /** The same of a left factor that lies in memory as K x rows. */
    public ThreadMatmul2D withTransposedLeft() {
        return new ThreadMatmul2D(rows, columns, true, transposeRight);
    }

    /** The same of a right factor that lies in memory as columns x K. */
    public ThreadMatmul2D withTransposedRight() {
        return new ThreadMatmul2D(rows, columns, transposeLeft, true);
    }

    /**
     * Writes the product into a view, converted to its type as {@link TensorView#set(TensorDims, float)} does; what lies outside is dropped. Other threads see it
     * after a barrier.
     *
     * @param target shares no memory with the factors
     */
    public void multiplyInto(TensorView<?> left, TensorView<?> right, TensorView<?> target) {
        run(left, right, target, false);
    }

    /** Adds the product to what a view has, as {@link #multiplyInto}. */
    public void multiplyAccumulateInto(TensorView<?> left, TensorView<?> right, TensorView<?> target) {
        run(left, right, target, true);
    }

    private void run(TensorView<?> left, TensorView<?> right, TensorView<?> target, boolean adds) {
        int depth = Math.min(left.extent(transposeLeft ? 0 : 1), right.extent(transposeRight ? 1 : 0));
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                TensorDims at = TensorDims.of(row, column);
                if (TensorElements.areIntegers(left.array(), right.array())) {
                    target.setInt(at, sumOfInts(left, right, row, column, depth, adds ? target.getInt(at) : 0));
                } else {
                    target.set(at, sum(left, right, row, column, depth, adds ? target.get(at) : 0));
                }
            }
        }
    }

    private float sum(TensorView<?> left, TensorView<?> right, int row, int column, int depth, float first) {
        float sum = first;
        for (int k = 0; k < depth; k++) {
            sum = Math.fma(left.get(ofLeft(row, k)), right.get(ofRight(k, column)), sum);
        }
        return sum;
    }

    private int sumOfInts(TensorView<?> left, TensorView<?> right, int row, int column, int depth, int first) {
        int sum = first;
        for (int k = 0; k < depth; k++) {
            sum += left.getInt(ofLeft(row, k)) * right.getInt(ofRight(k, column));
        }
        return sum;
    }

    private TensorDims ofLeft(int row, int k) {
        return transposeLeft ? TensorDims.of(k, row) : TensorDims.of(row, k);
    }

    private TensorDims ofRight(int k, int column) {
        return transposeRight ? TensorDims.of(column, k) : TensorDims.of(k, column);
    }
}
