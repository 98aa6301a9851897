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

/** {@link dev.bessemer.intrinsics.Matmul2D} with matrices of bytes on every device: all results are exact. */
class Matmul2DByteTest {
    /** The last one's sums are beyond 2^24, where floats lack integers. */
    private static final List<List<Integer>> SHAPES = List.of(
            List.of(1, 1, 1), List.of(1, 64, 100), List.of(65, 47, 33), List.of(16, 24, 0), List.of(17, 10, 2100));

    static Stream<MatmulPlace> places() {
        return MatmulPlace.all();
    }

    static Stream<Arguments> cases() {
        return places().flatMap(place -> SHAPES.stream()
                .filter(shape -> place != MatmulPlace.JAVA || shape.getFirst() < 65)
                .map(shape -> Arguments.of(place, shape.get(0), shape.get(1), shape.get(2))));
    }

    /** Numbers of great magnitude, most of one sign, so that sums grow. */
    private static ByteArray bytes(int size, int seed) {
        Random random = new Random(seed);
        ByteArray array = new ByteArray(Math.max(1, size));
        for (int i = 0; i < size; i++) {
            array.set(i, (byte) (random.nextInt(8) == 0 ? random.nextInt(256) : -128 + random.nextInt(4)));
        }
        return array;
    }

    private static void run(MatmulPlace place, TaskGraph graph, IntArray c, List<Integer> groups, int threads) {
        place.run(graph.transferToHost(DataTransferMode.EVERY_EXECUTION, c), groups, threads);
    }

    private static TaskGraph graph(Object... arrays) {
        return new TaskGraph("g").transferToDevice(DataTransferMode.EVERY_EXECUTION, arrays);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void multiply_transposedAndPadded_isTheExactProduct(MatmulPlace place, int m, int n, int depth) {
        int padding = depth % 5;
        for (int kind = 0; kind < 4; kind++) {
            boolean left = kind % 2 == 1;
            boolean right = kind / 2 == 1;
            int rowA = (left ? m : depth) + padding;
            int rowB = (right ? depth : n) + padding;
            ByteArray a = bytes((left ? depth : m) * rowA, 1);
            ByteArray b = bytes((right ? n : depth) * rowB, 2);
            IntArray c = new IntArray((long) m * (n + padding));
            c.init(-77);
            TaskGraph graph = graph(a, b, c)
                    .task(
                            "t",
                            Matmul2DByteKernels::transposed,
                            new KernelContext(),
                            a,
                            b,
                            c,
                            m,
                            n,
                            depth,
                            padding,
                            left,
                            right);
            run(place, graph, c, List.of(Math.ceilDiv(n, 24), Math.ceilDiv(m, 16)), 32);
            for (int i = 0; i < c.getSize(); i++) {
                int row = i / (n + padding);
                int column = i % (n + padding);
                int expected = column < n ? 0 : -77;
                for (int k = 0; k < depth && column < n; k++) {
                    expected += a.get(left ? k * rowA + row : row * rowA + k)
                            * b.get(right ? column * rowB + k : k * rowB + column);
                }
                assertEquals(expected, c.get(i), "kind " + kind + " row " + row + " column " + column);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void multiplyAccumulate_signedAndUnsigned_wrapsAsJava(MatmulPlace place, int m, int n, int depth) {
        ByteArray a = bytes(m * depth, 3);
        ByteArray b = bytes(depth * n, 4);
        IntArray c = new IntArray((long) m * n);
        for (int i = 0; i < c.getSize(); i++) {
            c.set(i, Integer.MAX_VALUE - 1000 * i);
        }
        int[] expected = c.toHeapArray();
        for (int i = 0; i < expected.length; i++) {
            int signed = 0;
            int half = 0;
            int unsigned = 0;
            for (int k = 0; k < depth; k++) {
                byte x = a.get(i / n * depth + k);
                byte y = b.get(k * n + i % n);
                signed += x * y;
                half += (x & 0xFF) * y;
                unsigned += (x & 0xFF) * (y & 0xFF);
            }
            expected[i] = 2 * (3 * signed - expected[i]) + half + unsigned;
        }
        TaskGraph graph =
                graph(a, b, c).task("t", Matmul2DByteKernels::signs, new KernelContext(), a, b, c, m, n, depth);
        run(place, graph, c, List.of(Math.ceilDiv(n, 16), Math.ceilDiv(m, 32)), 128);
        assertArrayEquals(expected, c.toHeapArray());
    }

    private static <A extends MatrixArray<?>> A small(A array, int step) {
        for (int i = 0; i < array.getSize(); i++) {
            array.setFloat(i, i * step % 11 - 5);
        }
        return array;
    }

    @ParameterizedTest
    @MethodSource("places")
    void multiply_floatsByBytes_isTheProduct(MatmulPlace place) {
        int n = 13;
        HalfFloatArray halves = small(new HalfFloatArray(169), 3);
        BFloat16Array bfloats = small(new BFloat16Array(169), 7);
        FloatArray floats = small(new FloatArray(169), 5);
        ByteArray bytes = bytes(n * n, 5);
        FloatArray c = new FloatArray(169);
        TaskGraph graph = graph(halves, bfloats, floats, bytes)
                .task("t", Matmul2DByteKernels::mixed, new KernelContext(), halves, bfloats, floats, bytes, c, n)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, c);
        place.run(graph, List.of(1, 1), 64);
        for (int i = 0; i < n * n; i++) {
            float expected = 0;
            for (int k = 0; k < n; k++) {
                int left = i / n * n + k;
                int right = k * n + i % n;
                expected += (halves.getFloat(left) + bfloats.getFloat(left)) * bytes.get(right)
                        + (bytes.get(left) & 0xFF) * floats.get(right);
            }
            assertEquals(2 * expected, c.get(i), "element " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void multiply_heldByBytes_isTheProduct(MatmulPlace place) {
        FloatArray a = small(new FloatArray(256), 3);
        ByteArray b = new ByteArray(256);
        for (int i = 0; i < 256; i++) {
            b.set(i, (byte) (i * 7 % 9 - 4));
        }
        FloatArray c = new FloatArray(256);
        TaskGraph graph = graph(a, b)
                .task("t", Matmul2DByteKernels::held, new KernelContext(), a, b, c)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, c);
        place.run(graph, List.of(1, 1), 32);
        float[] once = times(a.toHeapArray(), b);
        assertArrayEquals(times(once, b), c.toHeapArray());
    }

    private static float[] times(float[] a, ByteArray b) {
        float[] product = new float[256];
        for (int i = 0; i < 256; i++) {
            for (int k = 0; k < 16; k++) {
                product[i] += a[i / 16 * 16 + k] * b.get(16 * k + i % 16);
            }
        }
        return product;
    }

    @ParameterizedTest
    @MethodSource("places")
    void multiply_localBytes_isTheProduct(MatmulPlace place) {
        ByteArray a = bytes(256, 6);
        ByteArray b = bytes(256, 7);
        IntArray c = new IntArray(256);
        TaskGraph graph = graph(a, b).task("t", Matmul2DByteKernels::staged, new KernelContext(), a, b, c);
        run(place, graph, c, List.of(1, 1), 64);
        for (int i = 0; i < 256; i++) {
            int expected = 0;
            for (int k = 0; k < 16; k++) {
                expected += a.get(i / 16 * 16 + k) * b.get(16 * k + i % 16);
            }
            assertEquals(expected, c.get(i), "element " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void multiply_bytesBeyondTheirArray_isAFault(MatmulPlace place) {
        ByteArray a = bytes(255, 8);
        IntArray c = new IntArray(256);
        TaskGraph graph = graph(a).task("t", Matmul2DByteKernels::beyond, new KernelContext(), a, c)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, c);
        KernelFaultException fault =
                assertThrows(KernelFaultException.class, () -> place.run(graph, List.of(1, 1), 32));
        assertTrue(String.valueOf(fault.getMessage()).contains("Matmul2DByteKernels.java"), fault.getMessage());
    }
}
