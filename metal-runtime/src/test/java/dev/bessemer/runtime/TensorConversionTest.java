package dev.bessemer.runtime;

import static dev.bessemer.runtime.ByteMatrices.bytes;
import static dev.bessemer.runtime.ByteMatrices.product;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.IntArray;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tensors of ints that become floats and back, on every device: all results are exact. */
class TensorConversionTest {
    private static final int N = 13;

    static Stream<MatmulPlace> places() {
        return MatmulPlace.all();
    }

    static Stream<Arguments> placesAndScopes() {
        return places().flatMap(place -> Stream.of(1, 4).map(simdgroups -> Arguments.of(place, simdgroups)));
    }

    /** Powers of two, by which every product is exact. */
    private static FloatArray scales(int size, int least) {
        FloatArray array = new FloatArray(size);
        for (int i = 0; i < size; i++) {
            array.set(i, Math.scalb(i % 3 == 0 ? -1f : 1f, i % 4 - least));
        }
        return array;
    }

    private static TaskGraph graph(Object... arrays) {
        return new TaskGraph("g").transferToDevice(DataTransferMode.EVERY_EXECUTION, arrays);
    }

    @ParameterizedTest
    @MethodSource("placesAndScopes")
    void toFloats_scaledByRowsAndColumns_isTheProductDequantised(MatmulPlace place, int simdgroups) {
        int m = 75;
        int n = 37;
        int depth = 50;
        ByteArray a = bytes(m * depth, 1);
        ByteArray b = bytes(depth * n, 2);
        FloatArray ofRows = scales(m, 6);
        FloatArray ofColumns = scales(n, 9);
        HalfFloatArray c = new HalfFloatArray((long) m * n);
        TaskGraph graph = graph(a, b, ofRows, ofColumns)
                .task(
                        "t",
                        TensorConversionKernels::dequantise,
                        new KernelContext(),
                        a,
                        b,
                        ofRows,
                        ofColumns,
                        c,
                        m,
                        n,
                        depth,
                        simdgroups)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, c);
        place.run(graph, List.of(simdgroups == 1 ? 1 : 2, 2), 128);
        int[] sums = product(a, b, m, n, depth);
        for (int i = 0; i < sums.length; i++) {
            float scaled = sums[i] * ofRows.get(i / n) * ofColumns.get(i % n);
            assertEquals(Float.float16ToFloat(Float.floatToFloat16(scaled)), c.getFloat(i), "element " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void toInts_ofScaledProducts_isJavasCastAndCanBeAddedTo(MatmulPlace place) {
        ByteArray a = bytes(N * N, 3);
        ByteArray b = bytes(N * N, 4);
        int[] sums = product(a, b, N, N, N);
        for (float scale : new float[] {0.37f, 1e30f, Float.NaN}) {
            IntArray c = new IntArray(N * N);
            TaskGraph graph = graph(a, b)
                    .task("t", TensorConversionKernels::thereAndBack, new KernelContext(), a, b, c, N, scale)
                    .transferToHost(DataTransferMode.EVERY_EXECUTION, c);
            place.run(graph, List.of(1, 1), 32);
            int[] expected = new int[sums.length];
            for (int i = 0; i < sums.length; i++) {
                int once = (int) (sums[i] * scale);
                expected[i] = (int) ((sums[i] + once) * scale);
            }
            assertArrayEquals(expected, c.toHeapArray(), "scale " + scale);
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void toInts_ofProductsOfFloats_givesTensorsOfIntsAndFloats(MatmulPlace place) {
        int depth = 9;
        FloatArray a = new FloatArray(16L * depth);
        FloatArray b = new FloatArray(32L * depth);
        for (int i = 0; i < a.getSize(); i++) {
            a.set(i, (i * 7 % 23 - 11) / 4f);
        }
        for (int i = 0; i < b.getSize(); i++) {
            b.set(i, (i * 5 % 19 - 9) / 2f);
        }
        IntArray ints = new IntArray(16 * 32);
        FloatArray floats = new FloatArray(16 * 32);
        FloatArray largest = new FloatArray(16);
        FloatArray sums = new FloatArray(16);
        TaskGraph graph = graph(a, b)
                .task(
                        "t",
                        TensorConversionKernels::truncate,
                        new KernelContext(),
                        a,
                        b,
                        ints,
                        floats,
                        largest,
                        sums,
                        depth)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, ints, floats, largest, sums);
        place.run(graph, List.of(1, 1), 64);
        for (int row = 0; row < 16; row++) {
            float most = Float.NEGATIVE_INFINITY;
            float all = 0;
            for (int column = 0; column < 32; column++) {
                float sum = 0;
                for (int k = 0; k < depth; k++) {
                    sum += a.get(row * depth + k) * b.get(k * 32 + column);
                }
                int i = row * 32 + column;
                assertEquals((int) sum, ints.get(i), "element " + i);
                assertEquals(3f * (int) sum, floats.get(i), "element " + i);
                most = Math.max(most, 3 * (int) sum);
                all += 3 * (int) sum;
            }
            assertEquals(most, largest.get(row), "largest of row " + row);
            assertEquals(all, sums.get(row), "sum of row " + row);
        }
    }

    @ParameterizedTest
    @MethodSource("placesAndScopes")
    void multiply_byProductsOfBytesAsFloats_isTheProductOfThose(MatmulPlace place, int simdgroups) {
        int depth = 20;
        ByteArray a = bytes(32 * depth, 5);
        ByteArray b = bytes(depth * 32, 6);
        HalfFloatArray v = new HalfFloatArray(32 * 16);
        for (int i = 0; i < v.getSize(); i++) {
            v.setFloat(i, i * 5 % 7 - 3);
        }
        FloatArray c = new FloatArray(32 * 16);
        float scale = 1 / 64f;
        TaskGraph graph = graph(a, b, v)
                .task("t", TensorConversionKernels::held, new KernelContext(), a, b, v, c, depth, scale, simdgroups)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, c);
        place.run(graph, List.of(1, 1), 128);
        int[] scores = product(a, b, 32, 32, depth);
        for (int i = 0; i < c.getSize(); i++) {
            float sum = 0;
            for (int k = 0; k <= i / 16; k++) {
                sum += scores[i / 16 * 32 + k] * scale * v.getFloat(k * 16 + i % 16);
            }
            assertEquals(sum, c.get(i), "element " + i);
        }
    }
}
