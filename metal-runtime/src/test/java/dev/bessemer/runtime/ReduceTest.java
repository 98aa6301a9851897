package dev.bessemer.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.bessemer.jit.diagnostic.KernelFaultException;
import dev.bessemer.runtime.simulator.SimulatorPresence;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.IntArray;
import dev.bessemer.types.LongArray;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What {@code @Reduce} gives on every device: for integers, minima and maxima what the loop gives as plain Java. */
class ReduceTest {
    /** Iterations: none, one, a part of a SIMD-group, more than a thread of each has 16 for. */
    private static final List<Integer> SIZES = List.of(0, 1, 31, 513, 10_007);

    private static Stream<DynamicTest> everywhere(Consumer<Device> test) {
        return Device.list().stream().map(device -> dynamicTest(device.name(), () -> test.accept(device)));
    }

    private static void run(Device device, TaskGraph graph) {
        try (ExecutionPlan plan = new ExecutionPlan(graph.snapshot()).withDevice(device)) {
            plan.execute();
        }
    }

    private static TaskGraph graph() {
        return new TaskGraph("g");
    }

    private static IntArray ints(int size) {
        IntArray array = new IntArray(size);
        for (int i = 0; i < size; i++) {
            array.set(i, (i * 0x9E3779B9) >> 7);
        }
        return array;
    }

    private static FloatArray floats(int size) {
        FloatArray array = new FloatArray(size);
        for (int i = 0; i < size; i++) {
            array.set(i, (i * 37 % 101 - 50) / 8f);
        }
        return array;
    }

    @TestFactory
    Stream<DynamicTest> execute_ints_givesWhatJavaGives() {
        return everywhere(device -> {
            for (int size : SIZES) {
                try (IntArray x = ints(size);
                        IntArray expected = IntArray.fromElements(7, 3, 11, -11, 5);
                        IntArray actual = IntArray.fromElements(7, 3, 11, -11, 5)) {
                    ReduceKernels.fourInts(x, expected);
                    run(device, graph().task("t", ReduceKernels::fourInts, x, actual));
                    assertArrayEquals(expected.toHeapArray(), actual.toHeapArray(), size + " iterations");
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> execute_longsCountedDown_givesWhatJavaGives() {
        return everywhere(device -> {
            for (int size : SIZES) {
                try (IntArray x = ints(size);
                        LongArray expected = LongArray.fromElements(7, 3, 11, -11);
                        LongArray actual = LongArray.fromElements(7, 3, 11, -11)) {
                    ReduceKernels.fourLongs(x, expected);
                    run(device, graph().task("t", ReduceKernels::fourLongs, x, actual));
                    assertArrayEquals(expected.toHeapArray(), actual.toHeapArray(), size + " iterations");
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> execute_floats_givesWhatJavaGivesButForRounding() {
        return everywhere(device -> {
            try (FloatArray x = floats(10_007);
                    FloatArray expected = FloatArray.fromElements(1, 2, 3, 4);
                    FloatArray actual = FloatArray.fromElements(1, 2, 3, 4)) {
                ReduceKernels.fourFloats(x, expected);
                run(device, graph().task("t", ReduceKernels::fourFloats, x, actual));
                assertEquals(expected.get(0), actual.get(0), 1e-5 * expected.get(0));
                assertEquals(expected.get(1), actual.get(1), 1e-3 * expected.get(1));
                assertEquals(expected.get(2), actual.get(2));
                assertEquals(expected.get(3), actual.get(3));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> execute_nanAndZeros_giveWhatJavaGives() {
        return everywhere(device -> {
            try (FloatArray x = FloatArray.fromElements(-0f, -0f, 0f);
                    FloatArray nan = FloatArray.fromElements(1, Float.NaN, 2);
                    FloatArray zeros = FloatArray.fromElements(5, 1, 0f, 0);
                    FloatArray nans = FloatArray.fromElements(5, 1, 0f, 0)) {
                run(device, graph().task("t", ReduceKernels::fourFloats, x, zeros));
                run(device, graph().task("t", ReduceKernels::fourFloats, nan, nans));
                assertArrayEquals(new float[] {0, 1, -0f, 0}, zeros.toHeapArray());
                assertArrayEquals(new float[] {Float.NaN, Float.NaN, Float.NaN, Float.NaN}, nans.toHeapArray());
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> execute_javaArraysSetBefore_needNoTransferToTheDevice() {
        return everywhere(device -> {
            float[] x = floats(1000).toHeapArray();
            float[] scaled = new float[1000];
            float[] expectedScaled = new float[1000];
            float[] sum = {9, 8};
            float[] expectedSum = {9, 8};
            int[] positive = {7};
            int[] expectedPositive = {7};
            ReduceKernels.javaArrays(x, expectedScaled, expectedSum, expectedPositive);
            run(
                    device,
                    graph().transferToDevice(DataTransferMode.EVERY_EXECUTION, x)
                            .task("t", ReduceKernels::javaArrays, x, scaled, sum, positive)
                            .transferToHost(DataTransferMode.EVERY_EXECUTION, scaled, sum, positive));
            assertArrayEquals(expectedScaled, scaled);
            assertArrayEquals(expectedSum, sum, 1e-3f);
            assertArrayEquals(expectedPositive, positive);
        });
    }

    @TestFactory
    Stream<DynamicTest> execute_nestedLoops_countThroughAll() {
        return everywhere(device -> {
            try (IntArray x = ints(23 * 41);
                    LongArray expected = new LongArray(1);
                    LongArray actual = new LongArray(1)) {
                ReduceKernels.nested(x, 41, expected);
                run(device, graph().task("t", ReduceKernels::nested, x, 41, actual));
                assertEquals(expected.get(0), actual.get(0));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> execute_insideOtherLoopsAndConditions_givesWhatJavaGives() {
        return everywhere(device -> {
            try (IntArray x = ints(300);
                    IntArray expected = new IntArray(1);
                    IntArray actual = new IntArray(1)) {
                ReduceKernels.inner(x, 9, expected);
                run(device, graph().task("t", ReduceKernels::inner, x, 9, actual));
                assertEquals(expected.get(0), actual.get(0));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> execute_allInts_countsThemAll() {
        return everywhere(device -> {
            try (IntArray expected = IntArray.fromElements(0, Integer.MIN_VALUE);
                    IntArray actual = IntArray.fromElements(0, Integer.MIN_VALUE)) {
                long iterations = Math.ceilDiv((1L << 32) - 1, 65_537L);
                expected.set(0, (int) iterations);
                expected.set(1, (int) (Integer.MIN_VALUE + (iterations - 1) * 65_537L));
                run(device, graph().task("t", ReduceKernels::fullRange, actual));
                assertArrayEquals(expected.toHeapArray(), actual.toHeapArray());
            }
        });
    }

    /** Floats whose sum depends on its order. */
    private static FloatArray uneven(int size) {
        FloatArray array = new FloatArray(size);
        for (int i = 0; i < size; i++) {
            array.set(i, (float) Math.sin(i) * (1 << i % 20));
        }
        return array;
    }

    private static float[] reduceUneven(Device device, FloatArray x, String batch) {
        try (FloatArray result = FloatArray.fromElements(1, 2, 3, 4)) {
            TaskGraph graph = graph().task("t", ReduceKernels::fourFloats, x, result);
            try (ExecutionPlan plan = new ExecutionPlan(graph.snapshot()).withDevice(device)) {
                if (!batch.isEmpty()) {
                    plan.withBatch(batch);
                }
                plan.execute();
            }
            return result.toHeapArray();
        }
    }

    @Test
    void execute_again_givesTheSameBits() {
        try (FloatArray x = uneven(100_003)) {
            float[] first = reduceUneven(Device.cpu(), x, "");
            for (int i = 0; i < 20; i++) {
                assertArrayEquals(first, reduceUneven(Device.cpu(), x, i < 10 ? "" : i + "KB"));
            }
        }
    }

    @Test
    void execute_onTheSimulator_givesTheCpusBits() {
        assumeTrue(
                SimulatorPresence.missing().isEmpty(),
                () -> SimulatorPresence.missing().orElse(""));
        try (FloatArray x = uneven(10_007)) {
            float[] cpu = reduceUneven(Device.cpu(), x, "");
            assertArrayEquals(cpu, reduceUneven(Device.simulator(), x, ""));
        }
    }

    @TestFactory
    Stream<DynamicTest> execute_severalTimes_goesOnFromTheResult() {
        return everywhere(device -> {
            try (IntArray x = IntArray.fromElements(1, 2, 3);
                    IntArray result = IntArray.fromElements(10)) {
                TaskGraph graph =
                        graph().task("t", ReduceKernels::intSum, x, result).task("u", ReduceKernels::intSum, x, result);
                try (ExecutionPlan plan = new ExecutionPlan(graph.snapshot()).withDevice(device)) {
                    plan.execute();
                    plan.execute();
                }
                assertEquals(34, result.get(0));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> execute_resultTooSmall_isAFaultOfTheKernelsLine() {
        return everywhere(device -> {
            try (IntArray x = ints(3);
                    IntArray result = new IntArray(0)) {
                KernelFaultException fault = assertThrows(
                        KernelFaultException.class,
                        () -> run(device, graph().task("t", ReduceKernels::intSum, x, result)));
                String message = String.valueOf(fault.getMessage());
                assertTrue(message.contains("ReduceKernels.java:17"), message);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> execute_divisionByZeroInside_isAFaultOfTheKernelsLine() {
        return everywhere(device -> {
            try (IntArray x = IntArray.fromElements(1, 0, 3);
                    IntArray result = new IntArray(1)) {
                KernelFaultException fault = assertThrows(
                        KernelFaultException.class,
                        () -> run(device, graph().task("t", ReduceKernels::divides, x, result)));
                String message = String.valueOf(fault.getMessage());
                String expected = device.equals(Device.java()) ? "by zero" : "by zero (thread 1 of a reduction)";
                assertTrue(message.contains(expected), message);
            }
        });
    }

    @Test
    void metalSource_reduction_namesItsPartialResults() {
        try (IntArray x = ints(3);
                IntArray result = new IntArray(1)) {
            String source = graph().task("t", ReduceKernels::intSum, x, result)
                    .snapshot()
                    .metalSource("g.t");
            assertTrue(source.contains("result_partials[part]"), source);
            assertTrue(
                    source.substring(source.indexOf("[[kernel"))
                            .lines()
                            .noneMatch(line -> line.contains("atomic_fetch")),
                    source);
        }
    }
}
