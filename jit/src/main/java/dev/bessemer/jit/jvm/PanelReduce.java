package dev.bessemer.jit.jvm;

/**
 * Row reductions of panels of m x n floats, both multiples of 8: row i's result goes to {@code r[rAt + i]}.
 *
 * <p>A tile's row sums as {@code ((c0 + c1) + (c2 + c3)) + ((c4 + c5) + (c6 + c7))}; the sums of tiles side by side are added
 * left to right. For a result per tile call with n = 8. Maxima are those of {@link Math#max(float, float)}: NaN if any is. r is
 * another array, or overlaps the panel not. Of ints a panel holds the bits; their sums wrap.
 */
public final class PanelReduce {
    private PanelReduce() {}

    /** The sum of each row. */
    public static void rowSum(float[] r, int rAt, float[] s, int sAt, int sStride, int m, int n) {
        if (PanelSupport.VECTOR && PanelSpecies.LANES >= 8) {
            PanelReduceVector.rowSum(r, rAt, s, sAt, sStride, m, n);
        } else {
            PanelReduceScalar.rowSum(r, rAt, s, sAt, sStride, m, n);
        }
    }

    /** The largest element of each row. */
    public static void rowMax(float[] r, int rAt, float[] s, int sAt, int sStride, int m, int n) {
        if (PanelSupport.VECTOR && PanelSpecies.LANES >= 8) {
            PanelReduceVector.rowMax(r, rAt, s, sAt, sStride, m, n);
        } else {
            PanelReduceScalar.rowMax(r, rAt, s, sAt, sStride, m, n);
        }
    }

    /** The sum of each row of ints. */
    public static void rowSumOfInts(int[] r, int rAt, float[] s, int sAt, int sStride, int m, int n) {
        PanelReduceScalar.rowSumOfInts(r, rAt, s, sAt, sStride, m, n);
    }

    /** The largest element of each row of ints. */
    public static void rowMaxOfInts(int[] r, int rAt, float[] s, int sAt, int sStride, int m, int n) {
        PanelReduceScalar.rowMaxOfInts(r, rAt, s, sAt, sStride, m, n);
    }
}
