package dev.bessemer.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.FloatArray;
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
}
