package dev.bessemer.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bessemer.annotations.Kernel;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.intrinsics.SimdgroupMatrix.F32;
import dev.bessemer.jit.diagnostic.KernelFaultException;
import dev.bessemer.runtime.simulator.SimulatorPresence;
import dev.bessemer.types.FloatArray;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A loop over tiles whose first iterations the Metal source executes without checks gives what the CPU device gives, which checks each tile: the same elements, or the
 * same fault.
 */
class TileLoopTest {
    private static final int SIZE = 3000;
    private static final int CASES = 400;

    /** Where a loop's tiles lie. */
    private record Places(int first, int end, int from, int each, int stride, int rows, int columns) {}

    /** The kernels. */
    private enum Walk {
        BLOCKS(32),
        STORES(32),
        TOGETHER(96);

        private final int threads;

        Walk(int threads) {
            this.threads = threads;
        }

        TaskGraph task(TaskGraph graph, KernelContext context, FloatArray a, FloatArray out, Places places) {
            return switch (this) {
                case BLOCKS -> graph.task("t", TileLoopTest::blocks, context, a, out, places);
                case STORES -> graph.task("t", TileLoopTest::stores, context, a, out, places);
                case TOGETHER -> graph.task("t", TileLoopTest::together, context, a, out, places);
            };
        }
    }

    @BeforeEach
    void needsSimulator() {
        assumeTrue(
                SimulatorPresence.missing().isEmpty(),
                () -> SimulatorPresence.missing().orElse(""));
    }

    @Kernel
    private static void blocks(KernelContext context, FloatArray a, FloatArray out, Places p) {
        F32 sum = F32.zero();
        for (int i = p.first(); i < p.end(); i += 8) {
            int from = p.from() + i * p.each();
            F32 left = F32.load(a, from, p.stride(), false, p.rows() - i, 8);
            for (int j = 0; j < 3; j++) {
                F32 right = F32.load(
                        a, from + j * 8 * p.stride() - 16, p.stride(), true, p.columns(), p.rows() - i - j * 8);
                sum = SimdgroupMatrix.multiplyAccumulate(left, right, sum);
            }
        }
        sum.store(out, 0, 8);
    }

    @Kernel
    private static void stores(KernelContext context, FloatArray a, FloatArray out, Places p) {
        int stride = Math.max(p.stride(), 8);
        for (int i = p.first(); i < p.end(); i++) {
            int from = p.from() + i * 8 * stride;
            F32.filled(i).store(out, from, stride, p.rows() - 8 * i, p.columns());
        }
    }

    /** Each SIMD-group has other tiles, and they meet after each. */
    @Kernel
    private static void together(KernelContext context, FloatArray a, FloatArray out, Places p) {
        F32 sum = F32.zero();
        int group = context.simdgroupIdx;
        for (int i = p.first(); i < p.end(); i += 8) {
            int from = p.from() + i * p.each() + group * 5;
            sum = sum.add(F32.load(a, from, p.stride(), false, p.rows() - i - group * 4, p.columns()));
            context.localBarrier();
        }
        sum.store(out, group * 64, 8);
    }

    @Test
    void loops_ofTilesAnywhere_areThoseOfTheCpu() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int faults = 0;
        for (int i = 0; i < CASES; i++) {
            Places places = places(random);
            Walk walk = Walk.values()[i % Walk.values().length];
            String expected = outcome(Device.cpu(), walk, places);
            faults += expected.startsWith("[") ? 0 : 1;
            assertEquals(
                    expected, outcome(Device.simulator(), walk, places), () -> walk + " " + places + ", seed " + seed);
        }
        int found = faults;
        assertTrue(found > CASES / 10 && found < CASES * 9 / 10, () -> found + " faults, seed " + seed);
    }

    private static Places places(Random random) {
        int stride = pick(random, 8, 8, 16, 24, 40, 40, 0, -8, 100, 1 << 29);
        int each = pick(random, 1, 1, stride, stride, 0, -1, 2 * stride, 1 << 28);
        int first = pick(random, 0, 0, 0, 8, 3, -8);
        int end = random.nextInt(90) - 8;
        int last = first + Math.max(end - 1 - first, 0) / 8 * 8;
        int beyond = SIZE - last * each - 23 * stride + random.nextInt(2 * Math.max(1, Math.abs(stride % SIZE)));
        return new Places(
                first,
                end,
                pick(random, 16, 16, 50, 100, 0, beyond, beyond, beyond, -1, Integer.MIN_VALUE),
                each,
                stride,
                pick(random, end, end, 100, 200, end - 3, random.nextInt(90), Integer.MAX_VALUE, Integer.MIN_VALUE),
                pick(random, 8, 8, 8, 100, 5, 0));
    }

    private static int pick(Random random, int... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** The elements, or the fault. */
    private static String outcome(Device device, Walk walk, Places places) {
        try (FloatArray a = new FloatArray(SIZE);
                FloatArray out = new FloatArray(SIZE)) {
            for (int i = 0; i < SIZE; i++) {
                a.set(i, i * 7 % 11 - 5);
            }
            KernelContext context = new KernelContext();
            TaskGraph start = new TaskGraph("g").transferToDevice(DataTransferMode.EVERY_EXECUTION, a, out);
            TaskGraph graph =
                    walk.task(start, context, a, out, places).transferToHost(DataTransferMode.EVERY_EXECUTION, out);
            WorkerGrid grid = new WorkerGrid1D(walk.threads).setLocalWork(walk.threads, 1, 1);
            try (ExecutionPlan plan = new ExecutionPlan(graph.snapshot())
                    .withDevice(device)
                    .withGridScheduler(new GridScheduler("g.t", grid))) {
                plan.execute();
                return Arrays.toString(out.toHeapArray());
            }
        } catch (KernelFaultException fault) {
            return walk == Walk.TOGETHER ? "a fault of one of the SIMD-groups" : essence(fault);
        }
    }

    /** A fault without what only one device tells, and without the thread: all of a SIMD-group are at fault. */
    private static String essence(KernelFaultException fault) {
        return GuardsTest.essence(String.valueOf(fault.getMessage())).replaceFirst("thread \\d+ of", "a thread of");
    }
}
