package dev.bessemer.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.IntArray;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link dev.bessemer.intrinsics.TensorView} on every device. */
class TensorViewTest {
    static Stream<MatmulPlace> places() {
        return MatmulPlace.all();
    }

    @ParameterizedTest
    @MethodSource("places")
    void load_integers_areTheNumbersTheyStandFor(MatmulPlace place) {
        int n = 13;
        ByteArray bytes = new ByteArray(169);
        IntArray ints = new IntArray(169);
        for (int i = 0; i < n * n; i++) {
            bytes.set(i, (byte) (i * 37));
            ints.set(i, i * 1001 - 70_000);
        }
        FloatArray c = new FloatArray(64 * 16);
        TaskGraph graph = new TaskGraph("g")
                .transferToDevice(DataTransferMode.EVERY_EXECUTION, bytes, ints)
                .task("t", TensorViewKernels::integers, new KernelContext(), bytes, ints, c, n)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, c);
        place.run(graph, List.of(1, 1), 64);
        for (int row = 0; row < 16; row++) {
            for (int column = 0; column < 16; column++) {
                int at = row * n + column;
                boolean exists = row < n && column < n;
                int signed = exists ? bytes.get(at) : 0;
                int wide = exists ? ints.get(at) : 0;
                String where = "row " + row + " column " + column;
                assertEquals(signed, c.get(row * 16 + column), where);
                assertEquals(signed & 0xFF, c.get((16 + row) * 16 + column), where);
                assertEquals(wide, c.get((32 + row) * 16 + column), where);
                assertEquals(signed + (signed & 0xFF) + wide, c.get((48 + row) * 16 + column), where);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void multiply_slicesOfRank4_areTheMatricesOfEachHead(MatmulPlace place) {
        int batches = 2;
        int heads = 3;
        int rows = 21;
        int depth = 9;
        FloatArray a = new FloatArray(2 * 3 * 21 * 9);
        HalfFloatArray b = new HalfFloatArray(2 * 3 * 21 * 9);
        for (int i = 0; i < a.getSize(); i++) {
            a.set(i, i * 5 % 7 - 3);
            b.setFloat(i, i * 3 % 11 - 5);
        }
        FloatArray c = new FloatArray(2 * 3 * 21 * 21);
        TaskGraph graph = new TaskGraph("g")
                .transferToDevice(DataTransferMode.EVERY_EXECUTION, a, b)
                .task("t", TensorViewKernels::heads, new KernelContext(), a, b, c, batches, heads, rows, depth)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, c);
        place.run(graph, List.of(2, batches * heads), 32);
        for (int i = 0; i < c.getSize(); i++) {
            int column = i % rows;
            int line = i / rows;
            int row = line % rows;
            int head = line / rows % heads;
            int batch = line / rows / heads;
            double sum = 0;
            for (int k = 0; k < depth; k++) {
                int inB = ((batch * rows + column) * heads + head) * depth + k;
                sum += (double) a.get(line * depth + k) * b.getFloat(inB);
            }
            assertEquals(sum, c.get(i), "batch " + batch + " head " + head + " row " + row + " column " + column);
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void getAndSet_sliceOfRank3OverTheEdge_readsZeroAndDropsWrites(MatmulPlace place) {
        for (List<Integer> at : List.of(List.of(0, 1, 2), List.of(4, 4, 3), List.of(3, 7, 1), List.of(2, 0, 9))) {
            elements(place, at.get(0), at.get(1), at.get(2));
        }
    }

    private static void elements(MatmulPlace place, int plane, int row, int column) {
        int n = 5;
        int cube = 5 * 6 * 7;
        ByteArray a = new ByteArray(2 * 5 * 6 * 7);
        for (int i = 0; i < 2 * cube; i++) {
            a.set(i, (byte) (i * 37));
        }
        IntArray out = new IntArray(60);
        HalfFloatArray doubled = new HalfFloatArray(5 * 6 * 7);
        IntArray extents = new IntArray(8);
        TaskGraph graph = new TaskGraph("g")
                .transferToDevice(DataTransferMode.EVERY_EXECUTION, a)
                .task("t", TensorViewKernels::elements, a, out, doubled, extents, n, plane, row, column)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, out, doubled, extents);
        try (ExecutionPlan plan = place.plan(graph)) {
            plan.execute();
        }
        float[] expected = new float[cube];
        for (int i = 0; i < 30; i++) {
            int p = plane + i / 15;
            int r = row + i / 5 % 3;
            int s = column + i % 5;
            boolean exists = p < n && r < n + 1 && s < n + 2;
            int from = (p * (n + 1) + r) * (n + 2) + s;
            assertEquals(exists ? a.get(cube + from) : 0, out.get(i), "element " + i + " at " + plane);
            assertEquals(exists ? a.get(from) : 0, out.get(30 + i), "element above " + i + " at " + plane);
            if (exists) {
                expected[from] = 2 * a.get(cube + from);
            }
        }
        for (int i = 0; i < cube; i++) {
            assertEquals(expected[i], doubled.getFloat(i), "doubled " + i);
        }
        for (int i = 0; i < 8; i += 4) {
            assertEquals(Math.min(2, n - plane), extents.get(i));
            assertEquals(Math.min(3, n + 1 - row), extents.get(i + 1));
            assertEquals(Math.min(5, n + 2 - column), extents.get(i + 2));
            assertEquals(34 + 100 * 42, extents.get(i + 3));
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void slice_viewCarriedRoundALoop_keepsItsRank(MatmulPlace place) {
        int rows = 40;
        int columns = 5;
        FloatArray a = new FloatArray(200);
        for (int i = 0; i < 200; i++) {
            a.set(i, i);
        }
        FloatArray c = new FloatArray(64);
        TaskGraph graph = new TaskGraph("g")
                .transferToDevice(DataTransferMode.EVERY_EXECUTION, a)
                .task("t", TensorViewKernels::carried, new KernelContext(), a, c, rows, columns)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, c);
        place.run(graph, List.of(2, 1), 32);
        for (int row = 0; row < 64; row++) {
            assertEquals(row < rows ? 25 * row + 10 : 0, c.get(row), "row " + row);
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void get_rank8_isTheElementAtItsPlace(MatmulPlace place) {
        IntArray a = new IntArray(256);
        for (int i = 0; i < 256; i++) {
            a.set(i, i);
        }
        IntArray out = new IntArray(256);
        TaskGraph graph = new TaskGraph("g")
                .transferToDevice(DataTransferMode.EVERY_EXECUTION, a)
                .task("t", TensorViewKernels::eight, a, out)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, out);
        try (ExecutionPlan plan = place.plan(graph)) {
            plan.execute();
        }
        for (int i = 0; i < 256; i++) {
            assertEquals(i, out.get(i));
        }
    }
}
