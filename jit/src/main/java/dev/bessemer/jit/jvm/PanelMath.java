package dev.bessemer.jit.jvm;

import java.util.Arrays;

/**
 * Element-wise operations on panels of {@code rows} by {@code columns}, both multiples of 8. The result may be an operand
 * (same array, place and stride) and else overlaps none. Vector and scalar forms give the same bits, but for a NaN's payload.
 */
public final class PanelMath {
    private PanelMath() {}

    /** {@code d = value}. */
    public static void fill(float[] d, int dAt, int dStride, float value, int rows, int columns) {
        for (int i = 0; i < rows; i++) {
            int from = dAt + i * dStride;
            Arrays.fill(d, from, from + columns, value);
        }
    }

    /** {@code d = a}. */
    public static void copy(float[] d, int dAt, int dStride, float[] a, int aAt, int aStride, int rows, int columns) {
        boolean inOnePiece = dStride == columns && aStride == columns;
        int pieces = inOnePiece ? 1 : rows;
        int length = inOnePiece ? rows * columns : columns;
        for (int i = 0; i < pieces; i++) {
            System.arraycopy(a, aAt + i * aStride, d, dAt + i * dStride, length);
        }
    }

    /** {@code d = a + b}. */
    public static void add(
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
        if (PanelSupport.VECTOR) {
            PanelMathVector.add(d, dAt, dStride, a, aAt, aStride, b, bAt, bStride, rows, columns);
        } else {
            PanelMathScalar.add(d, dAt, dStride, a, aAt, aStride, b, bAt, bStride, rows, columns);
        }
    }

    /** {@code d = a - b}. */
    public static void subtract(
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
        if (PanelSupport.VECTOR) {
            PanelMathVector.subtract(d, dAt, dStride, a, aAt, aStride, b, bAt, bStride, rows, columns);
        } else {
            PanelMathScalar.subtract(d, dAt, dStride, a, aAt, aStride, b, bAt, bStride, rows, columns);
        }
    }

    /** {@code d = a * b}, element by element. */
    public static void multiply(
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
        if (PanelSupport.VECTOR) {
            PanelMathVector.multiply(d, dAt, dStride, a, aAt, aStride, b, bAt, bStride, rows, columns);
        } else {
            PanelMathScalar.multiply(d, dAt, dStride, a, aAt, aStride, b, bAt, bStride, rows, columns);
        }
    }

    /** {@code d = max(a, b)} as {@link Math#max(float, float)}. */
    public static void max(
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
        if (PanelSupport.VECTOR) {
            PanelMathVector.max(d, dAt, dStride, a, aAt, aStride, b, bAt, bStride, rows, columns);
        } else {
            PanelMathScalar.max(d, dAt, dStride, a, aAt, aStride, b, bAt, bStride, rows, columns);
        }
    }

    /** {@code d = a * factors}, row i times {@code factors[at + i]}. */
    public static void scaleRows(
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
        if (PanelSupport.VECTOR) {
            PanelMathVector.scaleRows(d, dAt, dStride, a, aAt, aStride, factors, at, rows, columns);
        } else {
            PanelMathScalar.scaleRows(d, dAt, dStride, a, aAt, aStride, factors, at, rows, columns);
        }
    }

    /** {@code d = 2^a} as {@link dev.bessemer.intrinsics.KernelMath#exp2}. */
    public static void exp2(float[] d, int dAt, int dStride, float[] a, int aAt, int aStride, int rows, int columns) {
        if (PanelSupport.VECTOR) {
            PanelMathVector.exp2(d, dAt, dStride, a, aAt, aStride, rows, columns);
        } else {
            PanelMathScalar.exp2(d, dAt, dStride, a, aAt, aStride, rows, columns);
        }
    }

    /** {@code d = a} rounded to half. */
    public static void roundToF16(
            float[] d, int dAt, int dStride, float[] a, int aAt, int aStride, int rows, int columns) {
        if (PanelSupport.VECTOR) {
            PanelMathVector.roundToF16(d, dAt, dStride, a, aAt, aStride, rows, columns);
        } else {
            PanelMathScalar.roundToF16(d, dAt, dStride, a, aAt, aStride, rows, columns);
        }
    }

    /** {@code d = a} rounded to bfloat. */
    public static void roundToBF16(
            float[] d, int dAt, int dStride, float[] a, int aAt, int aStride, int rows, int columns) {
        if (PanelSupport.VECTOR) {
            PanelMathVector.roundToBF16(d, dAt, dStride, a, aAt, aStride, rows, columns);
        } else {
            PanelMathScalar.roundToBF16(d, dAt, dStride, a, aAt, aStride, rows, columns);
        }
    }
}
