package dev.bessemer.jit.jvm;

import static dev.bessemer.jit.jvm.PanelSpecies.EIGHT_FLOATS;
import static dev.bessemer.jit.jvm.PanelSpecies.FLOATS;
import static dev.bessemer.jit.jvm.PanelSpecies.LANES;

import dev.bessemer.intrinsics.Exp2;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** {@link PanelMath} with the Vector API: whole vectors, then eight columns where a vector holds more and they are left over. */
final class PanelMathVector {
    private PanelMathVector() {}

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
            int j = 0;
            for (; j + LANES <= columns; j += LANES) {
                FloatVector u = FloatVector.fromArray(FLOATS, a, x + j);
                FloatVector v = FloatVector.fromArray(FLOATS, b, y + j);
                u.add(v).intoArray(d, to + j);
            }
            if (LANES > 8 && j < columns) {
                FloatVector u = FloatVector.fromArray(EIGHT_FLOATS, a, x + j);
                FloatVector v = FloatVector.fromArray(EIGHT_FLOATS, b, y + j);
                u.add(v).intoArray(d, to + j);
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
            int j = 0;
            for (; j + LANES <= columns; j += LANES) {
                FloatVector u = FloatVector.fromArray(FLOATS, a, x + j);
                FloatVector v = FloatVector.fromArray(FLOATS, b, y + j);
                u.sub(v).intoArray(d, to + j);
            }
            if (LANES > 8 && j < columns) {
                FloatVector u = FloatVector.fromArray(EIGHT_FLOATS, a, x + j);
                FloatVector v = FloatVector.fromArray(EIGHT_FLOATS, b, y + j);
                u.sub(v).intoArray(d, to + j);
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
            int j = 0;
            for (; j + LANES <= columns; j += LANES) {
                FloatVector u = FloatVector.fromArray(FLOATS, a, x + j);
                FloatVector v = FloatVector.fromArray(FLOATS, b, y + j);
                u.mul(v).intoArray(d, to + j);
            }
            if (LANES > 8 && j < columns) {
                FloatVector u = FloatVector.fromArray(EIGHT_FLOATS, a, x + j);
                FloatVector v = FloatVector.fromArray(EIGHT_FLOATS, b, y + j);
                u.mul(v).intoArray(d, to + j);
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
            int j = 0;
            for (; j + LANES <= columns; j += LANES) {
                FloatVector u = FloatVector.fromArray(FLOATS, a, x + j);
                FloatVector v = FloatVector.fromArray(FLOATS, b, y + j);
                u.max(v).intoArray(d, to + j);
            }
            if (LANES > 8 && j < columns) {
                FloatVector u = FloatVector.fromArray(EIGHT_FLOATS, a, x + j);
                FloatVector v = FloatVector.fromArray(EIGHT_FLOATS, b, y + j);
                u.max(v).intoArray(d, to + j);
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
            int j = 0;
            for (; j + LANES <= columns; j += LANES) {
                FloatVector u = FloatVector.fromArray(FLOATS, a, x + j);
                u.mul(factors[at + i]).intoArray(d, to + j);
            }
            if (LANES > 8 && j < columns) {
                FloatVector u = FloatVector.fromArray(EIGHT_FLOATS, a, x + j);
                u.mul(factors[at + i]).intoArray(d, to + j);
            }
        }
    }

    static void exp2(float[] d, int dAt, int dStride, float[] a, int aAt, int aStride, int rows, int columns) {
        for (int i = 0; i < rows; i++) {
            int to = dAt + i * dStride;
            int x = aAt + i * aStride;
            int j = 0;
            for (; j + LANES <= columns; j += LANES) {
                FloatVector u = FloatVector.fromArray(FLOATS, a, x + j);
                VectorMask<Float> isZero = u.compare(VectorOperators.LT, Exp2.LOWEST);
                FloatVector low = u.blend(Exp2.LOWEST, isZero);
                FloatVector v = low.blend(Exp2.HIGHEST, low.compare(VectorOperators.GT, Exp2.HIGHEST));
                FloatVector shifted = v.add(Exp2.ROUNDER);
                FloatVector f = v.sub(shifted.sub(Exp2.ROUNDER));
                FloatVector power = f.broadcast(Exp2.C6).fma(f, f.broadcast(Exp2.C5));
                power = power.fma(f, f.broadcast(Exp2.C4));
                power = power.fma(f, f.broadcast(Exp2.C3));
                power = power.fma(f, f.broadcast(Exp2.C2));
                power = power.fma(f, f.broadcast(Exp2.C1));
                power = power.fma(f, f.broadcast(1));
                IntVector n = shifted.reinterpretAsInts().sub(Exp2.ROUNDER_BITS);
                IntVector half = n.lanewise(VectorOperators.ASHR, 1);
                FloatVector first = half.add(Float.MAX_EXPONENT)
                        .lanewise(VectorOperators.LSHL, 23)
                        .reinterpretAsFloats();
                FloatVector second = n.sub(half)
                        .add(Float.MAX_EXPONENT)
                        .lanewise(VectorOperators.LSHL, 23)
                        .reinterpretAsFloats();
                power.mul(first).mul(second).blend(0f, isZero).intoArray(d, to + j);
            }
            if (LANES > 8 && j < columns) {
                FloatVector u = FloatVector.fromArray(EIGHT_FLOATS, a, x + j);
                VectorMask<Float> isZero = u.compare(VectorOperators.LT, Exp2.LOWEST);
                FloatVector low = u.blend(Exp2.LOWEST, isZero);
                FloatVector v = low.blend(Exp2.HIGHEST, low.compare(VectorOperators.GT, Exp2.HIGHEST));
                FloatVector shifted = v.add(Exp2.ROUNDER);
                FloatVector f = v.sub(shifted.sub(Exp2.ROUNDER));
                FloatVector power = f.broadcast(Exp2.C6).fma(f, f.broadcast(Exp2.C5));
                power = power.fma(f, f.broadcast(Exp2.C4));
                power = power.fma(f, f.broadcast(Exp2.C3));
                power = power.fma(f, f.broadcast(Exp2.C2));
                power = power.fma(f, f.broadcast(Exp2.C1));
                power = power.fma(f, f.broadcast(1));
                IntVector n = shifted.reinterpretAsInts().sub(Exp2.ROUNDER_BITS);
                IntVector half = n.lanewise(VectorOperators.ASHR, 1);
                FloatVector first = half.add(Float.MAX_EXPONENT)
                        .lanewise(VectorOperators.LSHL, 23)
                        .reinterpretAsFloats();
                FloatVector second = n.sub(half)
                        .add(Float.MAX_EXPONENT)
                        .lanewise(VectorOperators.LSHL, 23)
                        .reinterpretAsFloats();
                power.mul(first).mul(second).blend(0f, isZero).intoArray(d, to + j);
            }
        }
    }

    static void roundToF16(float[] d, int dAt, int dStride, float[] a, int aAt, int aStride, int rows, int columns) {
        for (int i = 0; i < rows; i++) {
            int to = dAt + i * dStride;
            int x = aAt + i * aStride;
            int j = 0;
            for (; j + LANES <= columns; j += LANES) {
                FloatVector u = FloatVector.fromArray(FLOATS, a, x + j);
                PanelVectors.roundToF16(u).intoArray(d, to + j);
            }
            if (LANES > 8 && j < columns) {
                FloatVector u = FloatVector.fromArray(EIGHT_FLOATS, a, x + j);
                PanelVectors.roundToF16(u).intoArray(d, to + j);
            }
        }
    }

    static void roundToBF16(float[] d, int dAt, int dStride, float[] a, int aAt, int aStride, int rows, int columns) {
        for (int i = 0; i < rows; i++) {
            int to = dAt + i * dStride;
            int x = aAt + i * aStride;
            int j = 0;
            for (; j + LANES <= columns; j += LANES) {
                FloatVector u = FloatVector.fromArray(FLOATS, a, x + j);
                PanelVectors.roundToBF16(u).intoArray(d, to + j);
            }
            if (LANES > 8 && j < columns) {
                FloatVector u = FloatVector.fromArray(EIGHT_FLOATS, a, x + j);
                PanelVectors.roundToBF16(u).intoArray(d, to + j);
            }
        }
    }
}
