package dev.bessemer.runtime;

import static dev.bessemer.runtime.ByteMatrices.bytes;
import static dev.bessemer.runtime.ByteMatrices.product;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.IntArray;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ints, floats and bytes made of each other behind a product, on every device: all results are exact. */
class RequantisingTest {
    private static final int N = 13;

    static Stream<MatmulPlace> places() {
        return MatmulPlace.all();
    }

    private static TaskGraph graph(Object... arrays) {
        return new TaskGraph("g").transferToDevice(DataTransferMode.EVERY_EXECUTION, arrays);
    }

    @ParameterizedTest
    @MethodSource("places")
    void store_bytesByAScaleForEachColumn_areTheNearest(MatmulPlace place) {
        int m = 37;
        int n = 21;
        int depth = 50;
        int zero = -3;
        ByteArray a = bytes(m * depth, 1);
        ByteArray b = bytes(depth * n, 2);
        FloatArray scales = new FloatArray(n);
        for (int i = 0; i < n; i++) {
            scales.set(i, 1f / (1 << (4 + i % 10)));
        }
        ByteArray c = new ByteArray((long) m * n);
        TaskGraph graph = graph(a, b, scales)
                .task("t", RequantisingKernels::columns, new KernelContext(), a, b, scales, c, m, n, depth, zero)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, c);
        place.run(graph, List.of(2, 2), 64);
        int[] sums = product(a, b, m, n, depth);
        for (int i = 0; i < sums.length; i++) {
            long nearest = (long) Math.rint(sums[i] * scales.get(i % n)) + zero;
            assertEquals(Math.clamp(nearest, -128, 127), c.get(i), "element " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void mapInts_toBytesByOneScale_areTheNearest(MatmulPlace place) {
        ByteArray a = bytes(N * N, 3);
        ByteArray b = bytes(N * N, 4);
        ByteArray c = new ByteArray(N * N);
        float scale = 0x1p-8f;
        TaskGraph graph = graph(a, b)
                .task("t", RequantisingKernels::whole, new KernelContext(), a, b, c, N, scale)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, c);
        place.run(graph, List.of(1, 1), 32);
        int[] sums = product(a, b, N, N, N);
        for (int i = 0; i < sums.length; i++) {
            assertEquals(Math.clamp((long) Math.rint(sums[i] * scale), -128, 127), c.get(i), "element " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void mapInts_castsOfFloats_areJavas(MatmulPlace place) {
        ByteArray a = bytes(N * N, 5);
        ByteArray b = bytes(N * N, 6);
        int[] sums = product(a, b, N, N, N);
        for (float scale : new float[] {0.37f, -1e-3f, 1e30f, Float.NEGATIVE_INFINITY, Float.NaN}) {
            IntArray c = new IntArray(N * N);
            TaskGraph graph = graph(a, b)
                    .task("t", RequantisingKernels::cast, new KernelContext(), a, b, c, N, scale)
                    .transferToHost(DataTransferMode.EVERY_EXECUTION, c);
            place.run(graph, List.of(1, 1), 32);
            int[] expected = new int[sums.length];
            for (int i = 0; i < sums.length; i++) {
                expected[i] = (int) (sums[i] * scale);
            }
            assertArrayEquals(expected, c.toHeapArray(), "scale " + scale);
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void set_floatsToIntsAndBytes_areJavasCasts(MatmulPlace place) {
        float[] samples = {1.75f, -1.75f, 2e9f, 3e9f, -3e9f, Float.POSITIVE_INFINITY, Float.NaN, 300.5f, -129.5f, 0};
        FloatArray a = new FloatArray(N * N);
        FloatArray b = new FloatArray(N * N);
        for (int i = 0; i < N * N; i++) {
            int column = i % N;
            a.set(i, column == 0 ? samples[i / N % samples.length] : 0);
            b.set(i, i < N ? 1 : 0);
        }
        IntArray c = new IntArray(N * N);
        ByteArray d = new ByteArray(N * N);
        TaskGraph graph = graph(a, b)
                .task("t", RequantisingKernels::floats, new KernelContext(), a, b, c, d, N)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, c, d);
        place.run(graph, List.of(1, 1), 64);
        for (int i = 0; i < N * N; i++) {
            float x = samples[i / N % samples.length];
            assertEquals((int) x, c.get(i), "int of " + x);
            assertEquals((byte) x, d.get(i), "byte of " + x);
        }
    }

    /** The products are beyond an int, and wrap. */
    @ParameterizedTest
    @MethodSource("places")
    void store_intsReducedInLocalMemory_areExact(MatmulPlace place) {
        ByteArray a = bytes(N * N, 7);
        ByteArray b = bytes(N * N, 8);
        IntArray c = new IntArray(N * N);
        IntArray largest = new IntArray(N);
        IntArray sums = new IntArray(N);
        TaskGraph graph = graph(a, b)
                .task("t", RequantisingKernels::rows, new KernelContext(), a, b, c, largest, sums, N)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, c, largest, sums);
        place.run(graph, List.of(1, 1), 32);
        int[] products = product(a, b, N, N, N);
        for (int row = 0; row < N; row++) {
            int most = Integer.MIN_VALUE;
            int sum = 0;
            for (int i = 0; i < N; i++) {
                most = Math.max(most, products[row * N + i] * 50_000);
                sum += products[row * N + i] * 50_000;
            }
            assertEquals(most, largest.get(row), "largest of row " + row);
            assertEquals(sum, sums.get(row), "sum of row " + row);
            for (int i = 0; i < N; i++) {
                assertEquals(products[row * N + i] * 50_000 - most, c.get(row * N + i), "row " + row);
            }
        }
    }
}
