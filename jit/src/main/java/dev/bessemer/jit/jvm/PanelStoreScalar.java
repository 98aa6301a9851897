package dev.bessemer.jit.jvm;

import java.lang.foreign.MemorySegment;

/** {@link PanelStore} without the Vector API; the limits lie in the panel. */
final class PanelStoreScalar {
    private PanelStoreScalar() {}

    static void store(
            PanelElements type,
            float[] s,
            int sAt,
            int sStride,
            MemorySegment to,
            long offset,
            int stride,
            boolean transposed,
            int rows,
            int columns) {
        long rowStep = transposed ? 1 : stride;
        long columnStep = transposed ? stride : 1;
        for (int r = 0; r < rows; r++) {
            int from = sAt + r * sStride;
            long at = offset + r * rowStep;
            for (int c = 0; c < columns; c++) {
                type.set(to, at + c * columnStep, s[from + c]);
            }
        }
    }

    static void storeLocal(
            float[] s,
            int sAt,
            int sStride,
            float[] to,
            int offset,
            int stride,
            boolean transposed,
            int rows,
            int columns) {
        if (columns == 0) {
            return;
        }
        for (int r = 0; r < rows; r++) {
            int from = sAt + r * sStride;
            if (transposed) {
                scatter(s, from, to, offset + r, stride, columns);
            } else {
                System.arraycopy(s, from, to, offset + r * stride, columns);
            }
        }
    }

    private static void scatter(float[] s, int sAt, float[] to, int offset, int stride, int columns) {
        for (int c = 0; c < columns; c++) {
            to[offset + c * stride] = s[sAt + c];
        }
    }
}
