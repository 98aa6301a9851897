package dev.bessemer.library;

import dev.bessemer.jit.jvm.PanelMath;
import dev.bessemer.jit.jvm.PanelMultiply;

/** Matrix products on the host, summed in float, in blocks whose panels stay in a core's cache. */
final class HostProduct {
    /** How many rows of a result are computed together. */
    static final int ROWS = 64;

    private static final int COLUMNS = 256;
    private static final int DEPTH = 256;

    private HostProduct() {}

    /** The next multiple of 8. */
    static int padded(int extent) {
        return Math.ceilDiv(extent, 8) * 8;
    }

    /** {@code result = alpha * left * right + beta * result} for {@link #ROWS} rows from {@code row} on; result is not read where beta is 0. */
    static void rows(HostMatrix left, HostMatrix right, HostMatrix result, float alpha, float beta, int row) {
        int m = padded(Math.min(ROWS, result.rows() - row));
        float[] sums = new float[ROWS * COLUMNS];
        float[] old = new float[beta == 0 ? 0 : ROWS * COLUMNS];
        for (int column = 0; column < result.columns(); column += COLUMNS) {
            int n = padded(Math.min(COLUMNS, result.columns() - column));
            PanelMath.fill(sums, 0, COLUMNS, 0, m, n);
            accumulate(left, right, row, column, sums, COLUMNS, m, n);
            if (beta != 0) {
                result.load(old, COLUMNS, row, column, m, n);
            }
            combine(sums, old, alpha, beta, m, n);
            result.store(sums, COLUMNS, row, column, m, n);
        }
    }

    /** Adds a block of left * right, m x n from (row, column) on, to a panel; n is at most 256. */
    static void accumulate(
            HostMatrix left, HostMatrix right, int row, int column, float[] sums, int stride, int m, int n) {
        float[] a = new float[m * DEPTH];
        float[] b = new float[DEPTH * COLUMNS];
        for (int k = 0; k < left.columns(); k += DEPTH) {
            int depth = padded(Math.min(DEPTH, left.columns() - k));
            left.load(a, DEPTH, row, k, m, depth);
            right.load(b, COLUMNS, k, column, depth, n);
            PanelMultiply.multiplyAccumulate(sums, 0, stride, sums, 0, stride, a, 0, DEPTH, b, 0, COLUMNS, m, n, depth);
        }
    }

    private static void combine(float[] sums, float[] old, float alpha, float beta, int m, int n) {
        for (int r = 0; r < m; r++) {
            for (int i = r * COLUMNS; i < r * COLUMNS + n; i++) {
                sums[i] = beta == 0 ? alpha * sums[i] : alpha * sums[i] + beta * old[i];
            }
        }
    }
}
