package dev.bessemer.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.jit.diagnostic.KernelFaultException;
import dev.bessemer.types.BFloat16Array;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.IntArray;
import dev.bessemer.types.MatrixArray;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link dev.bessemer.intrinsics.Matmul2D} by matrices of four bits an element on every device: all results are exact. */
class Matmul2DFourBitTest {
    /** Rows, columns, K, the first element of B, and by how much its rows are longer: so that rows begin at whole parts of 16 bytes, at bytes, and in their middle. */
    private static final List<List<Integer>> SHAPES = List.of(
            List.of(1, 1, 1, 0, 0),
            List.of(1, 64, 96, 32, 0),
            List.of(33, 47, 33, 5, 2),
            List.of(16, 64, 70, 0, 26),
            List.of(16, 24, 0, 0, 0));

    static Stream<MatmulPlace> places() {
        return MatmulPlace.all();
    }

    static Stream<Arguments> cases() {
        return places().flatMap(place -> SHAPES.stream().map(shape -> Arguments.of(place, shape)));
    }

    private static ByteArray bytes(int size, int seed) {
        Random random = new Random(seed);
        ByteArray array = new ByteArray(Math.max(1, size));
        for (int i = 0; i < size; i++) {
            array.set(i, (byte) random.nextInt(256));
        }
        return array;
    }

    private static int unsigned(ByteArray pairs, int index) {
        int pair = pairs.get(index / 2) & 0xFF;
        return index % 2 == 0 ? pair % 16 : pair / 16;
    }

    private static int signed(ByteArray pairs, int index) {
        int number = unsigned(pairs, index);
        return number < 8 ? number : number - 16;
    }

    private static <A extends MatrixArray<?>> A small(A array, int step) {
        for (int i = 0; i < array.getSize(); i++) {
            array.setFloat(i, i * step % 11 - 5);
        }
        return array;
    }

    private static TaskGraph graph(Object... arrays) {
        return new TaskGraph("g").transferToDevice(DataTransferMode.EVERY_EXECUTION, arrays);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void multiply_halvesTransposedAndPadded_isTheProduct(MatmulPlace place, List<Integer> shape) {
        int m = shape.get(0);
        int n = shape.get(1);
        int depth = shape.get(2);
        int first = shape.get(3);
        int padding = shape.get(4);
        for (int kind = 0; kind < 4; kind++) {
            boolean left = kind % 2 == 1;
            boolean right = kind / 2 == 1;
            int rowB = (right ? depth : n) + padding;
            HalfFloatArray a = small(new HalfFloatArray(Math.max(1, m * depth)), 7);
            ByteArray b = bytes((first + (right ? n : depth) * rowB + 1) / 2, 2);
            FloatArray c = new FloatArray((long) m * n);
            c.init(-77);
            TaskGraph graph = graph(a, b, c)
                    .task(
                            "t",
                            Matmul2DFourBitKernels::halves,
                            new KernelContext(),
                            a,
                            b,
                            c,
                            m,
                            n,
                            depth,
                            first,
                            padding,
                            left,
                            right)
                    .transferToHost(DataTransferMode.EVERY_EXECUTION, c);
            place.run(graph, List.of(Math.ceilDiv(n, 32), Math.ceilDiv(m, 16)), 32);
            for (int i = 0; i < m * n; i++) {
                int row = i / n;
                int column = i % n;
                float expected = 0;
                for (int k = 0; k < depth; k++) {
                    expected += a.getFloat(left ? k * m + row : row * depth + k)
                            * signed(b, first + (right ? column * rowB + k : k * rowB + column));
                }
                assertEquals(expected, c.get(i), "kind " + kind + " row " + row + " column " + column);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void multiplyAccumulate_signedAndUnsignedBytes_wrapsAsJava(MatmulPlace place, List<Integer> shape) {
        int m = shape.get(0);
        int n = shape.get(1);
        int depth = shape.get(2);
        ByteArray a = bytes(m * depth, 3);
        ByteArray b = bytes((depth * n + 1) / 2, 4);
        IntArray c = new IntArray((long) m * n);
        for (int i = 0; i < c.getSize(); i++) {
            c.set(i, Integer.MIN_VALUE + 1000 * i);
        }
        int[] expected = c.toHeapArray();
        for (int i = 0; i < expected.length; i++) {
            int sum = -expected[i];
            for (int k = 0; k < depth; k++) {
                byte x = a.get(i / n * depth + k);
                int y = k * n + i % n;
                sum += x * signed(b, y) + (x & 0xFF) * unsigned(b, y);
            }
            expected[i] = sum;
        }
        TaskGraph graph = graph(a, b, c)
                .task("t", Matmul2DFourBitKernels::bytes, new KernelContext(), a, b, c, m, n, depth)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, c);
        place.run(graph, List.of(Math.ceilDiv(n, 16), Math.ceilDiv(m, 32)), 128);
        assertArrayEquals(expected, c.toHeapArray());
    }

    @ParameterizedTest
    @MethodSource("places")
    void multiply_bfloatsByLocalNumbers_isTheProduct(MatmulPlace place) {
        int n = 13;
        BFloat16Array a = small(new BFloat16Array(169), 3);
        ByteArray b = bytes(128, 5);
        FloatArray c = new FloatArray(169);
        TaskGraph graph = graph(a, b)
                .task("t", Matmul2DFourBitKernels::staged, new KernelContext(), a, b, c, n)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, c);
        place.run(graph, List.of(1, 1), 64);
        for (int i = 0; i < n * n; i++) {
            float expected = 0;
            for (int k = 0; k < n; k++) {
                int right = k * n + i % n;
                expected += a.getFloat(i / n * n + k) * (signed(b, right) + unsigned(b, right));
            }
            assertEquals(2 * expected, c.get(i), "element " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void get_numbersOfFourBits_areRead(MatmulPlace place) {
        ByteArray b = bytes(8, 6);
        IntArray c = new IntArray(15);
        TaskGraph graph = graph(b).task("t", Matmul2DFourBitKernels::elements, b, c, 3, 5)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, c);
        try (ExecutionPlan plan = place.plan(graph)) {
            plan.execute();
        }
        for (int i = 0; i < 15; i++) {
            assertEquals(signed(b, i) + 100 * unsigned(b, i), c.get(i), "element " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void multiply_beyondTheArray_isAFaultAtTheByte(MatmulPlace place) {
        HalfFloatArray a = small(new HalfFloatArray(256), 3);
        ByteArray b = bytes(127, 8);
        FloatArray c = new FloatArray(256);
        TaskGraph graph = graph(a, b)
                .task("t", Matmul2DFourBitKernels::beyond, new KernelContext(), a, b, c)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, c);
        KernelFaultException fault =
                assertThrows(KernelFaultException.class, () -> place.run(graph, List.of(1, 1), 32));
        String message = String.valueOf(fault.getMessage());
        assertTrue(message.contains("Matmul2DFourBitKernels.java") && message.contains("127"), message);
    }
}
