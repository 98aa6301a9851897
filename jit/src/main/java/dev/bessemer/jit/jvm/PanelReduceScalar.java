package dev.bessemer.jit.jvm;

/** {@link PanelReduce} without the Vector API, and what it has no vectors for. */
final class PanelReduceScalar {
    private PanelReduceScalar() {}

    static void rowSum(float[] r, int rAt, float[] s, int sAt, int sStride, int m, int n) {
        for (int i = 0; i < m; i++) {
            int at = sAt + i * sStride;
            float sum = sumTile(s, at);
            for (int j = 8; j < n; j += 8) {
                sum += sumTile(s, at + j);
            }
            r[rAt + i] = sum;
        }
    }

    static void rowMax(float[] r, int rAt, float[] s, int sAt, int sStride, int m, int n) {
        for (int i = 0; i < m; i++) {
            int at = sAt + i * sStride;
            float max = s[at];
            for (int j = 1; j < n; j++) {
                max = Math.max(max, s[at + j]);
            }
            r[rAt + i] = max;
        }
    }

    static void rowSumOfInts(int[] r, int rAt, float[] s, int sAt, int sStride, int m, int n) {
        for (int i = 0; i < m; i++) {
            int at = sAt + i * sStride;
            int sum = 0;
            for (int j = 0; j < n; j++) {
                sum += Float.floatToRawIntBits(s[at + j]);
            }
            r[rAt + i] = sum;
        }
    }

    static void rowMaxOfInts(int[] r, int rAt, float[] s, int sAt, int sStride, int m, int n) {
        for (int i = 0; i < m; i++) {
            int at = sAt + i * sStride;
            int max = Integer.MIN_VALUE;
            for (int j = 0; j < n; j++) {
                max = Math.max(max, Float.floatToRawIntBits(s[at + j]));
            }
            r[rAt + i] = max;
        }
    }

    private static float sumTile(float[] s, int at) {
        float left = (s[at] + s[at + 1]) + (s[at + 2] + s[at + 3]);
        float right = (s[at + 4] + s[at + 5]) + (s[at + 6] + s[at + 7]);
        return left + right;
    }
}
