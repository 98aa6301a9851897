package dev.bessemer.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.Parallel;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.jit.diagnostic.KernelFaultException;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.IntArray;
import dev.bessemer.types.LongArray;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Atomic operations of many threads at once. */
class AtomicTest {
    private static final int COUNT = 100_000;

    static final class Kernels {
        private Kernels() {}

        @Kernel
        static void histogram(IntArray bins, int count) {
            for (@Parallel int i = 0; i < count; i++) {
                bins.atomicAdd((i * 7) & 15, 1);
            }
        }

        @Kernel
        static void ints(IntArray out, int count) {
            for (@Parallel int i = 0; i < count; i++) {
                out.atomicMin(0, -i);
                out.atomicMax(1, i);
                out.atomicAnd(2, ~(1 << (i & 7)));
                out.atomicOr(3, 1 << (i & 15));
                out.atomicXor(4, i);
                out.atomicAdd(5, out.atomicExchange(6, 1) == 0 ? 1 : 0);
            }
        }

        @Kernel
        static void longs(LongArray out, int count) {
            for (@Parallel int i = 0; i < count; i++) {
                out.atomicAdd(0, 1L << 33);
                out.atomicMin(1, -i);
                out.atomicMax(2, (long) i << 20);
                long old = out.get(3);
                for (long seen = out.atomicCompareExchange(3, old, old + 3);
                        seen != old;
                        seen = out.atomicCompareExchange(3, old, old + 3)) {
                    old = seen;
                }
            }
        }

        @Kernel
        static void floats(FloatArray out, int count) {
            for (@Parallel int i = 0; i < count; i++) {
                out.atomicAdd(0, 1);
                out.atomicMin(1, -0.5f * i);
                out.atomicMax(2, 0.5f * i);
                float old = out.atomicCompareExchange(3, 0, i + 1);
                out.atomicAdd(4, old == 0 ? 1 : 0);
            }
        }

        @Kernel
        static void outside(IntArray out, int index) {
            for (@Parallel int i = 0; i < 3; i++) {
                out.atomicAdd(index, 1);
            }
        }

        @Kernel
        static void local(KernelContext k, IntArray out) {
            int[] counts = k.allocateIntLocalArray(4);
            float[] sums = k.allocateFloatLocalArray(1);
            k.atomicAdd(counts, k.localIdx & 1, 1);
            k.atomicMax(counts, 2, k.localIdx);
            k.atomicOr(counts, 3, k.localIdx);
            k.atomicAdd(sums, 0, 1.5f);
            k.localBarrier();
            if (k.localIdx == 0) {
                for (int i = 0; i < 4; i++) {
                    k.atomicAdd(out, i, counts[i]);
                }
                k.atomicAdd(out, 4, (int) sums[0]);
            }
        }
    }

    private static void execute(TaskGraph graph) {
        try (ExecutionPlan plan = new ExecutionPlan(graph.snapshot())) {
            plan.execute();
        }
    }

    @Test
    void atomicAdd_histogram_countsAll() {
        try (IntArray bins = new IntArray(16)) {
            execute(new TaskGraph("s0").task("t", Kernels::histogram, bins, COUNT));
            int[] expected = new int[16];
            Arrays.fill(expected, COUNT / 16);
            assertArrayEquals(expected, bins.toHeapArray());
        }
    }

    @Test
    void intOperations_manyThreads_loseNothing() {
        try (IntArray expected = IntArray.fromElements(5, -5, -1, 0, 0, 0, 0);
                IntArray out = IntArray.fromElements(5, -5, -1, 0, 0, 0, 0)) {
            Kernels.ints(expected, COUNT);
            execute(new TaskGraph("s0").task("t", Kernels::ints, out, COUNT));
            assertArrayEquals(expected.toHeapArray(), out.toHeapArray());
            assertEquals(1, out.get(5));
        }
    }

    @Test
    void longOperations_manyThreads_loseNothing() {
        try (LongArray out = new LongArray(4)) {
            execute(new TaskGraph("s0").task("t", Kernels::longs, out, COUNT));
            assertArrayEquals(
                    new long[] {(long) COUNT << 33, 1 - COUNT, (long) (COUNT - 1) << 20, 3L * COUNT},
                    out.toHeapArray());
        }
    }

    @Test
    void floatOperations_manyThreads_loseNothing() {
        try (FloatArray out = new FloatArray(5)) {
            execute(new TaskGraph("s0").task("t", Kernels::floats, out, COUNT));
            assertEquals(COUNT, out.get(0));
            assertEquals(-0.5f * (COUNT - 1), out.get(1));
            assertEquals(0.5f * (COUNT - 1), out.get(2));
            assertTrue(out.get(3) >= 1);
            assertEquals(1, out.get(4));
        }
    }

    @Test
    void localArrays_atomicsOfAThreadgroup_loseNothing() {
        try (IntArray out = new IntArray(5)) {
            TaskGraph graph = new TaskGraph("s0").task("t", Kernels::local, new KernelContext(), out);
            GridScheduler grid = new GridScheduler("s0.t", new WorkerGrid1D(192));
            try (ExecutionPlan plan = new ExecutionPlan(graph.snapshot())) {
                plan.withGridScheduler(grid).execute();
            }
            int[] found = out.toHeapArray();
            assertEquals(96, found[0]);
            assertEquals(96, found[1]);
            assertEquals(288, found[4]);
        }
    }

    @Test
    void atomicAdd_outsideTheArray_isAFault() {
        try (IntArray out = new IntArray(4)) {
            KernelFaultException fault = assertThrows(
                    KernelFaultException.class, () -> execute(new TaskGraph("s0").task("t", Kernels::outside, out, 4)));
            assertTrue(String.valueOf(fault.getMessage()).contains("index 4"), fault::getMessage);
        }
    }
}
