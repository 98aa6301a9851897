package dev.bessemer.library;

import dev.bessemer.jit.jvm.PanelMath;
import dev.bessemer.jit.jvm.PanelReduce;
import java.util.Arrays;

/** The softmax of rows on the host. */
final class HostSoftmax {
    private static final float LOG2_E = (float) (1 / Math.log(2));

    private HostSoftmax() {}

    /**
     * Makes each row's elements {@code exp(x - max)} and gives the rows' sums. A row of minus infinity alone becomes zeros, with a sum of 0. What
     * is right of the columns becomes 0.
     *
     * @param m rows, a multiple of 8
     * @param stride of the panel, a multiple of 8
     */
    static float[] exponentiate(float[] panel, int stride, int m, int columns) {
        int n = HostProduct.padded(columns);
        float[] largest = new float[m];
        for (int r = 0; r < m; r++) {
            Arrays.fill(panel, r * stride + columns, r * stride + n, Float.NEGATIVE_INFINITY);
        }
        PanelReduce.rowMax(largest, 0, panel, 0, stride, m, n);
        for (int r = 0; r < m; r++) {
            float reference = largest[r] == Float.NEGATIVE_INFINITY ? 0 : largest[r];
            for (int i = r * stride; i < r * stride + n; i++) {
                panel[i] = (panel[i] - reference) * LOG2_E;
            }
        }
        PanelMath.exp2(panel, 0, stride, panel, 0, stride, m, n);
        float[] sums = new float[m];
        PanelReduce.rowSum(sums, 0, panel, 0, stride, m, n);
        return sums;
    }

    /** Divides rows by their sums; rows with a sum of 0 stay as they are. */
    static void divide(float[] panel, int stride, int m, int n, float[] sums) {
        for (int r = 0; r < m; r++) {
            float factor = sums[r] == 0 ? 1 : 1 / sums[r];
            for (int i = r * stride; i < r * stride + n; i++) {
                panel[i] *= factor;
            }
        }
    }
}
