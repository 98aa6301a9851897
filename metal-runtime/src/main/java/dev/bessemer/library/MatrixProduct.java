package dev.bessemer.library;

/**
 * A product of matrices, {@code alpha * left * right + beta * result}, as MPS describes one.
 *
 * @param batch how many pairs
 * @param rows of the result
 * @param columns of the result
 * @param interior columns of the left and rows of the right matrix
 */
record MatrixProduct(
        int batch,
        int rows,
        int columns,
        int interior,
        boolean transposeLeft,
        boolean transposeRight,
        double alpha,
        double beta) {
    /** @throws IllegalArgumentException when an extent is less than 1, or a factor infinite or NaN */
    MatrixProduct {
        requirePositive("batch", batch);
        requirePositive("rows", rows);
        requirePositive("columns", columns);
        requirePositive("interior", interior);
        requireFinite("alpha", alpha);
        requireFinite("beta", beta);
    }

    MatrixProduct withBatch(int count) {
        return new MatrixProduct(count, rows, columns, interior, transposeLeft, transposeRight, alpha, beta);
    }

    MatrixProduct withTransposes(boolean left, boolean right) {
        return new MatrixProduct(batch, rows, columns, interior, left, right, alpha, beta);
    }

    MatrixProduct withScale(double product, double addend) {
        return new MatrixProduct(batch, rows, columns, interior, transposeLeft, transposeRight, product, addend);
    }

    private static void requirePositive(String name, int extent) {
        if (extent < 1) {
            throw new IllegalArgumentException(
                    "MpsMatrixMultiplication: " + name + " is " + extent + " but must be at least 1");
        }
    }

    private static void requireFinite(String name, double factor) {
        if (!Float.isFinite((float) factor)) {
            throw new IllegalArgumentException(
                    "MpsMatrixMultiplication: " + name + " is " + factor + " but must be a finite float");
        }
    }
}
