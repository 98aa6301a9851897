package dev.bessemer.jit.jvm;

import static dev.bessemer.jit.jvm.PanelSpecies.EIGHT_FLOATS;
import static dev.bessemer.jit.jvm.PanelSpecies.FLOATS;
import static dev.bessemer.jit.jvm.PanelSpecies.LANES;

import jdk.incubator.vector.FloatVector;

/**
 * {@link PanelMultiply} with the Vector API.
 *
 * <p>The result is computed in blocks that stay in registers while k runs: eight rows by two vectors where the machine has 32 vector
 * registers, four rows by two where it has 16 (256-bit vectors). Where the columns leave over less than two vectors but
 * more than one, the two overlap; one vector or eight columns have blocks of their own. The blocks are written out because a vector is kept in a register only as a local variable.
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
        for (int i = 0; i < m; i += 8) {
            int dRow = dAt + i * dStride;
            int cRow = cAt + i * cStride;
            int aRow = aAt + i * aStride;
            int j = 0;
            for (; j + LANES < n; j += 2 * LANES) {
                int right = Math.min(LANES, n - LANES - j);
                twoVectors(d, dRow + j, dStride, c, cRow + j, cStride, a, aRow, aStride, b, bAt + j, bStride, right, k);
            }
            if (j + LANES == n) {
                block8x1(d, dRow + j, dStride, c, cRow + j, cStride, a, aRow, aStride, b, bAt + j, bStride, k);
            } else if (j < n) {
                block8x8(d, dRow + j, dStride, c, cRow + j, cStride, a, aRow, aStride, b, bAt + j, bStride, k);
            }
        }
    }

    /** Eight rows by two vectors, the second {@code right} columns after the first. */
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
            int right,
            int k) {
        if (LANES == 8) {
            int dNext = dAt + 4 * dStride;
            int cNext = cAt + 4 * cStride;
            block4x2(d, dAt, dStride, c, cAt, cStride, a, aAt, aStride, b, bAt, bStride, k);
            block4x2(d, dNext, dStride, c, cNext, cStride, a, aAt + 4 * aStride, aStride, b, bAt, bStride, k);
        } else {
            block8x2(d, dAt, dStride, c, cAt, cStride, a, aAt, aStride, b, bAt, bStride, right, k);
        }
    }

    /** Eight rows by two vectors, which may overlap: all is read before anything is written. */
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
            int right,
            int k) {
        FloatVector r0a = FloatVector.fromArray(FLOATS, c, cAt);
        FloatVector r0b = FloatVector.fromArray(FLOATS, c, cAt + right);
        FloatVector r1a = FloatVector.fromArray(FLOATS, c, cAt + cStride);
        FloatVector r1b = FloatVector.fromArray(FLOATS, c, cAt + cStride + right);
        FloatVector r2a = FloatVector.fromArray(FLOATS, c, cAt + 2 * cStride);
        FloatVector r2b = FloatVector.fromArray(FLOATS, c, cAt + 2 * cStride + right);
        FloatVector r3a = FloatVector.fromArray(FLOATS, c, cAt + 3 * cStride);
        FloatVector r3b = FloatVector.fromArray(FLOATS, c, cAt + 3 * cStride + right);
        FloatVector r4a = FloatVector.fromArray(FLOATS, c, cAt + 4 * cStride);
        FloatVector r4b = FloatVector.fromArray(FLOATS, c, cAt + 4 * cStride + right);
        FloatVector r5a = FloatVector.fromArray(FLOATS, c, cAt + 5 * cStride);
        FloatVector r5b = FloatVector.fromArray(FLOATS, c, cAt + 5 * cStride + right);
        FloatVector r6a = FloatVector.fromArray(FLOATS, c, cAt + 6 * cStride);
        FloatVector r6b = FloatVector.fromArray(FLOATS, c, cAt + 6 * cStride + right);
        FloatVector r7a = FloatVector.fromArray(FLOATS, c, cAt + 7 * cStride);
        FloatVector r7b = FloatVector.fromArray(FLOATS, c, cAt + 7 * cStride + right);
        int a1 = aAt + aStride;
        int a2 = aAt + 2 * aStride;
        int a3 = aAt + 3 * aStride;
        int a4 = aAt + 4 * aStride;
        int a5 = aAt + 5 * aStride;
        int a6 = aAt + 6 * aStride;
        int a7 = aAt + 7 * aStride;
        for (int i = 0, row = bAt; i < k; i++, row += bStride) {
            FloatVector first = FloatVector.fromArray(FLOATS, b, row);
            FloatVector second = FloatVector.fromArray(FLOATS, b, row + right);
            FloatVector x0 = FloatVector.broadcast(FLOATS, a[aAt + i]);
            r0a = x0.fma(first, r0a);
            r0b = x0.fma(second, r0b);
            FloatVector x1 = FloatVector.broadcast(FLOATS, a[a1 + i]);
            r1a = x1.fma(first, r1a);
            r1b = x1.fma(second, r1b);
            FloatVector x2 = FloatVector.broadcast(FLOATS, a[a2 + i]);
            r2a = x2.fma(first, r2a);
            r2b = x2.fma(second, r2b);
            FloatVector x3 = FloatVector.broadcast(FLOATS, a[a3 + i]);
            r3a = x3.fma(first, r3a);
            r3b = x3.fma(second, r3b);
            FloatVector x4 = FloatVector.broadcast(FLOATS, a[a4 + i]);
            r4a = x4.fma(first, r4a);
            r4b = x4.fma(second, r4b);
            FloatVector x5 = FloatVector.broadcast(FLOATS, a[a5 + i]);
            r5a = x5.fma(first, r5a);
            r5b = x5.fma(second, r5b);
            FloatVector x6 = FloatVector.broadcast(FLOATS, a[a6 + i]);
            r6a = x6.fma(first, r6a);
            r6b = x6.fma(second, r6b);
            FloatVector x7 = FloatVector.broadcast(FLOATS, a[a7 + i]);
            r7a = x7.fma(first, r7a);
            r7b = x7.fma(second, r7b);
        }
        r0a.intoArray(d, dAt);
        r0b.intoArray(d, dAt + right);
        r1a.intoArray(d, dAt + dStride);
        r1b.intoArray(d, dAt + dStride + right);
        r2a.intoArray(d, dAt + 2 * dStride);
        r2b.intoArray(d, dAt + 2 * dStride + right);
        r3a.intoArray(d, dAt + 3 * dStride);
        r3b.intoArray(d, dAt + 3 * dStride + right);
        r4a.intoArray(d, dAt + 4 * dStride);
        r4b.intoArray(d, dAt + 4 * dStride + right);
        r5a.intoArray(d, dAt + 5 * dStride);
        r5b.intoArray(d, dAt + 5 * dStride + right);
        r6a.intoArray(d, dAt + 6 * dStride);
        r6b.intoArray(d, dAt + 6 * dStride + right);
        r7a.intoArray(d, dAt + 7 * dStride);
        r7b.intoArray(d, dAt + 7 * dStride + right);
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

    /** One row by four vectors, for {@link ProductCode}, which copies it. */
    static void block1x4(
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
        FloatVector r1 = FloatVector.fromArray(FLOATS, c, cAt + LANES);
        FloatVector r2 = FloatVector.fromArray(FLOATS, c, cAt + 2 * LANES);
        FloatVector r3 = FloatVector.fromArray(FLOATS, c, cAt + 3 * LANES);
        for (int i = 0, row = bAt; i < k; i++, row += bStride) {
            FloatVector x = FloatVector.broadcast(FLOATS, a[aAt + i]);
            r0 = x.fma(FloatVector.fromArray(FLOATS, b, row), r0);
            r1 = x.fma(FloatVector.fromArray(FLOATS, b, row + LANES), r1);
            r2 = x.fma(FloatVector.fromArray(FLOATS, b, row + 2 * LANES), r2);
            r3 = x.fma(FloatVector.fromArray(FLOATS, b, row + 3 * LANES), r3);
        }
        r0.intoArray(d, dAt);
        r1.intoArray(d, dAt + LANES);
        r2.intoArray(d, dAt + 2 * LANES);
        r3.intoArray(d, dAt + 3 * LANES);
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
