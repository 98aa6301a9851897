package dev.bessemer.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.Parallel;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.jit.diagnostic.KernelFaultException;
import dev.bessemer.runtime.simulator.SimulatorPresence;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.IntArray;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Task graphs on the simulator: the CPU device's results, its faults, and what only the simulator finds. */
class SimulatorDeviceTest {
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
    private static void quotients(IntArray a, IntArray c) {
        for (@Parallel int i = 0; i < c.getSize(); i++) {
            c.set(i, 100 / a.get(i));
        }
    }

    @Kernel
    private static void unordered(KernelContext k, FloatArray a) {
        float[] shared = k.allocateFloatLocalArray(64);
        shared[k.localIdx] = a.get(k.localIdx);
        a.set(k.localIdx, shared[63 - k.localIdx]);
    }

    @Kernel
    private static void transpose(FloatArray a, FloatArray c, int n) {
        for (@Parallel int y = 0; y < n; y++) {
            for (@Parallel int x = 0; x < n; x++) {
                c.set(x * n + y, a.get(y * n + x));
            }
        }
    }

    @BeforeEach
    void needsSimulator() {
        assumeTrue(
                SimulatorPresence.missing().isEmpty(),
                () -> SimulatorPresence.missing().orElse(""));
    }

    private static void run(Device device, TaskGraph graph, WorkerGrid grid) {
        try (ExecutionPlan plan = new ExecutionPlan(graph.snapshot())
                .withDevice(device)
                .withGridScheduler(new GridScheduler("g.t", grid))) {
            plan.execute();
        }
    }

    private static void run(Device device, TaskGraph graph) {
        try (ExecutionPlan plan = new ExecutionPlan(graph.snapshot()).withDevice(device)) {
            plan.execute();
        }
    }

    private static FloatArray numbers(int size) {
        FloatArray array = new FloatArray(size);
        for (int i = 0; i < size; i++) {
            array.set(i, (i * 37 % 101) / 8f);
        }
        return array;
    }

    private static TaskGraph graph() {
        return new TaskGraph("g");
    }

    @Test
    void byName_simulator_isListed() {
        assertEquals(Device.simulator(), Device.byName("simulator"));
        assertTrue(Device.list().contains(Device.simulator()));
    }

    @Test
    void parallelLoop_isTheCpus() {
        float[] a = numbers(1000).toHeapArray();
        float[] expected = new float[1000];
        float[] actual = new float[1000];
        run(Device.cpu(), scale(a, expected));
        run(Device.simulator(), scale(a, actual));
        assertArrayEquals(expected, actual);
    }

    private static TaskGraph scale(float[] a, float[] out) {
        return graph().transferToDevice(DataTransferMode.EVERY_EXECUTION, a)
                .task("t", TestKernels::scale, a, out, 0.1f)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, out);
    }

    @Kernel
    private static void scalars(long[] out, boolean flag, byte small, short medium, char character, long large) {
        out[0] = flag ? small : 0;
        out[1] = medium;
        out[2] = character;
        out[3] = large;
    }

    @Test
    void narrowScalars_areTheCpus() {
        long[] out = new long[4];
        TaskGraph graph = graph().task(
                        "t", SimulatorDeviceTest::scalars, out, true, (byte) -3, (short) -300, '\uffff', 1L << 40)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, out);
        run(Device.simulator(), graph);
        assertArrayEquals(new long[] {-3, -300, 0xffff, 1L << 40}, out);
    }

    @Test
    void barriersAndThreadgroupMemory_areTheCpus() {
        try (FloatArray a = numbers(256);
                FloatArray expected = new FloatArray(4);
                FloatArray actual = new FloatArray(4)) {
            run(Device.cpu(), sumsGraph(a, expected), new WorkerGrid1D(256).setLocalWork(64, 1, 1));
            run(Device.simulator(), sumsGraph(a, actual), new WorkerGrid1D(256).setLocalWork(64, 1, 1));
            assertArrayEquals(expected.toHeapArray(), actual.toHeapArray());
        }
    }

    private static TaskGraph sumsGraph(FloatArray a, FloatArray sums) {
        return graph().transferToDevice(DataTransferMode.EVERY_EXECUTION, a)
                .task("t", SimulatorDeviceTest::groupSums, new KernelContext(), a, sums)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, sums);
    }

    @Test
    void matricesAndReductions_areTheCpus() {
        try (FloatArray a = numbers(16 * 16);
                FloatArray expected = new FloatArray(16 * 16);
                FloatArray actual = new FloatArray(16 * 16)) {
            run(Device.cpu(), productGraph(a, expected), new WorkerGrid2D(64, 2).setLocalWork(32, 1, 1));
            run(Device.simulator(), productGraph(a, actual), new WorkerGrid2D(64, 2).setLocalWork(32, 1, 1));
            assertArrayEquals(expected.toHeapArray(), actual.toHeapArray(), 1e-6f);
        }
    }

    private static TaskGraph productGraph(FloatArray a, FloatArray c) {
        return graph().transferToDevice(DataTransferMode.EVERY_EXECUTION, a)
                .task("t", SimulatorDeviceTest::product, new KernelContext(), a, c, 16)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, c);
    }

    @Test
    void indexOutOfRange_isReportedAsOnTheCpu() {
        try (FloatArray a = new FloatArray(64)) {
            TaskGraph graph = graph().transferToDevice(DataTransferMode.EVERY_EXECUTION, a)
                    .task("t", SimulatorDeviceTest::beyond, new KernelContext(), a)
                    .transferToHost(DataTransferMode.EVERY_EXECUTION, a);
            WorkerGrid grid = new WorkerGrid1D(64).setLocalWork(32, 1, 1);
            assertEquals(fault(Device.cpu(), graph, grid), fault(Device.simulator(), graph, grid));
        }
    }

    private static String fault(Device device, TaskGraph graph, WorkerGrid grid) {
        return String.valueOf(assertThrows(KernelFaultException.class, () -> run(device, graph, grid))
                .getMessage());
    }

    @Test
    void divisionByZero_isReportedAsOnTheCpu() {
        try (IntArray a = IntArray.fromElements(5, 0, 7);
                IntArray c = new IntArray(3)) {
            TaskGraph graph = graph().transferToDevice(DataTransferMode.EVERY_EXECUTION, a)
                    .task("t", SimulatorDeviceTest::quotients, a, c)
                    .transferToHost(DataTransferMode.EVERY_EXECUTION, c);
            assertEquals(fault(Device.cpu(), graph), fault(Device.simulator(), graph));
        }
    }

    @Test
    void missingBarrier_isARaceAtItsJavaLines() {
        try (FloatArray a = numbers(64)) {
            TaskGraph graph = graph().transferToDevice(DataTransferMode.EVERY_EXECUTION, a)
                    .task("t", SimulatorDeviceTest::unordered, new KernelContext(), a)
                    .transferToHost(DataTransferMode.EVERY_EXECUTION, a);
            String message = fault(Device.simulator(), graph, new WorkerGrid1D(64).setLocalWork(64, 1, 1));
            assertTrue(message.contains("nothing orders them"), message);
            assertEquals(line(message, "writes") + 1, line(message, "reads"), message);
        }
    }

    /** The line of this file at which a thread did something. */
    private static int line(String message, String action) {
        Matcher place = Pattern.compile(action + " 4 bytes at SimulatorDeviceTest\\.java:(\\d+)")
                .matcher(message);
        assertTrue(place.find(), message);
        return Integer.parseInt(place.group(1));
    }

    @Test
    void loopsInsideOneAnother_areTheCpus() {
        try (FloatArray a = numbers(65 * 65);
                FloatArray expected = new FloatArray(65 * 65);
                FloatArray actual = new FloatArray(65 * 65)) {
            run(Device.cpu(), transposeGraph(a, expected, 65));
            run(Device.simulator(), transposeGraph(a, actual, 65));
            assertArrayEquals(expected.toHeapArray(), actual.toHeapArray());
        }
    }

    private static TaskGraph transposeGraph(FloatArray a, FloatArray c, int n) {
        return graph().transferToDevice(DataTransferMode.EVERY_EXECUTION, a)
                .task("t", SimulatorDeviceTest::transpose, a, c, n)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, c);
    }

    @Test
    void faultInTheInnerLoop_isReportedAsOnTheCpu() {
        try (FloatArray a = numbers(64);
                FloatArray c = new FloatArray(63)) {
            TaskGraph graph = transposeGraph(a, c, 8);
            assertEquals(fault(Device.cpu(), graph), fault(Device.simulator(), graph));
        }
    }

    private static String fault(Device device, TaskGraph graph) {
        return String.valueOf(assertThrows(KernelFaultException.class, () -> run(device, graph))
                .getMessage());
    }

    /** As many rows as the first element says, and twice as many columns as the last; from the fourth row on, every other one. */
    @Kernel
    private static void ragged(IntArray ends, IntArray c, int width) {
        int rows = ends.get(0);
        int columns = ends.get(ends.getSize() - 1) * 2;
        for (@Parallel int y = 3; y < rows; y += 2) {
            for (@Parallel int x = 0; x < columns; x++) {
                c.set(y * width + x, y * 1000 + x);
            }
        }
    }

    private static TaskGraph raggedGraph(IntArray ends, IntArray c) {
        return graph().transferToDevice(DataTransferMode.EVERY_EXECUTION, ends)
                .task("t", SimulatorDeviceTest::ragged, ends, c, 2100)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, c);
    }

    @Test
    void boundsReadFromMemory_areTheCpus() {
        try (IntArray ends = IntArray.fromElements(40, 0, 1050);
                IntArray expected = new IntArray(40 * 2100);
                IntArray actual = new IntArray(40 * 2100)) {
            run(Device.cpu(), raggedGraph(ends, expected));
            run(Device.simulator(), raggedGraph(ends, actual));
            assertArrayEquals(expected.toHeapArray(), actual.toHeapArray());
            assertEquals(39 * 1000 + 2099, actual.get(39 * 2100 + 2099));
        }
    }

    @Test
    void boundsThatFault_areReportedAsOnTheCpu() {
        try (IntArray none = new IntArray(0);
                IntArray c = new IntArray(8)) {
            TaskGraph graph = raggedGraph(none, c);
            assertEquals(fault(Device.cpu(), graph), fault(Device.simulator(), graph));
        }
    }

    @Test
    void prebuiltTask_isExecuted() {
        String text = """
                #include <metal_stdlib>
                using namespace metal;
                [[kernel]] void scaled(device float *a [[buffer(0)]], constant float &by [[buffer(1)]], uint i [[thread_position_in_grid]]) {
                    a[i] *= by;
                }
                """;
        try (FloatArray a = FloatArray.fromElements(1, 2, 3, 4)) {
            AccessorParameters parameters = new AccessorParameters(2);
            parameters.set(0, a, Access.READ_WRITE);
            parameters.set(1, 2.5f, Access.READ_ONLY);
            TaskGraph graph = graph().transferToDevice(DataTransferMode.EVERY_EXECUTION, a)
                    .prebuiltTask("t", "scaled", new MetalSource(text), parameters)
                    .transferToHost(DataTransferMode.EVERY_EXECUTION, a);
            run(Device.simulator(), graph, new WorkerGrid1D(4));
            assertArrayEquals(new float[] {2.5f, 5, 7.5f, 10}, a.toHeapArray());
        }
    }
}
