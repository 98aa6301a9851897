package dev.bessemer.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.jit.diagnostic.KernelFaultException;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.IntArray;
import dev.bessemer.types.LongArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each method of Java's library that a kernel may call gives on the CPU device what it gives on the JVM, on all pairs of edge values. */
class JavaLibraryTest {
    private static final int RESULTS = 32;
    private static final long[] INTEGERS = {
        0,
        1,
        -1,
        2,
        3,
        -7,
        31,
        32,
        63,
        64,
        255,
        -256,
        0x1234_5678,
        Short.MIN_VALUE,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        0x8000_0000L,
        0x1234_5678_9ABC_DEF0L,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };
    private static final float[] FLOATS = {
        0f,
        -0f,
        1,
        -1,
        0.5f,
        -0.5f,
        0.49999997f,
        1.5f,
        2.5f,
        -2.5f,
        3.9f,
        1e-40f,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        1e-20f,
        8388607.5f,
        16777217,
        0x1p31f,
        -0x1p31f,
        1e19f,
        65504,
        65520,
        1e-7f,
        88,
        -104,
        Float.MAX_VALUE,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.NaN
    };

    private static int pairs(int values) {
        return values * values;
    }

    private static void run(TaskGraph graph) {
        try (ExecutionPlan plan = new ExecutionPlan(graph.snapshot())) {
            plan.execute();
        }
    }

    private static int[] ints(boolean second) {
        int n = INTEGERS.length;
        return IntStream.range(0, pairs(n))
                .map(i -> (int) INTEGERS[second ? i % n : i / n])
                .toArray();
    }

    private static float[] floats(boolean second) {
        int n = FLOATS.length;
        float[] values = new float[pairs(n)];
        for (int i = 0; i < values.length; i++) {
            values[i] = FLOATS[second ? i % n : i / n];
        }
        return values;
    }

    private static int[] bits(FloatArray array) {
        float[] values = array.toHeapArray();
        return IntStream.range(0, values.length)
                .map(i -> Float.floatToIntBits(values[i]))
                .toArray();
    }

    @Test
    void execute_divisionInTheLibrary_isReportedAtTheKernelsLine() {
        try (LongArray a = new LongArray(3)) {
            TaskGraph graph = new TaskGraph("library").task("quotients", LibraryKernels::unsignedQuotients, a);
            String message =
                    assertThrows(KernelFaultException.class, () -> run(graph)).getMessage();
            assertTrue(String.valueOf(message).startsWith("LibraryKernels.java:"), message);
        }
    }

    @Test
    void execute_intMethods_giveWhatJavaGives() {
        try (IntArray a = IntArray.fromArray(ints(false));
                IntArray b = IntArray.fromArray(ints(true));
                IntArray expected = new IntArray(a.size() * RESULTS);
                IntArray actual = new IntArray(a.size() * RESULTS)) {
            LibraryKernels.integers(a, b, expected);
            run(new TaskGraph("library").task("integers", LibraryKernels::integers, a, b, actual));
            assertArrayEquals(expected.toHeapArray(), actual.toHeapArray());
        }
    }

    @Test
    void execute_longMethods_giveWhatJavaGives() {
        int n = INTEGERS.length;
        try (LongArray a = new LongArray(pairs(n));
                LongArray b = new LongArray(pairs(n));
                LongArray expected = new LongArray(a.size() * RESULTS);
                LongArray actual = new LongArray(a.size() * RESULTS)) {
            for (int i = 0; i < pairs(n); i++) {
                a.set(i, INTEGERS[i / n]);
                b.set(i, INTEGERS[i % n]);
            }
            LibraryKernels.longs(a, b, expected);
            run(new TaskGraph("library").task("longs", LibraryKernels::longs, a, b, actual));
            assertArrayEquals(expected.toHeapArray(), actual.toHeapArray());
        }
    }

    @Test
    void execute_floatMethods_giveWhatJavaGives() {
        try (FloatArray a = FloatArray.fromArray(floats(false));
                FloatArray b = FloatArray.fromArray(floats(true));
                FloatArray expected = new FloatArray(a.size() * RESULTS);
                FloatArray actual = new FloatArray(a.size() * RESULTS)) {
            LibraryKernels.floats(a, b, expected);
            run(new TaskGraph("library").task("floats", LibraryKernels::floats, a, b, actual));
            assertArrayEquals(bits(expected), bits(actual));
            LibraryKernels.functions(a, b, expected);
            run(new TaskGraph("library").task("functions", LibraryKernels::functions, a, b, actual));
            assertArrayEquals(bits(expected), bits(actual));
        }
    }

    @Test
    void execute_methodsFromFloat_giveWhatJavaGives() {
        try (FloatArray a = FloatArray.fromArray(floats(false));
                FloatArray b = FloatArray.fromArray(floats(true));
                IntArray expected = new IntArray(a.size() * RESULTS);
                IntArray actual = new IntArray(a.size() * RESULTS)) {
            LibraryKernels.classifications(a, b, expected);
            run(new TaskGraph("library").task("classifications", LibraryKernels::classifications, a, b, actual));
            assertArrayEquals(expected.toHeapArray(), actual.toHeapArray());
        }
    }
}
