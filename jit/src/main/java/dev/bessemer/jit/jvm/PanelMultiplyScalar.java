package dev.bessemer.jit.jvm;

/** {@link PanelMultiply} without the Vector API: two rows by four columns at a time, kept in registers while k runs. */
final class PanelMultiplyScalar {
    private PanelMultiplyScalar() {}

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
        for (int i = 0; i < m; i += 2) {
            for (int j = 0; j < n; j += 4) {
                block(
                        d,
                        dAt + i * dStride + j,
                        dStride,
                        c,
                        cAt + i * cStride + j,
                        cStride,
                        a,
                        aAt + i * aStride,
                        aStride,
                        b,
                        bAt + j,
                        bStride,
                        k);
            }
        }
    }

    private static void block(
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
        float r00 = c[cAt];
        float r01 = c[cAt + 1];
        float r02 = c[cAt + 2];
        float r03 = c[cAt + 3];
        float r10 = c[cAt + cStride];
        float r11 = c[cAt + cStride + 1];
        float r12 = c[cAt + cStride + 2];
        float r13 = c[cAt + cStride + 3];
        for (int i = 0, row = bAt; i < k; i++, row += bStride) {
            float a0 = a[aAt + i];
            float a1 = a[aAt + aStride + i];
            float b0 = b[row];
            r00 = Math.fma(a0, b0, r00);
            r10 = Math.fma(a1, b0, r10);
            float b1 = b[row + 1];
            r01 = Math.fma(a0, b1, r01);
            r11 = Math.fma(a1, b1, r11);
            float b2 = b[row + 2];
            r02 = Math.fma(a0, b2, r02);
            r12 = Math.fma(a1, b2, r12);
            float b3 = b[row + 3];
            r03 = Math.fma(a0, b3, r03);
            r13 = Math.fma(a1, b3, r13);
        }
        d[dAt] = r00;
        d[dAt + 1] = r01;
        d[dAt + 2] = r02;
        d[dAt + 3] = r03;
        d[dAt + dStride] = r10;
        d[dAt + dStride + 1] = r11;
        d[dAt + dStride + 2] = r12;
        d[dAt + dStride + 3] = r13;
    }
}
