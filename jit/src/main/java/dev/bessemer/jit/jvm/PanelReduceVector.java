package dev.bessemer.jit.jvm;

import static dev.bessemer.jit.jvm.PanelSpecies.EIGHT_FLOATS;
import static dev.bessemer.jit.jvm.PanelSpecies.EIGHT_INTS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * {@link PanelReduce} with vectors of eight floats. Three rounds combine neighbours, each taking two vectors to one: the
 * even places of both with the odd places of both. The last gives one number a row, in the rows' order.
 */
final class PanelReduceVector {
    private static final IntVector EVEN = IntVector.fromArray(EIGHT_INTS, new int[] {0, 2, 4, 6, 8, 10, 12, 14}, 0);
    private static final IntVector ODD = IntVector.fromArray(EIGHT_INTS, new int[] {1, 3, 5, 7, 9, 11, 13, 15}, 0);

    private PanelReduceVector() {}

    static void rowSum(float[] r, int rAt, float[] s, int sAt, int sStride, int m, int n) {
        for (int i = 0; i < m; i += 8) {
            int at = sAt + i * sStride;
            FloatVector sum = sumTile(s, at, sStride);
            for (int j = 8; j < n; j += 8) {
                sum = sum.add(sumTile(s, at + j, sStride));
            }
            sum.intoArray(r, rAt + i);
        }
    }

    static void rowMax(float[] r, int rAt, float[] s, int sAt, int sStride, int m, int n) {
        for (int i = 0; i < m; i += 8) {
            int at = sAt + i * sStride;
            FloatVector max = maxTile(s, at, sStride);
            for (int j = 8; j < n; j += 8) {
                max = max.max(maxTile(s, at + j, sStride));
            }
            max.intoArray(r, rAt + i);
        }
    }

    private static FloatVector sumTile(float[] s, int at, int stride) {
        IntVector a0 = line(s, at);
        IntVector a1 = line(s, at + stride);
        IntVector a2 = line(s, at + 2 * stride);
        IntVector a3 = line(s, at + 3 * stride);
        IntVector a4 = line(s, at + 4 * stride);
        IntVector a5 = line(s, at + 5 * stride);
        IntVector a6 = line(s, at + 6 * stride);
        IntVector a7 = line(s, at + 7 * stride);
        IntVector b0 = sumPairs(a0, a1);
        IntVector b1 = sumPairs(a2, a3);
        IntVector b2 = sumPairs(a4, a5);
        IntVector b3 = sumPairs(a6, a7);
        IntVector c0 = sumPairs(b0, b1);
        IntVector c1 = sumPairs(b2, b3);
        IntVector d0 = sumPairs(c0, c1);
        return d0.reinterpretAsFloats();
    }

    private static FloatVector maxTile(float[] s, int at, int stride) {
        IntVector a0 = line(s, at);
        IntVector a1 = line(s, at + stride);
        IntVector a2 = line(s, at + 2 * stride);
        IntVector a3 = line(s, at + 3 * stride);
        IntVector a4 = line(s, at + 4 * stride);
        IntVector a5 = line(s, at + 5 * stride);
        IntVector a6 = line(s, at + 6 * stride);
        IntVector a7 = line(s, at + 7 * stride);
        IntVector b0 = maxPairs(a0, a1);
        IntVector b1 = maxPairs(a2, a3);
        IntVector b2 = maxPairs(a4, a5);
        IntVector b3 = maxPairs(a6, a7);
        IntVector c0 = maxPairs(b0, b1);
        IntVector c1 = maxPairs(b2, b3);
        IntVector d0 = maxPairs(c0, c1);
        return d0.reinterpretAsFloats();
    }

    private static IntVector sumPairs(IntVector x, IntVector y) {
        FloatVector even = EVEN.selectFrom(x, y).reinterpretAsFloats();
        return even.add(ODD.selectFrom(x, y).reinterpretAsFloats()).reinterpretAsInts();
    }

    private static IntVector maxPairs(IntVector x, IntVector y) {
        FloatVector even = EVEN.selectFrom(x, y).reinterpretAsFloats();
        return even.max(ODD.selectFrom(x, y).reinterpretAsFloats()).reinterpretAsInts();
    }

    private static IntVector line(float[] s, int at) {
        return FloatVector.fromArray(EIGHT_FLOATS, s, at).reinterpretAsInts();
    }
}
