package dev.bessemer.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.jit.diagnostic.KernelFaultException;
import dev.bessemer.types.BFloat16Array;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.MatrixArray;
import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link dev.bessemer.intrinsics.Matmul2D} on every device; the factors are small integers, so that every order of sums gives the same. */
class Matmul2DTest {
    private static final List<List<Integer>> SHAPES = List.of(
            List.of(1, 1, 1), List.of(1, 64, 100), List.of(65, 47, 33), List.of(16, 24, 0), List.of(32, 48, 64));

    static Stream<MatmulPlace> places() {
        return MatmulPlace.all();
    }

    static Stream<Arguments> cases() {
        return places().flatMap(place -> SHAPES.stream()
                .filter(shape -> place != MatmulPlace.JAVA || shape.getFirst() < 65)
                .map(shape -> Arguments.of(place, shape.get(0), shape.get(1), shape.get(2))));
    }

    private static int parts(int extent, int part) {
        return Math.ceilDiv(extent, part);
    }

    private static int size(int rows, int columns) {
        return Math.multiplyExact(rows, columns);
    }

    private static int left(int row, int k) {
        return (row * 5 + k * 3) % 7 - 3;
    }

    private static int right(int k, int column) {
        return (k * 4 + column * 3) % 9 - 4;
    }

    private static double product(int row, int column, int depth) {
        double sum = 0;
        for (int k = 0; k < depth; k++) {
            sum += left(row, k) * right(k, column);
        }
        return sum;
    }

    private static <A extends MatrixArray<?>> A fill(
            A array, int rows, int columns, int stride, IntBinaryOperator element) {
        for (int i = 0; i < array.getSize(); i++) {
            array.setFloat(i, -77);
        }
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                array.setFloat(row * stride + column, element.applyAsInt(row, column));
            }
        }
        return array;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void multiply_transposedAndPadded_isTheProduct(MatmulPlace place, int m, int n, int depth) {
        int padding = depth % 5;
        for (int kind = 0; kind < 4; kind++) {
            boolean turnedLeft = kind % 2 == 1;
            boolean turnedRight = kind / 2 == 1;
            int[] a = turnedLeft ? new int[] {depth, m} : new int[] {m, depth};
            int[] b = turnedRight ? new int[] {n, depth} : new int[] {depth, n};
            FloatArray left = fill(
                    new FloatArray(size(a[0], a[1] + padding)),
                    a[0],
                    a[1],
                    a[1] + padding,
                    (r, c) -> turnedLeft ? left(c, r) : left(r, c));
            FloatArray right = fill(
                    new FloatArray(size(b[0], b[1] + padding)),
                    b[0],
                    b[1],
                    b[1] + padding,
                    (r, c) -> turnedRight ? right(c, r) : right(r, c));
            FloatArray result = fill(new FloatArray(size(m, n + padding)), 0, 0, 1, (r, c) -> 0);
            TaskGraph graph = new TaskGraph("g")
                    .transferToDevice(DataTransferMode.EVERY_EXECUTION, left, right, result)
                    .task(
                            "t",
                            Matmul2DKernels::transposed,
                            new KernelContext(),
                            left,
                            right,
                            result,
                            m,
                            n,
                            depth,
                            padding,
                            turnedLeft,
                            turnedRight)
                    .transferToHost(DataTransferMode.EVERY_EXECUTION, result);
            place.run(graph, List.of(parts(n, 24), parts(m, 16)), 32);
            for (int i = 0; i < result.getSize(); i++) {
                int row = i / (n + padding);
                int column = i % (n + padding);
                double expected = column < n ? product(row, column, depth) : -77;
                assertEquals(expected, result.get(i), "kind " + kind + " row " + row + " column " + column);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void multiplyAccumulate_halvesOverALoop_addsToWhatWasThere(MatmulPlace place, int m, int n, int depth) {
        HalfFloatArray a = fill(new HalfFloatArray(size(m, depth)), m, depth, depth, Matmul2DTest::left);
        HalfFloatArray b = fill(new HalfFloatArray(size(depth, n)), depth, n, n, Matmul2DTest::right);
        FloatArray c = fill(new FloatArray(size(m, n)), m, n, n, (row, column) -> row - column);
        TaskGraph graph = new TaskGraph("g")
                .transferToDevice(DataTransferMode.EVERY_EXECUTION, a, b, c)
                .task("t", Matmul2DKernels::halves, new KernelContext(), a, b, c, m, n, depth)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, c);
        place.run(graph, List.of(parts(n, 32), parts(m, 32)), 128);
        for (int i = 0; i < m * n; i++) {
            int row = i / n;
            int column = i % n;
            double expected = Math.max(product(row, column, depth) + row - column, 0);
            assertEquals(expected, c.get(i), "row " + row + " column " + column);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void mapIndexed_bfloats_knowsEachElementsPlace(MatmulPlace place, int m, int n, int depth) {
        BFloat16Array a = fill(new BFloat16Array(size(m, depth)), m, depth, depth, Matmul2DTest::left);
        BFloat16Array b = fill(new BFloat16Array(size(depth, n)), depth, n, n, Matmul2DTest::right);
        FloatArray c = new FloatArray(size(m, n));
        TaskGraph graph = new TaskGraph("g")
                .transferToDevice(DataTransferMode.EVERY_EXECUTION, a, b)
                .task("t", Matmul2DKernels::places, new KernelContext(), a, b, c, m, n, depth)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, c);
        place.run(graph, List.of(parts(n, 64), parts(m, 16)), 256);
        for (int i = 0; i < m * n; i++) {
            assertEquals(product(i / n, i % n, depth) + 1000 * (i / n) + i % n, c.get(i), "element " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void multiply_localArrays_isTheProduct(MatmulPlace place) {
        HalfFloatArray a = fill(new HalfFloatArray(256), 16, 16, 16, Matmul2DTest::left);
        HalfFloatArray b = fill(new HalfFloatArray(256), 16, 16, 16, Matmul2DTest::right);
        FloatArray c = new FloatArray(256);
        TaskGraph graph = new TaskGraph("g")
                .transferToDevice(DataTransferMode.EVERY_EXECUTION, a, b)
                .task("t", Matmul2DKernels::staged, new KernelContext(), a, b, c)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, c);
        place.run(graph, List.of(1, 1), 64);
        for (int i = 0; i < 256; i++) {
            assertEquals(product(i / 16, i % 16, 16), c.get(i), "element " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void multiply_viewBeyondItsArray_isAFault(MatmulPlace place) {
        FloatArray a = new FloatArray(255);
        FloatArray c = new FloatArray(256);
        TaskGraph graph = new TaskGraph("g")
                .transferToDevice(DataTransferMode.EVERY_EXECUTION, a)
                .task("t", Matmul2DKernels::beyond, new KernelContext(), a, c)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, c);
        KernelFaultException fault =
                assertThrows(KernelFaultException.class, () -> place.run(graph, List.of(1, 1), 32));
        assertTrue(String.valueOf(fault.getMessage()).contains("Matmul2DKernels.java"), fault.getMessage());
    }
}
