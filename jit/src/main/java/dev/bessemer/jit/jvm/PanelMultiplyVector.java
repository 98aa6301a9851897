package dev.bessemer.jit.jvm;

import static dev.bessemer.jit.jvm.PanelSpecies.EIGHT_FLOATS;
import static dev.bessemer.jit.jvm.PanelSpecies.FLOATS;
import static dev.bessemer.jit.jvm.PanelSpecies.LANES;

import jdk.incubator.vector.FloatVector;

/**
 * {@link PanelMultiply} with the Vector API.
 *
 * <p>The result is computed in blocks that stay in registers while k runs: eight rows by two vectors where the machine has 32 vector
 * registers, four rows by two where it has 16 (256-bit vectors). What two vectors leave over of the columns, 8, 16 or 24 of them,
 * takes narrower blocks. The blocks are written out because a vector is kept in a register only as a local variable.
 */
final class PanelMultiplyVector {
    private PanelMultiplyVector() {}

    static void multiplyAccumulate(
            float[] d,
            int dAt,
            int dStride,
            float[] c,
            int cAt,
            int cStride,
            float[] a,
            int aAt,
            int aStride,
            float[] b,
            int bAt,
            int bStride,
            int m,
            int n,
            int k) {
        int j = 0;
        for (; j + 2 * LANES <= n; j += 2 * LANES) {
            twoVectors(d, dAt + j, dStride, c, cAt + j, cStride, a, aAt, aStride, b, bAt + j, bStride, m, k);
        }
        if (j + LANES <= n) {
            oneVector(d, dAt + j, dStride, c, cAt + j, cStride, a, aAt, aStride, b, bAt + j, bStride, m, k);
            j += LANES;
        }
        if (j < n) {
            eightColumns(d, dAt + j, dStride, c, cAt + j, cStride, a, aAt, aStride, b, bAt + j, bStride, m, k);
        }
    }

    private static void twoVectors(
            float[] d,
            int dAt,
            int dStride,
            float[] c,
            int cAt,
            int cStride,
            float[] a,
            int aAt,
            int aStride,
            float[] b,
            int bAt,
            int bStride,
            int m,
            int k) {
        if (LANES == 8) {
            for (int i = 0; i < m; i += 4) {
                block4x2(
                        d,
                        dAt + i * dStride,
                        dStride,
                        c,
                        cAt + i * cStride,
                        cStride,
                        a,
                        aAt + i * aStride,
                        aStride,
                        b,
                        bAt,
                        bStride,
                        k);
            }
        } else {
            for (int i = 0; i < m; i += 8) {
                block8x2(
                        d,
                        dAt + i * dStride,
                        dStride,
                        c,
                        cAt + i * cStride,
                        cStride,
                        a,
                        aAt + i * aStride,
                        aStride,
                        b,
                        bAt,
                        bStride,
                        k);
            }
        }
    }

    private static void oneVector(
            float[] d,
            int dAt,
            int dStride,
            float[] c,
            int cAt,
            int cStride,
            float[] a,
            int aAt,
            int aStride,
            float[] b,
            int bAt,
            int bStride,
            int m,
            int k) {
        for (int i = 0; i < m; i += 8) {
            block8x1(
                    d,
                    dAt + i * dStride,
                    dStride,
                    c,
                    cAt + i * cStride,
                    cStride,
                    a,
                    aAt + i * aStride,
                    aStride,
                    b,
                    bAt,
                    bStride,
                    k);
        }
    }

    private static void eightColumns(
            float[] d,
            int dAt,
            int dStride,
            float[] c,
            int cAt,
            int cStride,
            float[] a,
            int aAt,
            int aStride,
            float[] b,
            int bAt,
            int bStride,
            int m,
            int k) {
        for (int i = 0; i < m; i += 8) {
            block8x8(
                    d,
                    dAt + i * dStride,
                    dStride,
                    c,
                    cAt + i * cStride,
                    cStride,
                    a,
                    aAt + i * aStride,
                    aStride,
                    b,
                    bAt,
                    bStride,
                    k);
        }
    }

    /** Eight rows by two vectors. */
    private static void block8x2(
            float[] d,
            int dAt,
            int dStride,
            float[] c,
            int cAt,
            int cStride,
            float[] a,
            int aAt,
            int aStride,
            float[] b,
            int bAt,
            int bStride,
            int k) {
        FloatVector r0a = FloatVector.fromArray(FLOATS, c, cAt);
        FloatVector r0b = FloatVector.fromArray(FLOATS, c, cAt + LANES);
        FloatVector r1a = FloatVector.fromArray(FLOATS, c, cAt + cStride);
        FloatVector r1b = FloatVector.fromArray(FLOATS, c, cAt + cStride + LANES);
        FloatVector r2a = FloatVector.fromArray(FLOATS, c, cAt + 2 * cStride);
        FloatVector r2b = FloatVector.fromArray(FLOATS, c, cAt + 2 * cStride + LANES);
        FloatVector r3a = FloatVector.fromArray(FLOATS, c, cAt + 3 * cStride);
        FloatVector r3b = FloatVector.fromArray(FLOATS, c, cAt + 3 * cStride + LANES);
        FloatVector r4a = FloatVector.fromArray(FLOATS, c, cAt + 4 * cStride);
        FloatVector r4b = FloatVector.fromArray(FLOATS, c, cAt + 4 * cStride + LANES);
        FloatVector r5a = FloatVector.fromArray(FLOATS, c, cAt + 5 * cStride);
        FloatVector r5b = FloatVector.fromArray(FLOATS, c, cAt + 5 * cStride + LANES);
        FloatVector r6a = FloatVector.fromArray(FLOATS, c, cAt + 6 * cStride);
        FloatVector r6b = FloatVector.fromArray(FLOATS, c, cAt + 6 * cStride + LANES);
        FloatVector r7a = FloatVector.fromArray(FLOATS, c, cAt + 7 * cStride);
        FloatVector r7b = FloatVector.fromArray(FLOATS, c, cAt + 7 * cStride + LANES);
        int a1 = aAt + aStride;
        int a2 = aAt + 2 * aStride;
        int a3 = aAt + 3 * aStride;
        int a4 = aAt + 4 * aStride;
        int a5 = aAt + 5 * aStride;
        int a6 = aAt + 6 * aStride;
        int a7 = aAt + 7 * aStride;
        for (int i = 0, row = bAt; i < k; i++, row += bStride) {
            FloatVector left = FloatVector.fromArray(FLOATS, b, row);
            FloatVector right = FloatVector.fromArray(FLOATS, b, row + LANES);
            FloatVector x0 = FloatVector.broadcast(FLOATS, a[aAt + i]);
            r0a = x0.fma(left, r0a);
            r0b = x0.fma(right, r0b);
            FloatVector x1 = FloatVector.broadcast(FLOATS, a[a1 + i]);
            r1a = x1.fma(left, r1a);
            r1b = x1.fma(right, r1b);
            FloatVector x2 = FloatVector.broadcast(FLOATS, a[a2 + i]);
            r2a = x2.fma(left, r2a);
            r2b = x2.fma(right, r2b);
            FloatVector x3 = FloatVector.broadcast(FLOATS, a[a3 + i]);
            r3a = x3.fma(left, r3a);
            r3b = x3.fma(right, r3b);
            FloatVector x4 = FloatVector.broadcast(FLOATS, a[a4 + i]);
            r4a = x4.fma(left, r4a);
            r4b = x4.fma(right, r4b);
            FloatVector x5 = FloatVector.broadcast(FLOATS, a[a5 + i]);
            r5a = x5.fma(left, r5a);
            r5b = x5.fma(right, r5b);
            FloatVector x6 = FloatVector.broadcast(FLOATS, a[a6 + i]);
            r6a = x6.fma(left, r6a);
            r6b = x6.fma(right, r6b);
            FloatVector x7 = FloatVector.broadcast(FLOATS, a[a7 + i]);
            r7a = x7.fma(left, r7a);
            r7b = x7.fma(right, r7b);
        }
        r0a.intoArray(d, dAt);
        r0b.intoArray(d, dAt + LANES);
        r1a.intoArray(d, dAt + dStride);
        r1b.intoArray(d, dAt + dStride + LANES);
        r2a.intoArray(d, dAt + 2 * dStride);
        r2b.intoArray(d, dAt + 2 * dStride + LANES);
        r3a.intoArray(d, dAt + 3 * dStride);
        r3b.intoArray(d, dAt + 3 * dStride + LANES);
        r4a.intoArray(d, dAt + 4 * dStride);
        r4b.intoArray(d, dAt + 4 * dStride + LANES);
        r5a.intoArray(d, dAt + 5 * dStride);
        r5b.intoArray(d, dAt + 5 * dStride + LANES);
        r6a.intoArray(d, dAt + 6 * dStride);
        r6b.intoArray(d, dAt + 6 * dStride + LANES);
        r7a.intoArray(d, dAt + 7 * dStride);
        r7b.intoArray(d, dAt + 7 * dStride + LANES);
    }

    /** Four rows by two vectors. */
    private static void block4x2(
            float[] d,
            int dAt,
            int dStride,
            float[] c,
            int cAt,
            int cStride,
            float[] a,
            int aAt,
            int aStride,
            float[] b,
            int bAt,
            int bStride,
            int k) {
        FloatVector r0a = FloatVector.fromArray(FLOATS, c, cAt);
        FloatVector r0b = FloatVector.fromArray(FLOATS, c, cAt + LANES);
        FloatVector r1a = FloatVector.fromArray(FLOATS, c, cAt + cStride);
        FloatVector r1b = FloatVector.fromArray(FLOATS, c, cAt + cStride + LANES);
        FloatVector r2a = FloatVector.fromArray(FLOATS, c, cAt + 2 * cStride);
        FloatVector r2b = FloatVector.fromArray(FLOATS, c, cAt + 2 * cStride + LANES);
        FloatVector r3a = FloatVector.fromArray(FLOATS, c, cAt + 3 * cStride);
        FloatVector r3b = FloatVector.fromArray(FLOATS, c, cAt + 3 * cStride + LANES);
        int a1 = aAt + aStride;
        int a2 = aAt + 2 * aStride;
        int a3 = aAt + 3 * aStride;
        for (int i = 0, row = bAt; i < k; i++, row += bStride) {
            FloatVector left = FloatVector.fromArray(FLOATS, b, row);
            FloatVector right = FloatVector.fromArray(FLOATS, b, row + LANES);
            FloatVector x0 = FloatVector.broadcast(FLOATS, a[aAt + i]);
            r0a = x0.fma(left, r0a);
            r0b = x0.fma(right, r0b);
            FloatVector x1 = FloatVector.broadcast(FLOATS, a[a1 + i]);
            r1a = x1.fma(left, r1a);
            r1b = x1.fma(right, r1b);
            FloatVector x2 = FloatVector.broadcast(FLOATS, a[a2 + i]);
            r2a = x2.fma(left, r2a);
            r2b = x2.fma(right, r2b);
            FloatVector x3 = FloatVector.broadcast(FLOATS, a[a3 + i]);
            r3a = x3.fma(left, r3a);
            r3b = x3.fma(right, r3b);
        }
        r0a.intoArray(d, dAt);
        r0b.intoArray(d, dAt + LANES);
        r1a.intoArray(d, dAt + dStride);
        r1b.intoArray(d, dAt + dStride + LANES);
        r2a.intoArray(d, dAt + 2 * dStride);
        r2b.intoArray(d, dAt + 2 * dStride + LANES);
        r3a.intoArray(d, dAt + 3 * dStride);
        r3b.intoArray(d, dAt + 3 * dStride + LANES);
    }

    /** Eight rows by one vector. */
    private static void block8x1(
            float[] d,
            int dAt,
            int dStride,
            float[] c,
            int cAt,
            int cStride,
            float[] a,
            int aAt,
            int aStride,
            float[] b,
            int bAt,
            int bStride,
            int k) {
        FloatVector r0 = FloatVector.fromArray(FLOATS, c, cAt);
        FloatVector r1 = FloatVector.fromArray(FLOATS, c, cAt + cStride);
        FloatVector r2 = FloatVector.fromArray(FLOATS, c, cAt + 2 * cStride);
        FloatVector r3 = FloatVector.fromArray(FLOATS, c, cAt + 3 * cStride);
        FloatVector r4 = FloatVector.fromArray(FLOATS, c, cAt + 4 * cStride);
        FloatVector r5 = FloatVector.fromArray(FLOATS, c, cAt + 5 * cStride);
        FloatVector r6 = FloatVector.fromArray(FLOATS, c, cAt + 6 * cStride);
        FloatVector r7 = FloatVector.fromArray(FLOATS, c, cAt + 7 * cStride);
        int a1 = aAt + aStride;
        int a2 = aAt + 2 * aStride;
        int a3 = aAt + 3 * aStride;
        int a4 = aAt + 4 * aStride;
        int a5 = aAt + 5 * aStride;
        int a6 = aAt + 6 * aStride;
        int a7 = aAt + 7 * aStride;
        for (int i = 0, row = bAt; i < k; i++, row += bStride) {
            FloatVector line = FloatVector.fromArray(FLOATS, b, row);
            r0 = FloatVector.broadcast(FLOATS, a[aAt + i]).fma(line, r0);
            r1 = FloatVector.broadcast(FLOATS, a[a1 + i]).fma(line, r1);
            r2 = FloatVector.broadcast(FLOATS, a[a2 + i]).fma(line, r2);
            r3 = FloatVector.broadcast(FLOATS, a[a3 + i]).fma(line, r3);
            r4 = FloatVector.broadcast(FLOATS, a[a4 + i]).fma(line, r4);
            r5 = FloatVector.broadcast(FLOATS, a[a5 + i]).fma(line, r5);
            r6 = FloatVector.broadcast(FLOATS, a[a6 + i]).fma(line, r6);
            r7 = FloatVector.broadcast(FLOATS, a[a7 + i]).fma(line, r7);
        }
        r0.intoArray(d, dAt);
        r1.intoArray(d, dAt + dStride);
        r2.intoArray(d, dAt + 2 * dStride);
        r3.intoArray(d, dAt + 3 * dStride);
        r4.intoArray(d, dAt + 4 * dStride);
        r5.intoArray(d, dAt + 5 * dStride);
        r6.intoArray(d, dAt + 6 * dStride);
        r7.intoArray(d, dAt + 7 * dStride);
    }

    /** Eight rows by eight columns, where a vector holds more. */
    private static void block8x8(
            float[] d,
            int dAt,
            int dStride,
            float[] c,
            int cAt,
            int cStride,
            float[] a,
            int aAt,
            int aStride,
            float[] b,
            int bAt,
            int bStride,
            int k) {
        FloatVector r0 = FloatVector.fromArray(EIGHT_FLOATS, c, cAt);
        FloatVector r1 = FloatVector.fromArray(EIGHT_FLOATS, c, cAt + cStride);
        FloatVector r2 = FloatVector.fromArray(EIGHT_FLOATS, c, cAt + 2 * cStride);
        FloatVector r3 = FloatVector.fromArray(EIGHT_FLOATS, c, cAt + 3 * cStride);
        FloatVector r4 = FloatVector.fromArray(EIGHT_FLOATS, c, cAt + 4 * cStride);
        FloatVector r5 = FloatVector.fromArray(EIGHT_FLOATS, c, cAt + 5 * cStride);
        FloatVector r6 = FloatVector.fromArray(EIGHT_FLOATS, c, cAt + 6 * cStride);
        FloatVector r7 = FloatVector.fromArray(EIGHT_FLOATS, c, cAt + 7 * cStride);
        int a1 = aAt + aStride;
        int a2 = aAt + 2 * aStride;
        int a3 = aAt + 3 * aStride;
        int a4 = aAt + 4 * aStride;
        int a5 = aAt + 5 * aStride;
        int a6 = aAt + 6 * aStride;
        int a7 = aAt + 7 * aStride;
        for (int i = 0, row = bAt; i < k; i++, row += bStride) {
            FloatVector line = FloatVector.fromArray(EIGHT_FLOATS, b, row);
            r0 = FloatVector.broadcast(EIGHT_FLOATS, a[aAt + i]).fma(line, r0);
            r1 = FloatVector.broadcast(EIGHT_FLOATS, a[a1 + i]).fma(line, r1);
            r2 = FloatVector.broadcast(EIGHT_FLOATS, a[a2 + i]).fma(line, r2);
            r3 = FloatVector.broadcast(EIGHT_FLOATS, a[a3 + i]).fma(line, r3);
            r4 = FloatVector.broadcast(EIGHT_FLOATS, a[a4 + i]).fma(line, r4);
            r5 = FloatVector.broadcast(EIGHT_FLOATS, a[a5 + i]).fma(line, r5);
            r6 = FloatVector.broadcast(EIGHT_FLOATS, a[a6 + i]).fma(line, r6);
            r7 = FloatVector.broadcast(EIGHT_FLOATS, a[a7 + i]).fma(line, r7);
        }
        r0.intoArray(d, dAt);
        r1.intoArray(d, dAt + dStride);
        r2.intoArray(d, dAt + 2 * dStride);
        r3.intoArray(d, dAt + 3 * dStride);
        r4.intoArray(d, dAt + 4 * dStride);
        r5.intoArray(d, dAt + 5 * dStride);
        r6.intoArray(d, dAt + 6 * dStride);
        r7.intoArray(d, dAt + 7 * dStride);
    }
}
