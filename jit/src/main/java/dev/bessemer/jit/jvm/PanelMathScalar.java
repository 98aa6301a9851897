package dev.bessemer.jit.jvm;

import dev.bessemer.intrinsics.KernelMath;

/** {@link PanelMath} without the Vector API. */
final class PanelMathScalar {
    private PanelMathScalar() {}

    static void add(
            float[] d,
            int dAt,
            int dStride,
            float[] a,
            int aAt,
            int aStride,
            float[] b,
            int bAt,
            int bStride,
            int rows,
            int columns) {
        for (int i = 0; i < rows; i++) {
            int to = dAt + i * dStride;
            int x = aAt + i * aStride;
            int y = bAt + i * bStride;
            for (int j = 0; j < columns; j++) {
                d[to + j] = a[x + j] + b[y + j];
            }
        }
    }

    static void subtract(
            float[] d,
            int dAt,
            int dStride,
            float[] a,
            int aAt,
            int aStride,
            float[] b,
            int bAt,
            int bStride,
            int rows,
            int columns) {
        for (int i = 0; i < rows; i++) {
            int to = dAt + i * dStride;
            int x = aAt + i * aStride;
            int y = bAt + i * bStride;
            for (int j = 0; j < columns; j++) {
                d[to + j] = a[x + j] - b[y + j];
            }
        }
    }

    static void multiply(
            float[] d,
            int dAt,
            int dStride,
            float[] a,
            int aAt,
            int aStride,
            float[] b,
            int bAt,
            int bStride,
            int rows,
            int columns) {
        for (int i = 0; i < rows; i++) {
            int to = dAt + i * dStride;
            int x = aAt + i * aStride;
            int y = bAt + i * bStride;
            for (int j = 0; j < columns; j++) {
                d[to + j] = a[x + j] * b[y + j];
            }
        }
    }

    static void max(
            float[] d,
            int dAt,
            int dStride,
            float[] a,
            int aAt,
            int aStride,
            float[] b,
            int bAt,
            int bStride,
            int rows,
            int columns) {
        for (int i = 0; i < rows; i++) {
            int to = dAt + i * dStride;
            int x = aAt + i * aStride;
            int y = bAt + i * bStride;
            for (int j = 0; j < columns; j++) {
                d[to + j] = Math.max(a[x + j], b[y + j]);
            }
        }
    }

    static void scaleRows(
            float[] d,
            int dAt,
            int dStride,
            float[] a,
            int aAt,
            int aStride,
            float[] factors,
            int at,
            int rows,
            int columns) {
        for (int i = 0; i < rows; i++) {
            int to = dAt + i * dStride;
            int x = aAt + i * aStride;
            float factor = factors[at + i];
            for (int j = 0; j < columns; j++) {
                d[to + j] = a[x + j] * factor;
            }
        }
    }

    static void exp2(float[] d, int dAt, int dStride, float[] a, int aAt, int aStride, int rows, int columns) {
        for (int i = 0; i < rows; i++) {
            int to = dAt + i * dStride;
            int x = aAt + i * aStride;
            for (int j = 0; j < columns; j++) {
                d[to + j] = KernelMath.exp2(a[x + j]);
            }
        }
    }

    static void roundToF16(float[] d, int dAt, int dStride, float[] a, int aAt, int aStride, int rows, int columns) {
        for (int i = 0; i < rows; i++) {
            int to = dAt + i * dStride;
            int x = aAt + i * aStride;
            for (int j = 0; j < columns; j++) {
                d[to + j] = Float.float16ToFloat(Float.floatToFloat16(a[x + j]));
            }
        }
    }

    static void roundToBF16(float[] d, int dAt, int dStride, float[] a, int aAt, int aStride, int rows, int columns) {
        for (int i = 0; i < rows; i++) {
            int to = dAt + i * dStride;
            int x = aAt + i * aStride;
            for (int j = 0; j < columns; j++) {
                d[to + j] = Numbers.bfloat(a[x + j]);
            }
        }
    }
}
