package dev.bessemer.runtime;

import static dev.bessemer.runtime.ByteMatrices.bytes;
import static dev.bessemer.runtime.ByteMatrices.product;
import static dev.bessemer.runtime.TensorIntVectorKernels.LARGE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.IntArray;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows and columns of tensors of ints, on every device: all results are exact, and wrap as Java's. */
class TensorIntVectorTest {
    private static final int M = 150;
    private static final int N = 27;
    private static final int DEPTH = 37;
    private static final int BLOCKS = 3;

    static Stream<MatmulPlace> places() {
        return MatmulPlace.all();
    }

    static Stream<Arguments> placesAndScopes() {
        return places().flatMap(place -> Stream.of(1, 4).map(simdgroups -> Arguments.of(place, simdgroups)));
    }

    private static TaskGraph graph(Object... arrays) {
        return new TaskGraph("g").transferToDevice(DataTransferMode.EVERY_EXECUTION, arrays);
    }

    private static IntStream row(int[] elements, int row) {
        return IntStream.range(0, N).map(column -> elements[row * N + column]);
    }

    private static IntStream column(int[] elements, int block, int column) {
        return IntStream.range(64 * block, Math.min(M, 64 * block + 64)).map(row -> elements[row * N + column]);
    }

    private static int most(IntStream elements) {
        return elements.max().orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("placesAndScopes")
    void reductions_ofIntsThatWrap_areThoseOfEachRowAndColumn(MatmulPlace place, int simdgroups) {
        ByteArray a = bytes(M * DEPTH, 1);
        ByteArray b = bytes(DEPTH * N, 2);
        IntArray ofRows = new IntArray(2 * M);
        IntArray ofColumns = new IntArray(2 * BLOCKS * N);
        IntArray tops = new IntArray(BLOCKS);
        TaskGraph graph = graph(a, b)
                .task(
                        "t",
                        TensorIntVectorKernels::reduce,
                        new KernelContext(),
                        a,
                        b,
                        ofRows,
                        ofColumns,
                        tops,
                        M,
                        N,
                        DEPTH,
                        simdgroups)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, ofRows, ofColumns, tops);
        place.run(graph, List.of(simdgroups == 1 ? 1 : BLOCKS, 1), 128);
        int[] products = product(a, b, M, N, DEPTH);
        for (int i = 0; i < products.length; i++) {
            products[i] *= LARGE;
        }
        for (int i = 0; i < M; i++) {
            assertEquals(most(row(products, i)), ofRows.get(i), "largest of row " + i);
            assertEquals(row(products, i).sum(), ofRows.get(M + i), "sum of row " + i);
        }
        for (int block = 0; block < BLOCKS; block++) {
            int top = Integer.MIN_VALUE;
            for (int i = 0; i < N; i++) {
                int at = block * N + i;
                int largest = most(column(products, block, i));
                assertEquals(largest, ofColumns.get(at), "largest of column " + i + " of block " + block);
                int sum = column(products, block, i).sum();
                assertEquals(sum, ofColumns.get(BLOCKS * N + at), "sum of column " + i + " of block " + block);
                top = Math.max(top, largest);
            }
            assertEquals(top, tops.get(block), "largest of block " + block);
        }
    }

    @ParameterizedTest
    @MethodSource("placesAndScopes")
    void mapInts_besideRowsAndColumns_takesEachElementsOwn(MatmulPlace place, int simdgroups) {
        ByteArray a = bytes(M * DEPTH, 3);
        ByteArray b = bytes(DEPTH * N, 4);
        ByteArray zeros = bytes(M, 5);
        IntArray factors = new IntArray(N);
        for (int i = 0; i < N; i++) {
            factors.set(i, i % 2 == 0 ? 16_777_217 + i : -3 * i);
        }
        IntArray c = new IntArray((long) M * N);
        TaskGraph graph = graph(a, b, zeros, factors)
                .task(
                        "t",
                        TensorIntVectorKernels::broadcast,
                        new KernelContext(),
                        a,
                        b,
                        zeros,
                        factors,
                        c,
                        M,
                        N,
                        DEPTH,
                        simdgroups)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, c);
        place.run(graph, List.of(simdgroups == 1 ? 1 : BLOCKS, 1), 128);
        int[] scaled = product(a, b, M, N, DEPTH);
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (scaled[i] - (zeros.get(i / N) & 0xFF)) * factors.get(i % N);
        }
        for (int i = 0; i < scaled.length; i++) {
            // Columns beyond the last are zero in all rows, and so are rows beyond the last in all columns.
            int ofRow = Math.max(0, most(row(scaled, i / N)));
            int ofColumn = most(column(scaled, i / N / 64, i % N));
            int seen = i / N / 64 == BLOCKS - 1 ? Math.max(0, ofColumn) : ofColumn;
            assertEquals(scaled[i] - ofRow - Math.min(7, seen), c.get(i), "element " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void vectors_ofInts_areComputedWithByThemselves(MatmulPlace place) {
        ByteArray a = bytes(16 * DEPTH, 6);
        ByteArray b = bytes(DEPTH * 64, 7);
        IntArray ofRows = new IntArray(16);
        IntArray ofColumns = new IntArray(64);
        TaskGraph graph = graph(a, b)
                .task("t", TensorIntVectorKernels::vectors, new KernelContext(), a, b, ofRows, ofColumns, DEPTH)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, ofRows, ofColumns);
        place.run(graph, List.of(1, 1), 64);
        int[] products = product(a, b, 16, 64, DEPTH);
        for (int row = 0; row < 16; row++) {
            int first = 64 * row;
            int most = most(IntStream.range(first, first + 64).map(i -> products[i]));
            int half = (int) (most * 0.5f);
            assertEquals((((most + half) * half) ^ most) - 1, ofRows.get(row), "row " + row);
        }
        for (int i = 0; i < 64; i++) {
            int column = i;
            int sum = IntStream.range(0, 16)
                    .map(row -> products[row * 64 + column])
                    .sum();
            assertEquals(Math.min(1000, sum), ofColumns.get(i), "column " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void quantise_byTheLargestOfEachRow_isTheNearestByte(MatmulPlace place) {
        ByteArray a = bytes(M * DEPTH, 8);
        ByteArray b = bytes(DEPTH * N, 9);
        for (int i = 0; i < DEPTH; i++) {
            a.set(17 * DEPTH + i, (byte) 0);
        }
        ByteArray c = new ByteArray((long) M * N);
        FloatArray scales = new FloatArray(M);
        TaskGraph graph = graph(a, b)
                .task("t", TensorIntVectorKernels::quantise, new KernelContext(), a, b, c, scales, M, N, DEPTH)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, c, scales);
        place.run(graph, List.of(BLOCKS, 1), 128);
        int[] sums = product(a, b, M, N, DEPTH);
        for (int i = 0; i < sums.length; i++) {
            int most = most(row(sums, i / N).map(Math::abs));
            float scale = most > 0 ? most / 127f : 1;
            assertEquals(scale, scales.get(i / N), "scale of row " + i / N);
            assertEquals((byte) Math.rint(sums[i] / scale), c.get(i), "element " + i);
        }
    }
}
