package dev.bessemer.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.MatrixArray;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows of tensors, and tensors as factors, on every device; all numbers are integers so small that every order of sums gives the same. */
class TensorRowsTest {
    static Stream<MatmulPlace> places() {
        return MatmulPlace.all();
    }

    static Stream<Arguments> placesAndScopes() {
        return places().flatMap(place -> Stream.of(1, 4).map(simdgroups -> Arguments.of(place, simdgroups)));
    }

    private static <A extends MatrixArray<?>> A fill(A array, IntUnaryOperator element) {
        for (int i = 0; i < array.getSize(); i++) {
            array.setFloat(i, element.applyAsInt(i));
        }
        return array;
    }

    private static int size(int rows, int columns) {
        return Math.multiplyExact(rows, columns);
    }

    private static double product(MatrixArray<?> a, int row, MatrixArray<?> b, int other, int depth) {
        double sum = 0;
        for (int i = 0; i < depth; i++) {
            sum += (double) a.getFloat(row * depth + i) * b.getFloat(other * depth + i);
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("places")
    void rowMaxAndRowSum_someRows_areThoseOfEachRow(MatmulPlace place) {
        int n = 43;
        FloatArray a = fill(new FloatArray(size(n, 8)), i -> i * 5 % 7 - 3);
        FloatArray b = fill(new FloatArray(size(16, 8)), i -> i * 3 % 11 - 5);
        HalfFloatArray c = new HalfFloatArray(size(n, 16));
        FloatArray largest = new FloatArray(n);
        FloatArray sums = new FloatArray(n);
        TaskGraph graph = new TaskGraph("g")
                .transferToDevice(DataTransferMode.EVERY_EXECUTION, a, b)
                .task("t", TensorRowsKernels::reduce, new KernelContext(), a, b, c, largest, sums, n)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, c, largest, sums);
        place.run(graph, List.of(1, 2), 32);
        for (int row = 0; row < n; row++) {
            double most = Double.NEGATIVE_INFINITY;
            double sum = 0;
            for (int column = 0; column < 16; column++) {
                most = Math.max(most, product(a, row, b, column, 8));
                sum += product(a, row, b, column, 8);
            }
            assertEquals(most, largest.get(row), "largest of row " + row);
            assertEquals(sum, sums.get(row), "sum of row " + row);
            for (int column = 0; column < 16; column++) {
                assertEquals(product(a, row, b, column, 8) - most, c.getFloat(row * 16 + column), "row " + row);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("placesAndScopes")
    void multiplyAccumulate_heldTensorInALoop_addsItsProducts(MatmulPlace place, int simdgroups) {
        int m = 21;
        int n = 70;
        HalfFloatArray a = fill(new HalfFloatArray(size(m, 16)), i -> i * 5 % 3 - 1);
        HalfFloatArray b = fill(new HalfFloatArray(size(n, 16)), i -> i * 3 % 5 - 2);
        HalfFloatArray v = fill(new HalfFloatArray(size(n, 64)), i -> i * 7 % 5 - 2);
        ByteArray flags = new ByteArray(size(m, n));
        for (int i = 0; i < m * n; i++) {
            flags.set(i, (byte) (i * 7 % 3 == 0 ? 0 : 1));
        }
        FloatArray c = new FloatArray(size(m, 64));
        FloatArray largest = new FloatArray(m);
        TaskGraph graph = new TaskGraph("g")
                .transferToDevice(DataTransferMode.EVERY_EXECUTION, a, b, v, flags)
                .task("t", TensorRowsKernels::online, new KernelContext(), a, b, v, flags, c, largest, m, n, simdgroups)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, c, largest);
        place.run(graph, List.of(simdgroups == 1 ? 1 : 2, 1), 128);
        for (int row = 0; row < m; row++) {
            double[] scores = new double[n];
            double most = -1000;
            for (int key = 0; key < n; key++) {
                scores[key] = flags.get(row * n + key) == 0 ? -1000 : product(a, row, b, key, 16);
                most = Math.max(most, scores[key]);
            }
            assertEquals(Math.max(most, n % 32 == 0 ? -1000 : 0), largest.get(row), "largest of row " + row);
            for (int column = 0; column < 64; column++) {
                double sum = 0;
                for (int key = 0; key < n; key++) {
                    sum += (scores[key] - 3 * (key / 32)) * v.getFloat(key * 64 + column);
                }
                assertEquals(sum, c.get(row * 64 + column), "row " + row + " column " + column);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void map_bandsOfSeveralSimdgroups_takesEachRowsOwn(MatmulPlace place) {
        HalfFloatArray a = fill(new HalfFloatArray(size(32, 24)), i -> i * 5 % 7 - 3);
        FloatArray b = fill(new FloatArray(size(24, 16)), i -> i * 3 % 11 - 5);
        FloatArray c = new FloatArray(size(32, 16));
        TaskGraph graph = new TaskGraph("g")
                .transferToDevice(DataTransferMode.EVERY_EXECUTION, a, b)
                .task("t", TensorRowsKernels::bands, new KernelContext(), a, b, c)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, c);
        place.run(graph, List.of(1, 1), 64);
        for (int row = 0; row < 32; row++) {
            double[] products = new double[16];
            double most = Double.NEGATIVE_INFINITY;
            for (int column = 0; column < 16; column++) {
                for (int i = 0; i < 24; i++) {
                    products[column] += (double) a.getFloat(row * 24 + i) * b.get(i * 16 + column);
                }
                most = Math.max(most, products[column]);
            }
            for (int column = 0; column < 16; column++) {
                assertEquals(Math.max(products[column], 2 * most), c.get(row * 16 + column), "row " + row);
            }
        }
    }
}
