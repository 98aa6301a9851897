package dev.bessemer.jit.jvm;

/** {@link PanelMultiply} without the Vector API. */
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
        for (int i = 0; i < m; i++) {
            int to = dAt + i * dStride;
            System.arraycopy(c, cAt + i * cStride, d, to, n);
            for (int j = 0; j < k; j++) {
                addRow(d, to, a[aAt + i * aStride + j], b, bAt + j * bStride, n);
            }
        }
    }

    /** {@code d = x * b + d} for one row of n elements. */
    private static void addRow(float[] d, int dAt, float x, float[] b, int bAt, int n) {
        for (int j = 0; j < n; j++) {
            d[dAt + j] = Math.fma(x, b[bAt + j], d[dAt + j]);
        }
    }
}
