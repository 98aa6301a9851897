package dev.bessemer.jit.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PanelReduceTest {
    private final Random random = PanelFixture.random();

    private interface Form {
        void run(float[] r, int rAt, float[] s, int sAt, int sStride, int m, int n);
    }

    @Test
    void rowSum_everyForm_addsInTheLanesOrder() {
        check(PanelReduceTest::naiveSum, PanelReduceVector::rowSum, PanelReduceScalar::rowSum, PanelReduce::rowSum);
    }

    @Test
    void rowMax_everyForm_isMathMax() {
        check(PanelReduceTest::naiveMax, PanelReduceVector::rowMax, PanelReduceScalar::rowMax, PanelReduce::rowMax);
    }

    @Test
    void rowsOfInts_ofPanelsOfBits_areExactAndWrap() {
        int m = 16;
        int n = 24;
        int stride = n + 3;
        float[] s = new float[5 + m * stride];
        for (int i = 0; i < s.length; i++) {
            s[i] = Float.intBitsToFloat(random.nextInt());
        }
        int[] sums = new int[m + 2];
        int[] largest = new int[m + 2];
        PanelReduce.rowSumOfInts(sums, 2, s, 5, stride, m, n);
        PanelReduce.rowMaxOfInts(largest, 2, s, 5, stride, m, n);
        for (int i = 0; i < m; i++) {
            int first = 5 + i * stride;
            Supplier<IntStream> row = () -> IntStream.range(first, first + n).map(at -> Float.floatToRawIntBits(s[at]));
            assertEquals(row.get().sum(), sums[2 + i], "sum of row " + i);
            assertEquals(row.get().max().orElseThrow(), largest[2 + i], "largest of row " + i);
        }
    }

    private void check(Form naive, Form... forms) {
        for (int m = 8; m <= 24; m += 8) {
            for (int n = 8; n <= 40; n += 8) {
                for (boolean special : new boolean[] {false, true}) {
                    int stride = n + random.nextInt(4);
                    int count = 2 + m * stride;
                    float[] s = special ? PanelFixture.patterns(random, count) : PanelFixture.floats(random, count);
                    float[] expected = PanelFixture.floats(random, m + 4);
                    float[] before = expected.clone();
                    naive.run(expected, 3, s, 2, stride, m, n);
                    for (Form form : forms) {
                        float[] actual = before.clone();
                        form.run(actual, 3, s, 2, stride, m, n);
                        PanelFixture.assertSame(expected, actual, m + " x " + n);
                    }
                }
            }
        }
    }

    private static void naiveSum(float[] r, int rAt, float[] s, int sAt, int sStride, int m, int n) {
        for (int i = 0; i < m; i++) {
            int at = sAt + i * sStride;
            float sum = pairs(s, at, 8);
            for (int j = 8; j < n; j += 8) {
                sum += pairs(s, at + j, 8);
            }
            r[rAt + i] = sum;
        }
    }

    private static float pairs(float[] s, int at, int count) {
        return count == 1 ? s[at] : pairs(s, at, count / 2) + pairs(s, at + count / 2, count / 2);
    }

    private static void naiveMax(float[] r, int rAt, float[] s, int sAt, int sStride, int m, int n) {
        for (int i = 0; i < m; i++) {
            float max = Float.NEGATIVE_INFINITY;
            for (int j = 0; j < n; j++) {
                max = Math.max(max, s[sAt + i * sStride + j]);
            }
            r[rAt + i] = max;
        }
    }
}
