package dev.bessemer.jit.jvm;

import static dev.bessemer.jit.jvm.PanelSpecies.EIGHT_FLOATS;
import static dev.bessemer.jit.jvm.PanelSpecies.EIGHT_INTS;
import static dev.bessemer.jit.jvm.PanelSpecies.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * Transposes one 8x8 tile of a panel, in place.
 *
 * <p>Three rounds exchange blocks of 4x4, 2x2 and 1x1 elements across the diagonal, each by selecting from pairs of lines. The lines
 * are taken as ints since for floats the selecting indices would be floats, too.
 */
final class PanelTranspose {
    private static final int TILE = 8;

    private static final IntVector EIGHT_LOW_4 =
            IntVector.fromArray(EIGHT_INTS, new int[] {0, 1, 2, 3, 8, 9, 10, 11}, 0);
    private static final IntVector EIGHT_HIGH_4 =
            IntVector.fromArray(EIGHT_INTS, new int[] {4, 5, 6, 7, 12, 13, 14, 15}, 0);
    private static final IntVector EIGHT_LOW_2 =
            IntVector.fromArray(EIGHT_INTS, new int[] {0, 1, 8, 9, 4, 5, 12, 13}, 0);
    private static final IntVector EIGHT_HIGH_2 =
            IntVector.fromArray(EIGHT_INTS, new int[] {2, 3, 10, 11, 6, 7, 14, 15}, 0);
    private static final IntVector EIGHT_LOW_1 =
            IntVector.fromArray(EIGHT_INTS, new int[] {0, 8, 2, 10, 4, 12, 6, 14}, 0);
    private static final IntVector EIGHT_HIGH_1 =
            IntVector.fromArray(EIGHT_INTS, new int[] {1, 9, 3, 11, 5, 13, 7, 15}, 0);

    private PanelTranspose() {}

    static void inPlace(float[] s, int at, int stride) {
        if (LANES >= TILE) {
            vectors(s, at, stride);
        } else {
            scalars(s, at, stride);
        }
    }

    static void scalars(float[] s, int at, int stride) {
        for (int r = 1; r < TILE; r++) {
            for (int c = 0; c < r; c++) {
                int low = at + r * stride + c;
                int high = at + c * stride + r;
                float x = s[low];
                s[low] = s[high];
                s[high] = x;
            }
        }
    }

    static void vectors(float[] s, int at, int stride) {
        IntVector a0 = line(s, at);
        IntVector a1 = line(s, at + stride);
        IntVector a2 = line(s, at + 2 * stride);
        IntVector a3 = line(s, at + 3 * stride);
        IntVector a4 = line(s, at + 4 * stride);
        IntVector a5 = line(s, at + 5 * stride);
        IntVector a6 = line(s, at + 6 * stride);
        IntVector a7 = line(s, at + 7 * stride);
        IntVector b0 = EIGHT_LOW_4.selectFrom(a0, a4);
        IntVector b4 = EIGHT_HIGH_4.selectFrom(a0, a4);
        IntVector b1 = EIGHT_LOW_4.selectFrom(a1, a5);
        IntVector b5 = EIGHT_HIGH_4.selectFrom(a1, a5);
        IntVector b2 = EIGHT_LOW_4.selectFrom(a2, a6);
        IntVector b6 = EIGHT_HIGH_4.selectFrom(a2, a6);
        IntVector b3 = EIGHT_LOW_4.selectFrom(a3, a7);
        IntVector b7 = EIGHT_HIGH_4.selectFrom(a3, a7);
        IntVector c0 = EIGHT_LOW_2.selectFrom(b0, b2);
        IntVector c2 = EIGHT_HIGH_2.selectFrom(b0, b2);
        IntVector c1 = EIGHT_LOW_2.selectFrom(b1, b3);
        IntVector c3 = EIGHT_HIGH_2.selectFrom(b1, b3);
        IntVector c4 = EIGHT_LOW_2.selectFrom(b4, b6);
        IntVector c6 = EIGHT_HIGH_2.selectFrom(b4, b6);
        IntVector c5 = EIGHT_LOW_2.selectFrom(b5, b7);
        IntVector c7 = EIGHT_HIGH_2.selectFrom(b5, b7);
        IntVector d0 = EIGHT_LOW_1.selectFrom(c0, c1);
        IntVector d1 = EIGHT_HIGH_1.selectFrom(c0, c1);
        IntVector d2 = EIGHT_LOW_1.selectFrom(c2, c3);
        IntVector d3 = EIGHT_HIGH_1.selectFrom(c2, c3);
        IntVector d4 = EIGHT_LOW_1.selectFrom(c4, c5);
        IntVector d5 = EIGHT_HIGH_1.selectFrom(c4, c5);
        IntVector d6 = EIGHT_LOW_1.selectFrom(c6, c7);
        IntVector d7 = EIGHT_HIGH_1.selectFrom(c6, c7);
        store(s, at, d0);
        store(s, at + stride, d1);
        store(s, at + 2 * stride, d2);
        store(s, at + 3 * stride, d3);
        store(s, at + 4 * stride, d4);
        store(s, at + 5 * stride, d5);
        store(s, at + 6 * stride, d6);
        store(s, at + 7 * stride, d7);
    }

    private static IntVector line(float[] s, int at) {
        return FloatVector.fromArray(EIGHT_FLOATS, s, at).reinterpretAsInts();
    }

    private static void store(float[] s, int at, IntVector line) {
        line.reinterpretAsFloats().intoArray(s, at);
    }
}
