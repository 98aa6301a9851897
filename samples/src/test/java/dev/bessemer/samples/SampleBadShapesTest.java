package dev.bessemer.samples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.jit.diagnostic.KernelFaultException;
import dev.bessemer.runtime.ExecutionPlan;
import dev.bessemer.runtime.GridScheduler;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.runtime.WorkerGrid2D;
import dev.bessemer.types.FloatArray;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The samples' kernels launched by a user whose shapes and arrays do not go together. */
class SampleBadShapesTest {
    private final FloatArray a = filled(32 * 32, 1);
    private final FloatArray b = filled(32 * 32, 2);
    private final FloatArray out = filled(32 * 32, 4);

    private static FloatArray filled(int size, float value) {
        FloatArray array = new FloatArray(size);
        array.init(value);
        return array;
    }

    @AfterEach
    void close() {
        a.close();
        b.close();
        out.close();
    }

    private void multiply(int m, int n, int depth) {
        execute(new TaskGraph("s0").task("kernel", MatMul::multiply, new KernelContext(), a, b, out, m, n, depth), 32);
    }

    private static void execute(TaskGraph graph, int threads) {
        try (ExecutionPlan plan = new ExecutionPlan(graph.snapshot())) {
            plan.withGridScheduler(new GridScheduler("s0.kernel", new WorkerGrid2D(threads, 1)))
                    .execute();
        }
    }

    private static void assertAll(float value, FloatArray array) {
        float[] expected = new float[array.getSize()];
        Arrays.fill(expected, value);
        assertArrayEquals(expected, array.toHeapArray());
    }

    private void inputsAreAsTheyWere() {
        assertAll(1, a);
        assertAll(2, b);
    }

    private static void faults(String start, String what, Runnable launch) {
        String message = String.valueOf(
                assertThrows(KernelFaultException.class, launch::run).getMessage());
        assertTrue(message.startsWith(start), message);
        assertTrue(message.contains(what), message);
    }

    @ParameterizedTest
    @CsvSource({"0, 32", "32, 0", "-1, 32", "32, -8", "-2147483648, -2147483648"})
    void matMul_emptyOrNegativeShape_writesNothing(int m, int n) {
        multiply(m, n, 32);
        assertAll(4, out);
        inputsAreAsTheyWere();
    }

    @ParameterizedTest
    @CsvSource({"0", "-5"})
    void matMul_emptyOrNegativeDepth_givesZeros(int depth) {
        multiply(32, 32, depth);
        assertAll(0, out);
    }

    @Test
    void matMul_arraysTooSmall_namesArrayAndLine() {
        faults("MatMul.java:", ", out of range for a, which has 1024 elements", () -> multiply(32, 32, 40));
        faults("MatMul.java:", ", out of range for b, which has 1024 elements", () -> multiply(8, 40, 32));
        faults("MatMul.java:", ", out of range for c, which has 1024 elements", () -> multiply(32, 1 << 30, 1));
        inputsAreAsTheyWere();
    }
}
