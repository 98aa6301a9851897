package dev.bessemer.jit.jvm;

import static dev.bessemer.jit.jvm.PanelSpecies.EIGHT_FLOATS;
import static dev.bessemer.jit.jvm.PanelSpecies.EIGHT_INTS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * {@link PanelReduce} with vectors of eight floats, eight rows at a time. Three rounds combine neighbours, each taking two vectors
 * to one: the even places of both with the odd places of both. The last gives one number a row, in the rows' order. The rounds are
 * written out, not called, so that their vectors stay in registers.
 */
final class PanelReduceVector {
    private static final IntVector EVEN = IntVector.fromArray(EIGHT_INTS, new int[] {0, 2, 4, 6, 8, 10, 12, 14}, 0);
    private static final IntVector ODD = IntVector.fromArray(EIGHT_INTS, new int[] {1, 3, 5, 7, 9, 11, 13, 15}, 0);

    private PanelReduceVector() {}

    static void rowSum(float[] r, int rAt, float[] s, int sAt, int sStride, int m, int n) {
        for (int i = 0; i < m; i += 8) {
            sumRows(r, rAt + i, s, sAt + i * sStride, sStride, n);
        }
    }

    static void rowMax(float[] r, int rAt, float[] s, int sAt, int sStride, int m, int n) {
        for (int i = 0; i < m; i += 8) {
            maxRows(r, rAt + i, s, sAt + i * sStride, sStride, n);
        }
    }

    /** Tile by tile; -0 is what changes no sum. */
    private static void sumRows(float[] r, int rAt, float[] s, int sAt, int sStride, int n) {
        FloatVector sum = FloatVector.broadcast(EIGHT_FLOATS, -0f);
        for (int at = sAt; at < sAt + n; at += 8) {
            IntVector a0 = FloatVector.fromArray(EIGHT_FLOATS, s, at).reinterpretAsInts();
            IntVector a1 = FloatVector.fromArray(EIGHT_FLOATS, s, at + sStride).reinterpretAsInts();
            IntVector a2 =
                    FloatVector.fromArray(EIGHT_FLOATS, s, at + 2 * sStride).reinterpretAsInts();
            IntVector a3 =
                    FloatVector.fromArray(EIGHT_FLOATS, s, at + 3 * sStride).reinterpretAsInts();
            IntVector a4 =
                    FloatVector.fromArray(EIGHT_FLOATS, s, at + 4 * sStride).reinterpretAsInts();
            IntVector a5 =
                    FloatVector.fromArray(EIGHT_FLOATS, s, at + 5 * sStride).reinterpretAsInts();
            IntVector a6 =
                    FloatVector.fromArray(EIGHT_FLOATS, s, at + 6 * sStride).reinterpretAsInts();
            IntVector a7 =
                    FloatVector.fromArray(EIGHT_FLOATS, s, at + 7 * sStride).reinterpretAsInts();
            FloatVector b0 = EVEN.selectFrom(a0, a1)
                    .reinterpretAsFloats()
                    .add(ODD.selectFrom(a0, a1).reinterpretAsFloats());
            FloatVector b1 = EVEN.selectFrom(a2, a3)
                    .reinterpretAsFloats()
                    .add(ODD.selectFrom(a2, a3).reinterpretAsFloats());
            FloatVector b2 = EVEN.selectFrom(a4, a5)
                    .reinterpretAsFloats()
                    .add(ODD.selectFrom(a4, a5).reinterpretAsFloats());
            FloatVector b3 = EVEN.selectFrom(a6, a7)
                    .reinterpretAsFloats()
                    .add(ODD.selectFrom(a6, a7).reinterpretAsFloats());
            FloatVector c0 = EVEN.selectFrom(b0.reinterpretAsInts(), b1.reinterpretAsInts())
                    .reinterpretAsFloats()
                    .add(ODD.selectFrom(b0.reinterpretAsInts(), b1.reinterpretAsInts())
                            .reinterpretAsFloats());
            FloatVector c1 = EVEN.selectFrom(b2.reinterpretAsInts(), b3.reinterpretAsInts())
                    .reinterpretAsFloats()
                    .add(ODD.selectFrom(b2.reinterpretAsInts(), b3.reinterpretAsInts())
                            .reinterpretAsFloats());
            FloatVector d0 = EVEN.selectFrom(c0.reinterpretAsInts(), c1.reinterpretAsInts())
                    .reinterpretAsFloats()
                    .add(ODD.selectFrom(c0.reinterpretAsInts(), c1.reinterpretAsInts())
                            .reinterpretAsFloats());
            sum = sum.add(d0);
        }
        sum.intoArray(r, rAt);
    }

    /** Tiles are combined element by element first. */
    private static void maxRows(float[] r, int rAt, float[] s, int sAt, int sStride, int n) {
        int at = sAt;
        FloatVector m0 = FloatVector.fromArray(EIGHT_FLOATS, s, at);
        FloatVector m1 = FloatVector.fromArray(EIGHT_FLOATS, s, at + sStride);
        FloatVector m2 = FloatVector.fromArray(EIGHT_FLOATS, s, at + 2 * sStride);
        FloatVector m3 = FloatVector.fromArray(EIGHT_FLOATS, s, at + 3 * sStride);
        FloatVector m4 = FloatVector.fromArray(EIGHT_FLOATS, s, at + 4 * sStride);
        FloatVector m5 = FloatVector.fromArray(EIGHT_FLOATS, s, at + 5 * sStride);
        FloatVector m6 = FloatVector.fromArray(EIGHT_FLOATS, s, at + 6 * sStride);
        FloatVector m7 = FloatVector.fromArray(EIGHT_FLOATS, s, at + 7 * sStride);
        for (at += 8; at < sAt + n; at += 8) {
            m0 = m0.max(FloatVector.fromArray(EIGHT_FLOATS, s, at));
            m1 = m1.max(FloatVector.fromArray(EIGHT_FLOATS, s, at + sStride));
            m2 = m2.max(FloatVector.fromArray(EIGHT_FLOATS, s, at + 2 * sStride));
            m3 = m3.max(FloatVector.fromArray(EIGHT_FLOATS, s, at + 3 * sStride));
            m4 = m4.max(FloatVector.fromArray(EIGHT_FLOATS, s, at + 4 * sStride));
            m5 = m5.max(FloatVector.fromArray(EIGHT_FLOATS, s, at + 5 * sStride));
            m6 = m6.max(FloatVector.fromArray(EIGHT_FLOATS, s, at + 6 * sStride));
            m7 = m7.max(FloatVector.fromArray(EIGHT_FLOATS, s, at + 7 * sStride));
        }
        FloatVector b0 = EVEN.selectFrom(m0.reinterpretAsInts(), m1.reinterpretAsInts())
                .reinterpretAsFloats()
                .max(ODD.selectFrom(m0.reinterpretAsInts(), m1.reinterpretAsInts())
                        .reinterpretAsFloats());
        FloatVector b1 = EVEN.selectFrom(m2.reinterpretAsInts(), m3.reinterpretAsInts())
                .reinterpretAsFloats()
                .max(ODD.selectFrom(m2.reinterpretAsInts(), m3.reinterpretAsInts())
                        .reinterpretAsFloats());
        FloatVector b2 = EVEN.selectFrom(m4.reinterpretAsInts(), m5.reinterpretAsInts())
                .reinterpretAsFloats()
                .max(ODD.selectFrom(m4.reinterpretAsInts(), m5.reinterpretAsInts())
                        .reinterpretAsFloats());
        FloatVector b3 = EVEN.selectFrom(m6.reinterpretAsInts(), m7.reinterpretAsInts())
                .reinterpretAsFloats()
                .max(ODD.selectFrom(m6.reinterpretAsInts(), m7.reinterpretAsInts())
                        .reinterpretAsFloats());
        FloatVector c0 = EVEN.selectFrom(b0.reinterpretAsInts(), b1.reinterpretAsInts())
                .reinterpretAsFloats()
                .max(ODD.selectFrom(b0.reinterpretAsInts(), b1.reinterpretAsInts())
                        .reinterpretAsFloats());
        FloatVector c1 = EVEN.selectFrom(b2.reinterpretAsInts(), b3.reinterpretAsInts())
                .reinterpretAsFloats()
                .max(ODD.selectFrom(b2.reinterpretAsInts(), b3.reinterpretAsInts())
                        .reinterpretAsFloats());
        FloatVector d0 = EVEN.selectFrom(c0.reinterpretAsInts(), c1.reinterpretAsInts())
                .reinterpretAsFloats()
                .max(ODD.selectFrom(c0.reinterpretAsInts(), c1.reinterpretAsInts())
                        .reinterpretAsFloats());
        d0.intoArray(r, rAt);
    }
}
