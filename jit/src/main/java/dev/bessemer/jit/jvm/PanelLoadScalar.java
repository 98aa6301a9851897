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

    /**
     * Element (r, c) becomes the byte {@code offset + r * rowStep + c * columnStep}.
     *
     * @param sign 128, or 0 where bytes are unsigned
     */
    static void copyBytes(
            float[] d,
            int dAt,
            int dStride,
            MemorySegment from,
            long offset,
            int rowStep,
            int columnStep,
            int rows,
            int columns,
            int sign) {
        for (int r = 0; r < rows; r++) {
            int to = dAt + r * dStride;
            long at = offset + (long) r * rowStep;
            for (int c = 0; c < columns; c++) {
                int bits = from.get(ValueLayout.JAVA_BYTE, at + (long) c * columnStep) & 0xFF;
                d[to + c] = (bits ^ sign) - sign;
            }
        }
    }

    /**
     * Element (r, c) becomes the number of four bits {@code offset + r * rowStep + c * columnStep}, of which a byte has two, the first in its lower half.
     *
     * @param sign 8, or 0 where numbers are unsigned
     */
    static void copyPairs(
            float[] d,
            int dAt,
            int dStride,
            MemorySegment from,
            long offset,
            int rowStep,
            int columnStep,
            int rows,
            int columns,
            int sign) {
        for (int r = 0; r < rows; r++) {
            int to = dAt + r * dStride;
            long at = offset + (long) r * rowStep;
            for (int c = 0; c < columns; c++) {
                long index = at + (long) c * columnStep;
                int bits = from.get(ValueLayout.JAVA_BYTE, index >> 1) >> (4 * (index & 1)) & 0xF;
                d[to + c] = (bits ^ sign) - sign;
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
