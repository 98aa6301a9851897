package dev.bessemer.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.jit.diagnostic.KernelFaultException;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.IntArray;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The whole way of a kernel, from a method reference to its result on the CPU device. */
class VectorAddTest {
    private static FloatArray counting(int size) {
        FloatArray array = new FloatArray(size);
        for (int i = 0; i < size; i++) {
            array.set(i, i);
        }
        return array;
    }

    private static void execute(TaskGraph graph) {
        try (ExecutionPlan plan = new ExecutionPlan(graph.snapshot())) {
            plan.execute();
        }
    }

    @Test
    void execute_privateKernel_computes() {
        try (FloatArray a = FloatArray.fromElements(1, 2, 3);
                FloatArray b = FloatArray.fromElements(10, 20, 30);
                FloatArray c = new FloatArray(3)) {
            execute(new TaskGraph("s0")
                    .transferToDevice(DataTransferMode.EVERY_EXECUTION, a, b)
                    .task("add", TestKernels::add, a, b, c)
                    .transferToHost(DataTransferMode.EVERY_EXECUTION, c));
            assertArrayEquals(new float[] {11, 22, 33}, c.toHeapArray());
        }
    }

    @Test
    void execute_lambdaThatCallsAKernel_computes() {
        try (IntArray c = new IntArray(4)) {
            execute(new TaskGraph("s0").task("fill", (IntArray x, Integer v) -> TestKernels.fill(x, v), c, 7));
            assertArrayEquals(new int[] {7, 7, 7, 7}, c.toHeapArray());
        }
    }

    @Test
    void execute_manyUnits_everyOneOnce() {
        int size = 1_000_003;
        try (FloatArray a = counting(size);
                FloatArray b = counting(size);
                FloatArray c = new FloatArray(size)) {
            execute(new TaskGraph("s0").task("add", TestKernels::add, a, b, c));
            for (int i = 0; i < size; i++) {
                assertEquals((float) i + (float) i, c.get(i));
            }
        }
    }

    @Test
    void execute_chainOfTasks_keepsTheirOrder() {
        int size = 10_000;
        try (FloatArray a = counting(size);
                FloatArray b = new FloatArray(size);
                FloatArray c = new FloatArray(size)) {
            execute(new TaskGraph("s0")
                    .task("double", TestKernels::add, a, a, b)
                    .task("triple", TestKernels::add, a, b, c)
                    .task("again", TestKernels::add, c, c, b));
            assertEquals(6f * 999, b.get(999));
        }
    }

    @Test
    void execute_againAndFromThreads_givesTheSame() throws Exception {
        int size = 50_000;
        try (FloatArray a = counting(size);
                FloatArray b = counting(size);
                FloatArray c = new FloatArray(size);
                ExecutionPlan plan = new ExecutionPlan(new TaskGraph("s0")
                        .task("add", TestKernels::add, a, b, c)
                        .snapshot());
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> executions = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                executions.add(threads.submit(plan::execute));
            }
            for (Future<?> execution : executions) {
                execution.get();
            }
            assertEquals(2f * (size - 1), c.get(size - 1));
        }
    }

    @Test
    void execute_inputs_staySame() {
        try (FloatArray a = FloatArray.fromElements(1, 2);
                FloatArray b = FloatArray.fromElements(3, 4);
                FloatArray c = new FloatArray(2)) {
            execute(new TaskGraph("s0").task("add", TestKernels::add, a, b, c));
            assertArrayEquals(new float[] {1, 2}, a.toHeapArray());
            assertArrayEquals(new float[] {3, 4}, b.toHeapArray());
        }
    }

    @Test
    void execute_arrayTooSmall_namesTaskArrayIndexAndLine() {
        try (FloatArray a = new FloatArray(100_000);
                FloatArray b = new FloatArray(50_000);
                FloatArray c = new FloatArray(100_000);
                ExecutionPlan plan = new ExecutionPlan(new TaskGraph("s0")
                        .task("add", TestKernels::add, a, b, c)
                        .snapshot())) {
            KernelFaultException fault = assertThrows(KernelFaultException.class, plan::execute);
            String message = String.valueOf(fault.getMessage());
            assertTrue(message.startsWith("TestKernels.java:"), message);
            assertTrue(message.contains("task 's0.add': index "), message);
            assertTrue(message.contains("'b'") || message.contains(" b,"), message);
            assertTrue(message.contains("50000"), message);
            assertThrows(KernelFaultException.class, plan::execute);
        }
    }

    @Test
    void metalSource_vectorAdd_isAKernelFunction() {
        try (FloatArray a = new FloatArray(1)) {
            ImmutableTaskGraph graph =
                    new TaskGraph("s0").task("add", TestKernels::add, a, a, a).snapshot();
            assertTrue(graph.metalSource("s0.add").contains("[[kernel]] void add("));
            assertThrows(IllegalArgumentException.class, () -> graph.metalSource("s0.sub"));
        }
    }
}
