package dev.bessemer.bench;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** A product of small matrices written by hand with the Vector API, the core of what kernels are measured against. */
final class HandWrittenProduct {
    /** Rows and columns of the right factor, and the length of a row of the others. */
    static final int EXTENT = 64;

    /** Rows of the left factor and of the result. */
    static final int ROWS = 4;

    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();

    private HandWrittenProduct() {}

    /** {@code d = a * b + d}: a and d have four rows, b has 64, all of 64 columns. */
    static void multiply(float[] d, int dAt, float[] a, int aAt, float[] b, int bAt) {
        for (int i = 0; i < EXTENT; i += 4 * LANES) {
            multiplyColumns(d, dAt + i, a, aAt, b, bAt + i);
        }
    }

    /** The same for four vectors' columns, kept in registers. */
    private static void multiplyColumns(float[] d, int dAt, float[] a, int aAt, float[] b, int bAt) {
        FloatVector r00 = FloatVector.fromArray(FLOATS, d, dAt);
        FloatVector r01 = FloatVector.fromArray(FLOATS, d, dAt + LANES);
        FloatVector r02 = FloatVector.fromArray(FLOATS, d, dAt + 2 * LANES);
        FloatVector r03 = FloatVector.fromArray(FLOATS, d, dAt + 3 * LANES);
        FloatVector r10 = FloatVector.fromArray(FLOATS, d, dAt + EXTENT);
        FloatVector r11 = FloatVector.fromArray(FLOATS, d, dAt + EXTENT + LANES);
        FloatVector r12 = FloatVector.fromArray(FLOATS, d, dAt + EXTENT + 2 * LANES);
        FloatVector r13 = FloatVector.fromArray(FLOATS, d, dAt + EXTENT + 3 * LANES);
        FloatVector r20 = FloatVector.fromArray(FLOATS, d, dAt + 2 * EXTENT);
        FloatVector r21 = FloatVector.fromArray(FLOATS, d, dAt + 2 * EXTENT + LANES);
        FloatVector r22 = FloatVector.fromArray(FLOATS, d, dAt + 2 * EXTENT + 2 * LANES);
        FloatVector r23 = FloatVector.fromArray(FLOATS, d, dAt + 2 * EXTENT + 3 * LANES);
        FloatVector r30 = FloatVector.fromArray(FLOATS, d, dAt + 3 * EXTENT);
        FloatVector r31 = FloatVector.fromArray(FLOATS, d, dAt + 3 * EXTENT + LANES);
        FloatVector r32 = FloatVector.fromArray(FLOATS, d, dAt + 3 * EXTENT + 2 * LANES);
        FloatVector r33 = FloatVector.fromArray(FLOATS, d, dAt + 3 * EXTENT + 3 * LANES);
        for (int i = 0, row = bAt; i < EXTENT; i++, row += EXTENT) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, row);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, row + LANES);
            FloatVector b2 = FloatVector.fromArray(FLOATS, b, row + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(FLOATS, b, row + 3 * LANES);
            FloatVector a0 = FloatVector.broadcast(FLOATS, a[aAt + i]);
            r00 = a0.fma(b0, r00);
            r01 = a0.fma(b1, r01);
            r02 = a0.fma(b2, r02);
            r03 = a0.fma(b3, r03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, a[aAt + EXTENT + i]);
            r10 = a1.fma(b0, r10);
            r11 = a1.fma(b1, r11);
            r12 = a1.fma(b2, r12);
            r13 = a1.fma(b3, r13);
            FloatVector a2 = FloatVector.broadcast(FLOATS, a[aAt + 2 * EXTENT + i]);
            r20 = a2.fma(b0, r20);
            r21 = a2.fma(b1, r21);
            r22 = a2.fma(b2, r22);
            r23 = a2.fma(b3, r23);
            FloatVector a3 = FloatVector.broadcast(FLOATS, a[aAt + 3 * EXTENT + i]);
            r30 = a3.fma(b0, r30);
            r31 = a3.fma(b1, r31);
            r32 = a3.fma(b2, r32);
            r33 = a3.fma(b3, r33);
        }
        r00.intoArray(d, dAt);
        r01.intoArray(d, dAt + LANES);
        r02.intoArray(d, dAt + 2 * LANES);
        r03.intoArray(d, dAt + 3 * LANES);
        r10.intoArray(d, dAt + EXTENT);
        r11.intoArray(d, dAt + EXTENT + LANES);
        r12.intoArray(d, dAt + EXTENT + 2 * LANES);
        r13.intoArray(d, dAt + EXTENT + 3 * LANES);
        r20.intoArray(d, dAt + 2 * EXTENT);
        r21.intoArray(d, dAt + 2 * EXTENT + LANES);
        r22.intoArray(d, dAt + 2 * EXTENT + 2 * LANES);
        r23.intoArray(d, dAt + 2 * EXTENT + 3 * LANES);
        r30.intoArray(d, dAt + 3 * EXTENT);
        r31.intoArray(d, dAt + 3 * EXTENT + LANES);
        r32.intoArray(d, dAt + 3 * EXTENT + 2 * LANES);
        r33.intoArray(d, dAt + 3 * EXTENT + 3 * LANES);
    }
}
