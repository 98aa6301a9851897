package dev.bessemer.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bessemer.annotations.Kernel;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.SimdgroupMatrix.F32;
import dev.bessemer.jit.diagnostic.KernelFaultException;
import dev.bessemer.runtime.simulator.SimulatorPresence;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.IntArray;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each kind of guard in emitted Metal source catches the fault it is there for, and says the same as the CPU device. Every kernel reads an index or a divisor from
 * {@code n}, where that of one lane is wrong.
 */
class GuardsTest {
    private static final int LANES = 32;
    private static final int WRONG_LANE = 5;
    private static final ByteArray BYTES = new ByteArray(64);

    /** Adds a kernel to a graph. */
    private interface Guarded {
        TaskGraph addTo(TaskGraph graph, KernelContext k, FloatArray a, IntArray n);
    }

    @Kernel
    private static void deviceLoad(KernelContext k, FloatArray a, IntArray n) {
        a.set(k.localIdx, a.get(n.get(k.localIdx)));
    }

    @Kernel
    private static void deviceStore(KernelContext k, FloatArray a, IntArray n) {
        a.set(n.get(k.localIdx), 1);
    }

    @Kernel
    private static void threadgroupLoad(KernelContext k, FloatArray a, IntArray n) {
        float[] shared = k.allocateFloatLocalArray(LANES);
        shared[k.localIdx] = 1;
        k.localBarrier();
        a.set(k.localIdx, shared[n.get(k.localIdx)]);
    }

    @Kernel
    private static void threadgroupStore(KernelContext k, FloatArray a, IntArray n) {
        float[] shared = k.allocateFloatLocalArray(LANES);
        shared[n.get(k.localIdx)] = 1;
        k.localBarrier();
        a.set(k.localIdx, shared[k.localIdx]);
    }

    @Kernel
    private static void privateLoad(KernelContext k, FloatArray a, IntArray n) {
        float[] own = new float[LANES];
        for (int i = 0; i < LANES; i++) {
            own[i] = i;
        }
        a.set(k.localIdx, own[n.get(k.localIdx)]);
    }

    @Kernel
    private static void privateStore(KernelContext k, FloatArray a, IntArray n) {
        float[] own = new float[LANES];
        own[n.get(k.localIdx)] = 1;
        a.set(k.localIdx, own[k.localIdx]);
    }

    @Kernel
    private static void tileLoad(KernelContext k, FloatArray a, IntArray n) {
        int offset = n.get(WRONG_LANE);
        F32.load(a, offset, 8).store(a, 0, 8);
    }

    @Kernel
    private static void tileStore(KernelContext k, FloatArray a, IntArray n) {
        int offset = n.get(WRONG_LANE);
        F32.filled(2).store(a, offset, 8);
    }

    @Kernel
    private static void partOfTile(KernelContext k, FloatArray a, IntArray n) {
        int stride = n.get(WRONG_LANE);
        F32.load(a, 0, stride, false, 5, 6).store(a, 0, 8);
    }

    @Kernel
    private static void threadgroupTile(KernelContext k, FloatArray a, IntArray n) {
        float[] shared = k.allocateFloatLocalArray(64);
        int offset = n.get(WRONG_LANE);
        F32.filled(3).store(shared, offset, 8);
        k.localBarrier();
        a.set(k.localIdx, shared[k.localIdx]);
    }

    @Kernel
    private static void atomic(KernelContext k, FloatArray a, IntArray n) {
        int index = n.get(k.localIdx);
        a.set(k.localIdx, n.atomicAdd(index, 0));
    }

    @Kernel
    private static void atomicAlone(KernelContext k, FloatArray a, IntArray n) {
        int index = n.get(k.localIdx);
        a.atomicAdd(index, 1);
    }

    @Kernel
    private static void intDivision(KernelContext k, FloatArray a, IntArray n) {
        n.set(k.localIdx, 100 / (n.get(k.localIdx) - 100));
    }

    @Kernel
    private static void intRemainder(KernelContext k, FloatArray a, IntArray n) {
        n.set(k.localIdx, 100 % (n.get(k.localIdx) - 100));
    }

    @Kernel
    private static void longDivision(KernelContext k, FloatArray a, IntArray n) {
        n.set(k.localIdx, (int) ((1L << 40) / (n.get(k.localIdx) - 100L)));
    }

    @Kernel
    private static void longRemainder(KernelContext k, FloatArray a, IntArray n) {
        n.set(k.localIdx, (int) ((1L << 40) % (n.get(k.localIdx) - 100L)));
    }

    @Kernel
    private static void word(KernelContext k, FloatArray a, IntArray n, ByteArray bytes) {
        n.set(k.localIdx, bytes.getInt(n.get(k.localIdx)));
    }

    @BeforeEach
    void needsSimulator() {
        assumeTrue(
                SimulatorPresence.missing().isEmpty(),
                () -> SimulatorPresence.missing().orElse(""));
    }

    @TestFactory
    Stream<DynamicTest> guards_seededFault_isReportedAsOnTheCpu() {
        return Stream.of(
                seeded("device load", (g, k, a, n) -> g.task("t", GuardsTest::deviceLoad, k, a, n)),
                seeded("device store", (g, k, a, n) -> g.task("t", GuardsTest::deviceStore, k, a, n)),
                seeded("threadgroup load", (g, k, a, n) -> g.task("t", GuardsTest::threadgroupLoad, k, a, n)),
                seeded("threadgroup store", (g, k, a, n) -> g.task("t", GuardsTest::threadgroupStore, k, a, n)),
                seeded("private load", (g, k, a, n) -> g.task("t", GuardsTest::privateLoad, k, a, n)),
                seeded("private store", (g, k, a, n) -> g.task("t", GuardsTest::privateStore, k, a, n)),
                seeded("tile load", (g, k, a, n) -> g.task("t", GuardsTest::tileLoad, k, a, n)),
                seeded("tile store", (g, k, a, n) -> g.task("t", GuardsTest::tileStore, k, a, n)),
                seeded("part of a tile", (g, k, a, n) -> g.task("t", GuardsTest::partOfTile, k, a, n)),
                seeded("threadgroup tile", (g, k, a, n) -> g.task("t", GuardsTest::threadgroupTile, k, a, n)),
                seeded("atomic", (g, k, a, n) -> g.task("t", GuardsTest::atomic, k, a, n)),
                seeded("atomic alone", (g, k, a, n) -> g.task("t", GuardsTest::atomicAlone, k, a, n)),
                seeded("word", (g, k, a, n) -> g.task("t", GuardsTest::word, k, a, n, BYTES)),
                seeded("int division", (g, k, a, n) -> g.task("t", GuardsTest::intDivision, k, a, n)),
                seeded("int remainder", (g, k, a, n) -> g.task("t", GuardsTest::intRemainder, k, a, n)),
                seeded("long division", (g, k, a, n) -> g.task("t", GuardsTest::longDivision, k, a, n)),
                seeded("long remainder", (g, k, a, n) -> g.task("t", GuardsTest::longRemainder, k, a, n)));
    }

    private static DynamicTest seeded(String name, Guarded guarded) {
        return DynamicTest.dynamicTest(name, () -> {
            String expected = fault(Device.cpu(), guarded);
            assertTrue(expected.contains("GuardsTest.java:"), expected);
            assertEquals(essence(expected), essence(fault(Device.simulator(), guarded)));
        });
    }

    /** Where a fault is, what array and index are at fault, and in which thread: the CPU device also tells sizes and how a matrix lies. */
    static String essence(String message) {
        return message.replaceFirst(", which has \\d+ elements", "")
                .replaceFirst(
                        "a matrix at offset -?\\d+ with row stride -?\\d+ reaches (index -?\\d+), out", "$1 is out");
    }

    private static String fault(Device device, Guarded guarded) {
        try (FloatArray a = new FloatArray(64);
                IntArray n = new IntArray(LANES)) {
            for (int i = 0; i < LANES; i++) {
                n.set(i, i == WRONG_LANE ? 100 : i);
            }
            TaskGraph graph = guarded.addTo(
                            new TaskGraph("g").transferToDevice(DataTransferMode.EVERY_EXECUTION, a, n),
                            new KernelContext(),
                            a,
                            n)
                    .transferToHost(DataTransferMode.EVERY_EXECUTION, a, n);
            WorkerGrid grid = new WorkerGrid1D(LANES).setLocalWork(LANES, 1, 1);
            try (ExecutionPlan plan = new ExecutionPlan(graph.snapshot())
                    .withDevice(device)
                    .withGridScheduler(new GridScheduler("g.t", grid))) {
                return String.valueOf(
                        assertThrows(KernelFaultException.class, plan::execute).getMessage());
            }
        }
    }
}
