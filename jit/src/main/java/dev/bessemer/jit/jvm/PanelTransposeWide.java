package dev.bessemer.jit.jvm;

import static dev.bessemer.jit.jvm.PanelSpecies.FLOATS;
import static dev.bessemer.jit.jvm.PanelSpecies.INTS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/**
 * Transposes panels with vectors of 16 floats, two tiles at a time: a vector holds a line of both, and each of three rounds exchanges blocks of 4x4, 2x2 and
 * 1x1 elements across the diagonal within its halves. A mask stores each half into its own tile.
 */
final class PanelTransposeWide {
    private static final int TILE = 8;
    private static final int WIDE = 2 * TILE;
    private static final IntVector LOW_4 =
            IntVector.fromArray(INTS, new int[] {0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11, 24, 25, 26, 27}, 0);
    private static final IntVector HIGH_4 =
            IntVector.fromArray(INTS, new int[] {4, 5, 6, 7, 20, 21, 22, 23, 12, 13, 14, 15, 28, 29, 30, 31}, 0);
    private static final IntVector LOW_2 =
            IntVector.fromArray(INTS, new int[] {0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29}, 0);
    private static final IntVector HIGH_2 =
            IntVector.fromArray(INTS, new int[] {2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31}, 0);
    private static final IntVector LOW_1 =
            IntVector.fromArray(INTS, new int[] {0, 16, 2, 18, 4, 20, 6, 22, 8, 24, 10, 26, 12, 28, 14, 30}, 0);
    private static final IntVector HIGH_1 =
            IntVector.fromArray(INTS, new int[] {1, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31}, 0);
    private static final VectorMask<Float> FIRST = VectorMask.fromLong(FLOATS, 0x00FF);
    private static final VectorMask<Float> SECOND = VectorMask.fromLong(FLOATS, 0xFF00);

    private PanelTransposeWide() {}

    /** Element (r, c) of the panel d becomes element (c, r) of the panel s; {@code rows} of d is a multiple of 16, {@code columns} of 8. */
    static void transpose(float[] d, int dAt, int dStride, float[] s, int sAt, int sStride, int rows, int columns) {
        for (int c = 0; c < columns; c += TILE) {
            for (int r = 0; r < rows; r += WIDE) {
                twoTiles(d, dAt + r * dStride + c, dStride, s, sAt + c * sStride + r, sStride);
            }
        }
    }

    private static void twoTiles(float[] d, int dAt, int dStride, float[] s, int sAt, int sStride) {
        IntVector a0 = FloatVector.fromArray(FLOATS, s, sAt).reinterpretAsInts();
        IntVector a1 = FloatVector.fromArray(FLOATS, s, sAt + sStride).reinterpretAsInts();
        IntVector a2 = FloatVector.fromArray(FLOATS, s, sAt + 2 * sStride).reinterpretAsInts();
        IntVector a3 = FloatVector.fromArray(FLOATS, s, sAt + 3 * sStride).reinterpretAsInts();
        IntVector a4 = FloatVector.fromArray(FLOATS, s, sAt + 4 * sStride).reinterpretAsInts();
        IntVector a5 = FloatVector.fromArray(FLOATS, s, sAt + 5 * sStride).reinterpretAsInts();
        IntVector a6 = FloatVector.fromArray(FLOATS, s, sAt + 6 * sStride).reinterpretAsInts();
        IntVector a7 = FloatVector.fromArray(FLOATS, s, sAt + 7 * sStride).reinterpretAsInts();
        IntVector b0 = LOW_4.selectFrom(a0, a4);
        IntVector b4 = HIGH_4.selectFrom(a0, a4);
        IntVector b1 = LOW_4.selectFrom(a1, a5);
        IntVector b5 = HIGH_4.selectFrom(a1, a5);
        IntVector b2 = LOW_4.selectFrom(a2, a6);
        IntVector b6 = HIGH_4.selectFrom(a2, a6);
        IntVector b3 = LOW_4.selectFrom(a3, a7);
        IntVector b7 = HIGH_4.selectFrom(a3, a7);
        IntVector c0 = LOW_2.selectFrom(b0, b2);
        IntVector c2 = HIGH_2.selectFrom(b0, b2);
        IntVector c1 = LOW_2.selectFrom(b1, b3);
        IntVector c3 = HIGH_2.selectFrom(b1, b3);
        IntVector c4 = LOW_2.selectFrom(b4, b6);
        IntVector c6 = HIGH_2.selectFrom(b4, b6);
        IntVector c5 = LOW_2.selectFrom(b5, b7);
        IntVector c7 = HIGH_2.selectFrom(b5, b7);
        IntVector d0 = LOW_1.selectFrom(c0, c1);
        IntVector d1 = HIGH_1.selectFrom(c0, c1);
        IntVector d2 = LOW_1.selectFrom(c2, c3);
        IntVector d3 = HIGH_1.selectFrom(c2, c3);
        IntVector d4 = LOW_1.selectFrom(c4, c5);
        IntVector d5 = HIGH_1.selectFrom(c4, c5);
        IntVector d6 = LOW_1.selectFrom(c6, c7);
        IntVector d7 = HIGH_1.selectFrom(c6, c7);
        int second = dAt + TILE * dStride - TILE;
        d0.reinterpretAsFloats().intoArray(d, dAt, FIRST);
        d0.reinterpretAsFloats().intoArray(d, second, SECOND);
        d1.reinterpretAsFloats().intoArray(d, dAt + dStride, FIRST);
        d1.reinterpretAsFloats().intoArray(d, second + dStride, SECOND);
        d2.reinterpretAsFloats().intoArray(d, dAt + 2 * dStride, FIRST);
        d2.reinterpretAsFloats().intoArray(d, second + 2 * dStride, SECOND);
        d3.reinterpretAsFloats().intoArray(d, dAt + 3 * dStride, FIRST);
        d3.reinterpretAsFloats().intoArray(d, second + 3 * dStride, SECOND);
        d4.reinterpretAsFloats().intoArray(d, dAt + 4 * dStride, FIRST);
        d4.reinterpretAsFloats().intoArray(d, second + 4 * dStride, SECOND);
        d5.reinterpretAsFloats().intoArray(d, dAt + 5 * dStride, FIRST);
        d5.reinterpretAsFloats().intoArray(d, second + 5 * dStride, SECOND);
        d6.reinterpretAsFloats().intoArray(d, dAt + 6 * dStride, FIRST);
        d6.reinterpretAsFloats().intoArray(d, second + 6 * dStride, SECOND);
        d7.reinterpretAsFloats().intoArray(d, dAt + 7 * dStride, FIRST);
        d7.reinterpretAsFloats().intoArray(d, second + 7 * dStride, SECOND);
    }
}
