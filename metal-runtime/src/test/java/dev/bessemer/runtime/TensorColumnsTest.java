package dev.bessemer.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.IntArray;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Columns of tensors on every device; all numbers are integers so small that every order of sums gives the same. */
class TensorColumnsTest {
    private static final int M = 100;
    private static final int N = 27;
    private static final int DEPTH = 8;
    private static final int BLOCK = 64;

    static Stream<MatmulPlace> places() {
        return MatmulPlace.all();
    }

    static Stream<Arguments> placesAndScopes() {
        return places().flatMap(place -> Stream.of(1, 4).map(simdgroups -> Arguments.of(place, simdgroups)));
    }

    private static double product(FloatArray a, HalfFloatArray b, int row, int column) {
        double sum = 0;
        for (int i = 0; i < DEPTH && row < M; i++) {
            sum += (double) a.get(row * DEPTH + i) * b.getFloat(i * N + column);
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("placesAndScopes")
    void columnMaxAndColumnSum_blocksOfRows_areThoseOfEachColumn(MatmulPlace place, int simdgroups) {
        FloatArray a = new FloatArray(M * DEPTH);
        HalfFloatArray b = new HalfFloatArray(DEPTH * N);
        IntArray bias = new IntArray(N);
        ByteArray scale = new ByteArray(M);
        for (int i = 0; i < M * DEPTH; i++) {
            a.set(i, i * 5 % 7 - 3);
        }
        for (int i = 0; i < DEPTH * N; i++) {
            b.setFloat(i, i * 3 % 11 - 5);
        }
        for (int i = 0; i < N; i++) {
            bias.set(i, 100 * i - 700);
        }
        for (int i = 0; i < M; i++) {
            scale.set(i, (byte) (i * 3));
        }
        FloatArray c = new FloatArray(M * N);
        FloatArray most = new FloatArray(2 * N);
        HalfFloatArray sums = new HalfFloatArray(2 * N);
        FloatArray tops = new FloatArray(2);
        TaskGraph graph = new TaskGraph("g")
                .transferToDevice(DataTransferMode.EVERY_EXECUTION, a, b, bias, scale)
                .task(
                        "t",
                        TensorColumnsKernels::epilogue,
                        new KernelContext(),
                        a,
                        b,
                        bias,
                        scale,
                        c,
                        most,
                        sums,
                        tops,
                        M,
                        N,
                        simdgroups)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, c, most, sums, tops);
        place.run(graph, List.of(simdgroups == 1 ? 1 : 2, 1), 128);
        double[] highest = {0, 0}; // columns beyond the last count, too
        for (int block = 0; block < 2; block++) {
            for (int column = 0; column < N; column++) {
                double largest = Double.NEGATIVE_INFINITY;
                double sum = 0;
                for (int row = BLOCK * block; row < BLOCK * (block + 1); row++) {
                    largest = Math.max(largest, product(a, b, row, column));
                    sum += product(a, b, row, column);
                }
                highest[block] = Math.max(highest[block], largest);
                assertEquals(largest, most.get(block * N + column), "largest of column " + column);
                assertEquals(sum, sums.getFloat(block * N + column), "sum of column " + column);
                for (int row = BLOCK * block; row < Math.min(M, BLOCK * (block + 1)); row++) {
                    double expected =
                            (product(a, b, row, column) + bias.get(column)) * (scale.get(row) & 0xFF) - largest;
                    assertEquals(expected, c.get(row * N + column), "row " + row + " column " + column);
                }
            }
            assertEquals(highest[block], tops.get(block), "largest of block " + block);
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void store_localArrays_holdsRowsAndColumns(MatmulPlace place) {
        FloatArray a = new FloatArray(16 * 24);
        for (int i = 0; i < 16 * 24; i++) {
            a.set(i, i % 37 - 11);
        }
        FloatArray out = new FloatArray(40);
        TaskGraph graph = new TaskGraph("g")
                .transferToDevice(DataTransferMode.EVERY_EXECUTION, a)
                .task("t", TensorColumnsKernels::local, new KernelContext(), a, out)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, out);
        place.run(graph, List.of(1, 1), 32);
        double[] expected = new double[40];
        for (int i = 0; i < 16 * 24; i++) {
            expected[i % 24] += a.get(i);
            expected[24 + i / 24] += a.get(i);
        }
        for (int i = 0; i < 40; i++) {
            assertEquals(expected[i], out.get(i), "number " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void maxima_ofZerosOfBothSignsAndNaN_areMathMax(MatmulPlace place) {
        for (float last : new float[] {-1, Float.NaN}) {
            FloatArray a = new FloatArray(16 * 24);
            for (int i = 0; i < a.getSize(); i++) {
                a.set(i, i % 7 == 3 ? 0f : i % 5 == 2 ? -i : -0f);
            }
            a.set(100, last);
            for (int column = 0; column < 24; column++) {
                a.set(24 + column, -0f);
            }
            FloatArray out = new FloatArray(41);
            TaskGraph graph = new TaskGraph("g")
                    .transferToDevice(DataTransferMode.EVERY_EXECUTION, a)
                    .task("t", TensorColumnsKernels::largest, new KernelContext(), a, out)
                    .transferToHost(DataTransferMode.EVERY_EXECUTION, out);
            place.run(graph, List.of(1, 1), 32);
            float[] expected = new float[41];
            Arrays.fill(expected, Float.NEGATIVE_INFINITY);
            for (int i = 0; i < a.getSize(); i++) {
                expected[i / 24] = Math.max(expected[i / 24], a.get(i));
                expected[16 + i % 24] = Math.max(expected[16 + i % 24], a.get(i));
                expected[40] = Math.max(expected[40], a.get(i));
            }
            assertArrayEquals(expected, out.toHeapArray(), "with " + last);
        }
    }
}
