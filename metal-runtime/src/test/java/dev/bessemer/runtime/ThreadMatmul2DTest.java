package dev.bessemer.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloat;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.IntArray;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link dev.bessemer.intrinsics.ThreadMatmul2D}, and products that go into views, on every device. */
class ThreadMatmul2DTest {
    private static final int COUNT = 37;
    private static final int DEPTH = 4;

    static Stream<MatmulPlace> places() {
        return MatmulPlace.all();
    }

    static Stream<Arguments> transposes() {
        return places().flatMap(place -> Stream.of(false, true)
                .flatMap(left -> Stream.of(false, true).map(right -> Arguments.of(place, left, right))));
    }

    private static HalfFloatArray halves(int size) {
        HalfFloatArray array = new HalfFloatArray(size);
        for (int i = 0; i < size; i++) {
            array.setFloat(i, i * 5 % 17 - 8);
        }
        return array;
    }

    private static FloatArray floats(int size) {
        FloatArray array = new FloatArray(size);
        for (int i = 0; i < size; i++) {
            array.set(i, i * 7 % 23 - 11);
        }
        return array;
    }

    private static ByteArray bytes(int size, IntUnaryOperator value) {
        ByteArray array = new ByteArray(size);
        for (int i = 0; i < size; i++) {
            array.set(i, (byte) value.applyAsInt(i));
        }
        return array;
    }

    @ParameterizedTest
    @MethodSource("transposes")
    void multiplyInto_byEachThread_isItsProduct(MatmulPlace place, boolean left, boolean right) {
        HalfFloatArray a = halves(COUNT * 3 * DEPTH);
        FloatArray b = floats(COUNT * DEPTH * 2);
        FloatArray c = floats(COUNT * 6);
        KernelContext k = new KernelContext();
        TaskGraph graph = new TaskGraph("g")
                .transferToDevice(DataTransferMode.EVERY_EXECUTION, a, b, c)
                .task("t", ThreadMatmul2DKernels::transposed, k, a, b, c, COUNT, DEPTH, left, right)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, c);
        place.run(graph, List.of(2, 1), 32);
        for (int i = 0; i < c.getSize(); i++) {
            int matrix = i / 6;
            int row = i % 6 / 2;
            int column = i % 2;
            float sum = 0;
            for (int p = 0; p < DEPTH; p++) {
                float x = a.getFloat(matrix * 12 + (left ? p * 3 + row : row * DEPTH + p));
                sum += x * b.get(matrix * 8 + (right ? column * DEPTH + p : p * 2 + column));
            }
            assertEquals(3 * sum, c.get(i), "matrix " + matrix + ", row " + row + ", column " + column);
        }
    }

    /** Sums of more than 24 bits, which floats do not hold. */
    @ParameterizedTest
    @MethodSource("places")
    void multiplyInto_ofBytes_isExact(MatmulPlace place) {
        int depth = 700;
        int columns = 3;
        ByteArray a = bytes(COUNT * depth, i -> 127 - i % 3);
        ByteArray b = bytes(depth * columns, i -> -1 - i % 5);
        ByteArray pairs = bytes((columns * depth + 1) / 2, i -> i * 37);
        IntArray c = new IntArray((long) COUNT * columns);
        HalfFloatArray d = new HalfFloatArray((long) COUNT * columns);
        TaskGraph graph = new TaskGraph("g")
                .transferToDevice(DataTransferMode.EVERY_EXECUTION, a, b, pairs)
                .task("t", ThreadMatmul2DKernels::bytes, new KernelContext(), a, b, pairs, c, d, COUNT, depth, columns)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, c, d);
        place.run(graph, List.of(2, 1), 32);
        for (int i = 0; i < c.getSize(); i++) {
            int row = i / columns;
            int column = i % columns;
            int sum = 0;
            int ofFours = 0;
            for (int p = 0; p < depth; p++) {
                sum += a.get(row * depth + p) * (b.get(p * columns + column) & 0xFF);
                int at = column * depth + p;
                int four = (byte) (pairs.get(at / 2) << (at % 2 == 0 ? 4 : 0)) >> 4;
                ofFours += p < 3 ? a.get(row * depth + p) * four : 0;
            }
            assertEquals(sum, c.get(i), "row " + row + ", column " + column);
            assertEquals(new HalfFloat(ofFours).toFloat(), d.getFloat(i), "row " + row + ", column " + column);
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void multiplyInto_bySimdgroups_writesAndAdds(MatmulPlace place) {
        int m = 21;
        int n = 19;
        int depth = 13;
        HalfFloatArray a = halves(m * depth);
        FloatArray b = floats(depth * n);
        FloatArray c = floats(m * n);
        HalfFloatArray d = halves(m * n);
        HalfFloatArray before = halves(m * n);
        TaskGraph graph = new TaskGraph("g")
                .transferToDevice(DataTransferMode.EVERY_EXECUTION, a, b, c, d)
                .task("t", ThreadMatmul2DKernels::into, new KernelContext(), a, b, c, d, m, n, depth)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, c, d);
        place.run(graph, List.of(2, 2), 32);
        for (int i = 0; i < m * n; i++) {
            float sum = 0;
            for (int p = 0; p < depth; p++) {
                sum += a.getFloat(i / n * depth + p) * b.get(p * n + i % n);
            }
            assertEquals(sum, c.get(i), "element " + i);
            assertEquals(new HalfFloat(sum + before.getFloat(i)).toFloat(), d.getFloat(i), "element " + i);
        }
    }
}
