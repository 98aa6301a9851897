package dev.bessemer.jit.jvm;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** {@link PanelLoad} without the Vector API; the limits lie in the panel. */
final class PanelLoadScalar {
    private PanelLoadScalar() {}

    static void load(
            PanelElements type,
            float[] d,
            int dAt,
            int dStride,
            int m,
            int n,
            MemorySegment from,
            long offset,
            int stride,
            boolean transposed,
            int rows,
            int columns) {
        clearOutside(d, dAt, dStride, m, n, rows, columns);
        long rowStep = transposed ? 1 : stride;
        long columnStep = transposed ? stride : 1;
        for (int r = 0; r < rows; r++) {
            int to = dAt + r * dStride;
            long at = offset + r * rowStep;
            for (int c = 0; c < columns; c++) {
                d[to + c] = type.get(from, at + c * columnStep);
            }
        }
    }

    static void loadLocal(
            float[] d,
            int dAt,
            int dStride,
            int m,
            int n,
            float[] from,
            int offset,
            int stride,
            boolean transposed,
            int rows,
            int columns) {
        clearOutside(d, dAt, dStride, m, n, rows, columns);
        if (columns == 0) {
            return;
        }
        for (int r = 0; r < rows; r++) {
            int to = dAt + r * dStride;
            if (transposed) {
                gather(d, to, from, offset + r, stride, columns);
            } else {
                System.arraycopy(from, offset + r * stride, d, to, columns);
            }
        }
    }

    private static void gather(float[] d, int dAt, float[] from, int offset, int stride, int columns) {
        for (int c = 0; c < columns; c++) {
            d[dAt + c] = from[offset + c * stride];
        }
    }

    /** Zeroes what lies beyond the limits. */
    static void clearOutside(float[] d, int dAt, int dStride, int m, int n, int rows, int columns) {
        if (rows == m && columns == n) {
            return;
        }
        for (int r = 0; r < m; r++) {
            int to = dAt + r * dStride;
            Arrays.fill(d, to + (r < rows ? columns : 0), to + n, 0);
        }
    }
}
