package dev.bessemer.jit.jvm;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** {@link PanelLoad} without the Vector API; the limits lie in the panel. */
final class PanelLoadScalar {
    private PanelLoadScalar() {}

    /** Element (r, c) becomes the array's element {@code offset + r * rowStep + c * columnStep}. */
    static void copy(
            PanelElements type,
            float[] d,
            int dAt,
            int dStride,
            MemorySegment from,
            long offset,
            int rowStep,
            int columnStep,
            int rows,
            int columns) {
        for (int r = 0; r < rows; r++) {
            int to = dAt + r * dStride;
            long at = offset + (long) r * rowStep;
            for (int c = 0; c < columns; c++) {
                d[to + c] = type.get(from, at + (long) c * columnStep);
            }
        }
    }

    /** Element (r, c) becomes the byte {@code offset + r * rowStep + c * columnStep}. */
    static void copyBytes(
            float[] d,
            int dAt,
            int dStride,
            MemorySegment from,
            long offset,
            int rowStep,
            int columnStep,
            int rows,
            int columns) {
        for (int r = 0; r < rows; r++) {
            int to = dAt + r * dStride;
            long at = offset + (long) r * rowStep;
            for (int c = 0; c < columns; c++) {
                d[to + c] = from.get(ValueLayout.JAVA_BYTE, at + (long) c * columnStep);
            }
        }
    }

    /** From a local array, not transposed. */
    static void copyLocal(
            float[] d, int dAt, int dStride, float[] from, int offset, int stride, int rows, int columns) {
        if (columns == 0) {
            return;
        }
        for (int r = 0; r < rows; r++) {
            System.arraycopy(from, offset + r * stride, d, dAt + r * dStride, columns);
        }
    }

    /** From a local array, transposed. */
    static void gather(float[] d, int dAt, int dStride, float[] from, int offset, int stride, int rows, int columns) {
        for (int r = 0; r < rows; r++) {
            int to = dAt + r * dStride;
            for (int c = 0; c < columns; c++) {
                d[to + c] = from[offset + c * stride + r];
            }
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
