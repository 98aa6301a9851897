package dev.bessemer.jit.jvm;

/**
 * Matrix products of panels.
 *
 * <p>Every element of the result starts from c's and adds its products one after another, k ascending, each by one fused
 * multiply-add in float: however panels are cut or merged, the result is the same to the bit.
 *
 * <p>d may be c (same array, place and stride); else d overlaps no operand. m, n and k are multiples of 8.
 */
public final class PanelMultiply {
    private PanelMultiply() {}

    /** {@code d = a * b + c}: a is m x k, b is k x n, c and d are m x n. */
    public static void multiplyAccumulate(
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
        if (PanelSupport.VECTOR) {
            PanelMultiplyVector.multiplyAccumulate(
                    d, dAt, dStride, c, cAt, cStride, a, aAt, aStride, b, bAt, bStride, m, n, k);
        } else {
            PanelMultiplyScalar.multiplyAccumulate(
                    d, dAt, dStride, c, cAt, cStride, a, aAt, aStride, b, bAt, bStride, m, n, k);
        }
    }

    /** {@link #multiplyAccumulate} with a half accumulator: rounded to half after each 8 of k. */
    public static void multiplyAccumulateF16(
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
        for (int i = 0; i < k; i += 8) {
            boolean first = i == 0;
            multiplyAccumulate(
                    d,
                    dAt,
                    dStride,
                    first ? c : d,
                    first ? cAt : dAt,
                    first ? cStride : dStride,
                    a,
                    aAt + i,
                    aStride,
                    b,
                    bAt + i * bStride,
                    bStride,
                    m,
                    n,
                    8);
            PanelMath.roundToF16(d, dAt, dStride, d, dAt, dStride, m, n);
        }
    }

    /** {@link #multiplyAccumulate} with a bfloat accumulator: rounded to bfloat after each 8 of k. */
    public static void multiplyAccumulateBF16(
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
        for (int i = 0; i < k; i += 8) {
            boolean first = i == 0;
            multiplyAccumulate(
                    d,
                    dAt,
                    dStride,
                    first ? c : d,
                    first ? cAt : dAt,
                    first ? cStride : dStride,
                    a,
                    aAt + i,
                    aStride,
                    b,
                    bAt + i * bStride,
                    bStride,
                    m,
                    n,
                    8);
            PanelMath.roundToBF16(d, dAt, dStride, d, dAt, dStride, m, n);
        }
    }
}
