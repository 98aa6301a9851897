package dev.bessemer.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.bessemer.jit.diagnostic.KernelFaultException;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.CharArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.IntArray;
import dev.bessemer.types.LongArray;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every corner where Java and Metal's C++ differ, with edge values: plain Java, constant folding and every device agree to the bit. */
class JlsTest {
    private static final int RESULTS = 16;
    private static final int[] INTS = {
        0,
        1,
        -1,
        2,
        3,
        -7,
        31,
        32,
        33,
        -31,
        127,
        128,
        255,
        65535,
        65536,
        0x55555555,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE
    };
    private static final long[] LONGS = {
        0,
        1,
        -1,
        2,
        -7,
        63,
        64,
        65,
        1L << 31,
        1L << 32,
        -(1L << 40),
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
        3.1f,
        1e-40f,
        Float.MIN_VALUE,
        Float.MIN_NORMAL,
        8388607.5f,
        16777217,
        0x1p31f,
        -0x1p31f,
        0x1p63f,
        1e10f,
        -70000,
        Float.MAX_VALUE,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.NaN
    };

    @FunctionalInterface
    private interface Corner {
        void run(Device device);
    }

    private static Stream<DynamicTest> everywhere(Corner corner) {
        return Device.list().stream().map(device -> dynamicTest(device.name(), () -> corner.run(device)));
    }

    private static void run(Device device, TaskGraph graph) {
        try (ExecutionPlan plan = new ExecutionPlan(graph.snapshot()).withDevice(device)) {
            plan.execute();
        }
    }

    private static TaskGraph graph() {
        return new TaskGraph("jls");
    }

    /** All pairs of some values, of which this gives the place of the first or the second. */
    private static int[] places(int values, boolean second) {
        return IntStream.range(0, values * values)
                .map(i -> second ? i % values : i / values)
                .toArray();
    }

    private static IntArray ints(boolean second) {
        return IntArray.fromArray(
                IntStream.of(places(INTS.length, second)).map(i -> INTS[i]).toArray());
    }

    private static LongArray longs(boolean second) {
        return LongArray.fromArray(IntStream.of(places(LONGS.length, second))
                .mapToLong(i -> LONGS[i])
                .toArray());
    }

    private static FloatArray floats(boolean second) {
        int[] places = places(FLOATS.length, second);
        FloatArray array = new FloatArray(places.length);
        for (int i = 0; i < places.length; i++) {
            array.set(i, FLOATS[places[i]]);
        }
        return array;
    }

    @TestFactory
    Stream<DynamicTest> intArithmetic_edgeValues_isJavas() {
        return everywhere(device -> {
            try (IntArray a = ints(false);
                    IntArray b = ints(true);
                    IntArray expected = new IntArray(a.size() * RESULTS);
                    IntArray actual = new IntArray(a.size() * RESULTS)) {
                JlsKernels.intArrays(a, b, expected);
                run(device, graph().task("t", JlsKernels::intArrays, a, b, actual));
                assertArrayEquals(expected.toHeapArray(), actual.toHeapArray());
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> longArithmetic_edgeValues_isJavas() {
        return everywhere(device -> {
            try (LongArray a = longs(false);
                    LongArray b = longs(true);
                    LongArray expected = new LongArray(a.size() * RESULTS);
                    LongArray actual = new LongArray(a.size() * RESULTS)) {
                JlsKernels.longArrays(a, b, expected);
                run(device, graph().task("t", JlsKernels::longArrays, a, b, actual));
                assertArrayEquals(expected.toHeapArray(), actual.toHeapArray());
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> floatArithmetic_edgeValues_isJavas() {
        return everywhere(device -> {
            try (FloatArray a = floats(false);
                    FloatArray b = floats(true);
                    IntArray expected = new IntArray(a.size() * RESULTS);
                    IntArray actual = new IntArray(a.size() * RESULTS)) {
                JlsKernels.floatArrays(a, b, expected);
                run(device, graph().task("t", JlsKernels::floatArrays, a, b, actual));
                assertArrayEquals(expected.toHeapArray(), actual.toHeapArray());
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> folding_edgeValues_isJavas() {
        return everywhere(device -> {
            for (int i = 0; i < INTS.length; i++) {
                foldInts(device, INTS[INTS.length - 1 - i], INTS[i * 5 % INTS.length]);
            }
            for (int i = 0; i < LONGS.length; i++) {
                foldLongs(device, LONGS[LONGS.length - 1 - i], LONGS[i * 5 % LONGS.length]);
            }
            for (int i = 0; i < FLOATS.length; i++) {
                foldFloats(device, FLOATS[FLOATS.length - 1 - i], FLOATS[i * 7 % FLOATS.length]);
            }
        });
    }

    private static void foldInts(Device device, int a, int b) {
        try (IntArray expected = new IntArray(RESULTS);
                IntArray actual = new IntArray(RESULTS)) {
            JlsKernels.intConstants(a, b, expected);
            run(device, graph().task("t", JlsKernels::intConstants, a, b, actual));
            assertArrayEquals(expected.toHeapArray(), actual.toHeapArray(), () -> a + " and " + b);
        }
    }

    private static void foldLongs(Device device, long a, long b) {
        try (LongArray expected = new LongArray(RESULTS);
                LongArray actual = new LongArray(RESULTS)) {
            JlsKernels.longConstants(a, b, expected);
            run(device, graph().task("t", JlsKernels::longConstants, a, b, actual));
            assertArrayEquals(expected.toHeapArray(), actual.toHeapArray(), () -> a + " and " + b);
        }
    }

    private static void foldFloats(Device device, float a, float b) {
        try (IntArray expected = new IntArray(RESULTS);
                IntArray actual = new IntArray(RESULTS)) {
            JlsKernels.floatConstants(a, b, expected);
            run(device, graph().task("t", JlsKernels::floatConstants, a, b, actual));
            assertArrayEquals(expected.toHeapArray(), actual.toHeapArray(), () -> a + " and " + b);
        }
    }

    @TestFactory
    Stream<DynamicTest> narrowTypes_compoundAssignment_castsBack() {
        return everywhere(device -> {
            List<Integer> numbers = List.of(0, 1, -1, 127, 128, 200, 255, 256, 32768, 65535);
            try (ByteArray bytes = new ByteArray(numbers.size());
                    CharArray chars = new CharArray(numbers.size());
                    IntArray expected = new IntArray(2L * numbers.size());
                    IntArray actual = new IntArray(2L * numbers.size())) {
                fill(numbers, bytes, chars);
                JlsKernels.narrowTypes(bytes, chars, expected);
                byte[] javaBytes = bytes.toHeapArray();
                char[] javaChars = chars.toHeapArray();
                fill(numbers, bytes, chars);
                run(device, graph().task("t", JlsKernels::narrowTypes, bytes, chars, actual));
                assertArrayEquals(expected.toHeapArray(), actual.toHeapArray());
                assertArrayEquals(javaBytes, bytes.toHeapArray());
                assertArrayEquals(javaChars, chars.toHeapArray());
            }
        });
    }

    private static void fill(List<Integer> numbers, ByteArray bytes, CharArray chars) {
        for (int i = 0; i < numbers.size(); i++) {
            bytes.set(i, numbers.get(i).byteValue());
            chars.set(i, (char) (numbers.get(numbers.size() - 1 - i) & 0xFFFF));
        }
    }

    @TestFactory
    Stream<DynamicTest> operands_withEffects_areEvaluatedLeftToRight() {
        return everywhere(device -> {
            try (IntArray state = new IntArray(1);
                    IntArray expected = new IntArray(16);
                    IntArray actual = new IntArray(16)) {
                JlsKernels.evaluationOrder(state, expected);
                int end = state.get(0);
                state.set(0, 0);
                run(device, graph().task("t", JlsKernels::evaluationOrder, state, actual));
                assertArrayEquals(expected.toHeapArray(), actual.toHeapArray());
                assertEquals(end, state.get(0));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> loop_ofUnknownLength_isRunToItsEnd() {
        return everywhere(device -> {
            try (IntArray a = IntArray.fromArray(IntStream.rangeClosed(1, 100).toArray());
                    IntArray expected = new IntArray(100);
                    IntArray actual = new IntArray(100)) {
                JlsKernels.searching(a, expected);
                run(device, graph().task("t", JlsKernels::searching, a, actual));
                assertArrayEquals(expected.toHeapArray(), actual.toHeapArray());
            }
        });
    }

    private static void assertFault(Device device, TaskGraph graph, String file) {
        var e = assertThrows(KernelFaultException.class, () -> run(device, graph));
        assertEquals(file, e.location().file());
        assertTrue(e.location().line() > 0);
    }

    @TestFactory
    Stream<DynamicTest> division_byZero_isAFault() {
        return everywhere(device -> {
            try (IntArray a = IntArray.fromElements(4, 5);
                    IntArray b = IntArray.fromElements(2, 0);
                    LongArray x = LongArray.fromElements(4, 5);
                    LongArray y = LongArray.fromElements(0, 3)) {
                assertFault(device, graph().task("t", JlsKernels::quotient, a, b, a), "JlsKernels.java");
                assertFault(device, graph().task("t", JlsKernels::remainder, x, y, x), "JlsKernels.java");
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> index_outOfRange_isAFault() {
        return everywhere(device -> {
            for (int bad : new int[] {-1, 4, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
                try (IntArray a = new IntArray(4);
                        IntArray index = IntArray.fromElements(0, bad);
                        IntArray out = new IntArray(2)) {
                    assertFault(device, graph().task("t", JlsKernels::indexed, a, index, out), "JlsKernels.java");
                    assertFault(device, graph().task("t", JlsKernels::localIndexed, index, out), "JlsKernels.java");
                }
            }
        });
    }
}
