package dev.bessemer.runtime.debug;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.intrinsics.thread.ThreadPlace.Triple;
import dev.bessemer.jit.diagnostic.KernelFaultException;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.IntArray;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Threads of the JVM as a kernel's threads: places, meetings, local arrays, matrices, and what is said when they go wrong. */
class DebugGridTest {
    private static final Triple ONE = new Triple(1, 1, 1);

    private static void run(int groups, int threads, Consumer<KernelContext> kernel) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> DebugGrid.run(
                        new Triple(groups, 1, 1),
                        new Triple(threads, 1, 1),
                        () -> kernel.accept(KernelContext.current())));
    }

    @Test
    void run_twoDimensions_givesEachThreadItsPlace() {
        try (IntArray seen = new IntArray(6 * 8)) {
            DebugGrid.run(new Triple(3, 2, 1), new Triple(2, 4, 1), () -> {
                KernelContext k = KernelContext.current();
                int at = k.globalIdy * k.globalGroupSizeX + k.globalIdx;
                seen.set(at, 100 * k.groupIdx + 10 * k.groupIdy + k.laneIdx);
            });
            assertEquals(0, seen.get(0));
            assertEquals(1, seen.get(1));
            assertEquals(100, seen.get(2));
            assertEquals(210 + 7, seen.get(6 * 8 - 1));
        }
    }

    @Test
    void localBarrier_reversalThroughLocalMemory_seesWhatOthersWrote() {
        try (IntArray out = new IntArray(128)) {
            run(2, 64, k -> {
                int[] shared = k.allocateIntLocalArray(64);
                int[] other = k.allocateIntLocalArray(64);
                other[k.localIdx] = 1;
                shared[k.localIdx] = k.globalIdx;
                k.localBarrier();
                out.set(k.globalIdx, shared[63 - k.localIdx] + other[63 - k.localIdx]);
            });
            for (int i = 0; i < 128; i++) {
                assertEquals(i / 64 * 64 + 63 - i % 64 + 1, out.get(i));
            }
        }
    }

    @Test
    void simd_everyExchange_givesWhatItSays() {
        try (IntArray out = new IntArray(32 * 8)) {
            run(1, 32, k -> {
                int at = k.laneIdx * 8;
                out.set(at, k.simdSum(k.laneIdx));
                out.set(at + 1, k.simdMax(k.laneIdx));
                out.set(at + 2, k.simdShuffle(k.laneIdx, k.laneIdx + 1));
                out.set(at + 3, k.simdShuffleXor(k.laneIdx, 3));
                out.set(at + 4, k.simdShuffleUp(k.laneIdx, 1));
                out.set(at + 5, k.simdShuffleDown(k.laneIdx, 1));
                out.set(at + 6, k.simdBroadcast(k.laneIdx, 5));
                out.set(at + 7, k.simdAny(k.laneIdx == 9) && !k.simdAll(k.laneIdx == 9) ? 1 : 0);
            });
            assertArrayEquals(new int[] {496, 31, 1, 3, 0, 1, 5, 1}, Arrays.copyOfRange(out.toHeapArray(), 0, 0 + 8));
            assertArrayEquals(
                    new int[] {496, 31, 0, 28, 30, 31, 5, 1},
                    Arrays.copyOfRange(out.toHeapArray(), 31 * 8, 31 * 8 + 8));
        }
    }

    @Test
    void matrix_productOfHalves_isWhatTheLoopGives() {
        try (HalfFloatArray a = new HalfFloatArray(64);
                FloatArray c = new FloatArray(64)) {
            for (int i = 0; i < 64; i++) {
                a.setFloat(i, i % 11 - 5);
            }
            run(1, 32, k -> {
                var tile = SimdgroupMatrix.F16.load(a, 0, 8);
                var turned = SimdgroupMatrix.F16.load(a, 0, 8, true);
                SimdgroupMatrix.multiplyAccumulate(tile, turned, SimdgroupMatrix.F32.filled(1))
                        .mapIndexed((row, column, x) -> row == column ? x : -x)
                        .store(c, 0, 8);
            });
            for (int i = 0; i < 64; i++) {
                float sum = 1;
                for (int j = 0; j < 8; j++) {
                    sum += a.getFloat(i / 8 * 8 + j) * a.getFloat(i % 8 * 8 + j);
                }
                assertEquals(i / 8 == i % 8 ? sum : -sum, c.get(i));
            }
        }
    }

    @Test
    void matrix_rowsAndLanes_followTheLayout() {
        try (FloatArray c = new FloatArray(64);
                FloatArray sums = new FloatArray(32)) {
            run(1, 32, k -> {
                var m = SimdgroupMatrix.F32.zero().withElements(2 * k.laneIdx, 2 * k.laneIdx + 1);
                sums.set(k.laneIdx, m.rowSum());
                m.store(c, 0, 8, 8, 7);
            });
            assertArrayEquals(new float[] {0, 1, 2, 3, 16, 17, 18, 0}, Arrays.copyOfRange(c.toHeapArray(), 0, 0 + 8));
            assertEquals(0 + 1 + 2 + 3 + 16 + 17 + 18 + 19, sums.get(9));
        }
    }

    @Test
    void run_indexOutOfRange_isAFaultAtTheJavaLine() {
        try (IntArray out = new IntArray(40)) {
            var e = assertThrows(KernelFaultException.class, () -> run(2, 32, k -> out.set(k.globalIdx, 1)));
            assertEquals("DebugGridTest.java", e.location().file());
            assertTrue(String.valueOf(e.getMessage()).contains("in thread ("), e.getMessage());
        }
    }

    @Test
    void run_divisionByZero_isAFault() {
        try (IntArray out = new IntArray(32)) {
            assertThrows(KernelFaultException.class, () -> run(1, 32, k -> out.set(k.globalIdx, 5 / k.localIdx)));
        }
    }

    @Test
    void localBarrier_notReachedByAll_saysWhoWaitsForWhom() {
        var e = assertThrows(
                IllegalStateException.class,
                () -> run(1, 64, k -> {
                    if (k.localIdx < 32) {
                        k.localBarrier();
                    }
                }));
        assertTrue(
                String.valueOf(e.getMessage())
                        .contains("waits in KernelContext.localBarrier for threads that have returned"),
                e.getMessage());
        assertTrue(String.valueOf(e.getMessage()).startsWith("DebugGridTest.java:"), e.getMessage());
    }

    @Test
    void simd_lanesAtDifferentOperations_areReported() {
        var e = assertThrows(
                IllegalStateException.class,
                () -> run(1, 32, k -> {
                    int ignored = k.laneIdx < 16 ? k.simdSum(1) : k.simdMax(1);
                    assertEquals(ignored, ignored);
                }));
        assertTrue(String.valueOf(e.getMessage()).contains("reach the same operation together"), e.getMessage());
    }

    @Test
    void simd_differentArgumentsForOneMatrix_areReported() {
        try (FloatArray a = new FloatArray(128)) {
            var e = assertThrows(
                    IllegalStateException.class,
                    () -> run(
                            1,
                            32,
                            k -> SimdgroupMatrix.F32.load(a, k.laneIdx, 8).store(a, 64, 8)));
            assertTrue(String.valueOf(e.getMessage()).contains("needs the same argument in all lanes"), e.getMessage());
        }
    }

    @Test
    void run_gridTooLarge_isRefusedWithARemedy() {
        var e = assertThrows(
                IllegalArgumentException.class,
                () -> DebugGrid.run(new Triple(1 << 20, 1, 1), new Triple(2, 1, 1), () -> {}));
        assertEquals(
                "the grid has 2097152 threads, and the device 'java' starts a thread of the JVM for each: at most 1048576;"
                        + " use a smaller grid, or another device",
                e.getMessage());
        DebugGrid.run(ONE, ONE, () -> {});
    }
}
