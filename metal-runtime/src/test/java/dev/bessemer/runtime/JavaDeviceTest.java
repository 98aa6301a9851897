package dev.bessemer.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.Parallel;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.jit.KernelCompilationException;
import dev.bessemer.jit.diagnostic.KernelFaultException;
import dev.bessemer.types.FloatArray;
import org.junit.jupiter.api.Test;

/** The debug device: plans whose kernels run as the Java they are. */
class JavaDeviceTest {
    @Kernel
    private static void halves(float[] a, int[] b) {
        for (@Parallel int i = 0; i < a.length; i++) {
            a[i] = a[i] / 2 + b[i % b.length];
        }
    }

    @Kernel
    private static void groupSums(KernelContext k, FloatArray a, FloatArray sums) {
        float[] shared = k.allocateFloatLocalArray(64);
        shared[k.localIdx] = a.get(k.globalIdx);
        for (int distance = 32; distance > 0; distance /= 2) {
            k.localBarrier();
            if (k.localIdx < distance) {
                shared[k.localIdx] += shared[k.localIdx + distance];
            }
        }
        if (k.localIdx == 0) {
            sums.set(k.groupIdx, shared[0]);
        }
    }

    @Kernel
    private static void product(KernelContext k, FloatArray a, FloatArray c, int n) {
        int row = 8 * k.groupIdy;
        int column = 8 * k.groupIdx;
        var sum = SimdgroupMatrix.F32.zero();
        for (int i = 0; i < n; i += 8) {
            var left = SimdgroupMatrix.F32.load(a, row * n + i, n);
            var right = SimdgroupMatrix.F32.load(a, i * n + column, n);
            sum = SimdgroupMatrix.multiplyAccumulate(left, right, sum);
        }
        float largest = k.simdMax(sum.rowMax());
        sum.map(x -> x / largest).store(c, row * n + column, n);
    }

    @Kernel
    private static void beyond(KernelContext k, FloatArray a) {
        a.set(k.globalIdx + 1, 1);
    }

    @Kernel
    private static void divergent(KernelContext k, FloatArray a) {
        if (k.localIdx < 7) {
            k.localBarrier();
        }
        a.set(0, 1);
    }

    private static void run(Device device, TaskGraph graph, WorkerGrid grid) {
        try (ExecutionPlan plan = new ExecutionPlan(graph.snapshot())
                .withDevice(device)
                .withGridScheduler(new GridScheduler("g.t", grid))) {
            plan.execute();
        }
    }

    private static FloatArray numbers(int size) {
        FloatArray array = new FloatArray(size);
        for (int i = 0; i < size; i++) {
            array.set(i, i * 7 % 23 - 11.25f);
        }
        return array;
    }

    @Test
    void execute_loopOverJavaArrays_computes() {
        float[] a = {1, 2, 3};
        int[] b = {10, 20};
        execute(new TaskGraph("g")
                .transferToDevice(DataTransferMode.EVERY_EXECUTION, a, b)
                .task("t", JavaDeviceTest::halves, a, b)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, a));
        assertArrayEquals(new float[] {10.5f, 21, 11.5f}, a);
    }

    private static void execute(TaskGraph graph) {
        try (ExecutionPlan plan = new ExecutionPlan(graph.snapshot()).withDevice(Device.java())) {
            plan.execute();
        }
    }

    @Test
    void execute_barriersAndLocalMemory_givesWhatTheCpuGives() {
        try (FloatArray a = numbers(256);
                FloatArray expected = new FloatArray(4);
                FloatArray actual = new FloatArray(4)) {
            WorkerGrid grid = new WorkerGrid1D(256).setLocalWork(64, 1, 1);
            run(Device.cpu(), graph(a, expected), grid);
            run(Device.java(), graph(a, actual), grid);
            assertArrayEquals(expected.toHeapArray(), actual.toHeapArray());
        }
    }

    private static TaskGraph graph(FloatArray a, FloatArray sums) {
        return new TaskGraph("g").task("t", JavaDeviceTest::groupSums, new KernelContext(), a, sums);
    }

    @Test
    void execute_matrices_givesWhatTheCpuGives() {
        try (FloatArray a = numbers(24 * 24);
                FloatArray expected = new FloatArray(24 * 24);
                FloatArray actual = new FloatArray(24 * 24)) {
            WorkerGrid grid = new WorkerGrid2D(3 * 32, 3).setLocalWork(32, 1, 1);
            run(Device.cpu(), product(a, expected), grid);
            run(Device.java(), product(a, actual), grid);
            assertArrayEquals(expected.toHeapArray(), actual.toHeapArray());
        }
    }

    private static TaskGraph product(FloatArray a, FloatArray c) {
        return new TaskGraph("g").task("t", JavaDeviceTest::product, new KernelContext(), a, c, 24);
    }

    @Test
    void execute_indexOutOfRange_namesTaskAndLine() {
        try (FloatArray a = new FloatArray(64)) {
            TaskGraph graph = new TaskGraph("g").task("t", JavaDeviceTest::beyond, new KernelContext(), a);
            var e = assertThrows(
                    KernelFaultException.class,
                    () -> run(Device.java(), graph, new WorkerGrid1D(64).setLocalWork(32, 1, 1)));
            assertTrue(
                    String.valueOf(e.getMessage())
                            .matches("JavaDeviceTest.java:\\d+: task 'g.t': .*, in thread \\(63, 0, 0\\)"),
                    e.getMessage());
        }
    }

    @Test
    void execute_whatOtherDevicesRefuse_isRefused() {
        try (FloatArray a = new FloatArray(64)) {
            TaskGraph graph = new TaskGraph("g").task("t", JavaDeviceTest::divergent, new KernelContext(), a);
            assertThrows(
                    KernelCompilationException.class,
                    () -> run(Device.java(), graph, new WorkerGrid1D(64).setLocalWork(32, 1, 1)));
        }
    }

    @Test
    void byName_java_isTheDebugDevice() {
        assertEquals(Device.java(), Device.byName("java"));
    }
}
