package dev.bessemer.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.IntArray;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Grids that fit their kernels, and what is said of those that do not. */
class GridTest {
    private final IntArray out = new IntArray(128);

    @AfterEach
    void close() {
        out.close();
    }

    private ExecutionPlan plan(Tasks.Task2<KernelContext, IntArray> kernel) {
        return new ExecutionPlan(new TaskGraph("s0")
                .task("ids", kernel, new KernelContext(), out)
                .snapshot());
    }

    private ExecutionPlan plan(Tasks.Task2<KernelContext, IntArray> kernel, WorkerGrid grid) {
        return plan(kernel).withGridScheduler(new GridScheduler("s0.ids", grid));
    }

    private static void refused(String message, Executable action) {
        IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class, action);
        assertEquals(message, thrown.getMessage());
    }

    @Test
    void execute_gridOfFourGroups_givesEachThreadItsPlace() {
        try (ExecutionPlan plan = plan(TestKernels::ids, new WorkerGrid1D(128).setLocalWork(32, 1, 1))) {
            plan.execute();
        }
        assertEquals(0, out.get(0));
        assertEquals(1000 + 5, out.get(32 + 5));
        assertEquals(3000 + 31, out.get(127));
    }

    @Test
    void execute_declaredThreadgroup_needsNoLocalWork() {
        try (ExecutionPlan plan = plan(TestKernels::declared, new WorkerGrid1D(128))) {
            plan.execute();
        }
        assertEquals(128L * 64, Arrays.stream(out.toHeapArray()).asLongStream().sum());
    }

    @Test
    void execute_simdSum_addsTheLanes() {
        try (ExecutionPlan plan = plan(TestKernels::sum, new WorkerGrid1D(128).setLocalWork(64, 1, 1))) {
            plan.execute();
        }
        assertEquals(31 * 32 / 2, out.get(77));
    }

    @Test
    void execute_globalBarrier_ordersDeviceMemoryWithinTheThreadgroup() {
        try (IntArray between = new IntArray(128);
                ExecutionPlan plan = new ExecutionPlan(new TaskGraph("s0")
                        .task("neighbour", TestKernels::neighbour, new KernelContext(), between, out)
                        .snapshot())) {
            plan.withGridScheduler(new GridScheduler("s0.neighbour", new WorkerGrid1D(128).setLocalWork(64, 1, 1)))
                    .execute();
        }
        for (int i = 0; i < 128; i++) {
            assertEquals((i + 1) % 64, out.get(i));
        }
    }

    @Test
    void execute_noGrid_saysHowToGiveOne() {
        refused(
                "task 's0.ids': the kernel takes a KernelContext and has no grid: give one with"
                        + " plan.withGridScheduler(new GridScheduler(\"s0.ids\", new"
                        + " WorkerGrid1D(threads).setLocalWork(threadsInAThreadgroup, 1, 1)))",
                () -> plan(TestKernels::ids).execute());
    }

    @Test
    void execute_noThreadgroup_takesTheLargestDivisorUpTo256() {
        try (IntArray sizes = new IntArray(96);
                ExecutionPlan plan = new ExecutionPlan(new TaskGraph("s0")
                        .task("ids", TestKernels::groupSizes, new KernelContext(), sizes)
                        .snapshot())) {
            plan.withGridScheduler(new GridScheduler("s0.ids", new WorkerGrid1D(96)))
                    .execute();
            assertEquals(96, sizes.get(95));
            plan.withGridScheduler(new GridScheduler("s0.ids", new WorkerGrid2D(24, 4)))
                    .execute();
            assertEquals(12 * 4, sizes.get(95));
        }
    }

    @Test
    void execute_gridChangedBetweenExecutions_isReadAgain() {
        WorkerGrid1D grid = new WorkerGrid1D(128);
        grid.setLocalWork(64, 1, 1);
        try (ExecutionPlan plan = plan(TestKernels::ids, grid)) {
            plan.execute();
            assertEquals(1000, out.get(64));
            grid.setLocalWork(32, 1, 1);
            plan.execute();
            assertEquals(2000, out.get(64));
        }
    }

    @Test
    void workerGrid_asked_givesTornadosFigures() {
        WorkerGrid grid = new WorkerGrid2D(64, 32).setLocalWork(16, 8, 1);
        assertArrayEquals(new long[] {64, 32, 1}, grid.getGlobalWork());
        assertArrayEquals(new long[] {16, 8, 1}, grid.getLocalWork());
        assertArrayEquals(new long[] {4, 4, 1}, grid.getNumberOfWorkgroups());
        assertEquals(2, grid.dimension());
        assertEquals(0, grid.setLocalWorkToNull().getLocalWork().length);
        GridScheduler scheduler = new GridScheduler("s0.ids", grid);
        assertTrue(scheduler.contains("s0", "ids"));
        assertFalse(scheduler.contains("s0", "sum"));
        assertEquals(Set.of("s0.ids"), scheduler.keySet());
    }

    @Test
    void execute_otherThanDeclaredThreadgroup_isRefused() {
        refused(
                "task 's0.ids': the kernel declares threadgroups of [64, 1, 1] threads but the grid asks for [32, 1, 1]:"
                        + " leave setLocalWork out, or ask for the declared size",
                () -> plan(TestKernels::declared, new WorkerGrid1D(128).setLocalWork(32, 1, 1))
                        .execute());
    }

    @Test
    void execute_partlyFilledThreadgroup_isRefused() {
        refused(
                "task 's0.ids': the grid of [100, 1, 1] threads is no whole number of threadgroups of [32, 1, 1]: round its"
                        + " extents up to multiples and return early in the threads beyond the data",
                () -> plan(TestKernels::ids, new WorkerGrid1D(100).setLocalWork(32, 1, 1))
                        .execute());
    }

    @Test
    void execute_tooManyThreads_isRefused() {
        refused(
                "task 's0.ids': a threadgroup of [2048, 1, 1] has 2048 threads, more than the 1024 that a device can"
                        + " have: make it smaller",
                () -> plan(TestKernels::ids, new WorkerGrid1D(2048).setLocalWork(2048, 1, 1))
                        .execute());
    }

    @Test
    void execute_partOfASimdgroup_isRefusedWhereWholeOnesAreNeeded() {
        refused(
                "task 's0.ids': a threadgroup of [16, 1, 1] has 16 threads, but the kernel works with whole SIMD-groups:"
                        + " use a multiple of 32",
                () -> plan(TestKernels::sum, new WorkerGrid1D(128).setLocalWork(16, 1, 1))
                        .execute());
    }

    @Test
    void execute_gridForAParallelLoop_isRefused() {
        try (FloatArray a = new FloatArray(4);
                ExecutionPlan plan = new ExecutionPlan(new TaskGraph("s0")
                        .task("add", TestKernels::add, a, a, a)
                        .snapshot())) {
            plan.withGridScheduler(new GridScheduler("s0.add", new WorkerGrid1D(4)));
            refused(
                    "task 's0.add': the kernel takes no KernelContext, so that its @Parallel loops make its grid, but the"
                            + " scheduler has a WorkerGrid1D of [4, 1, 1] threads: remove it",
                    plan::execute);
        }
    }

    @Test
    void withGridScheduler_unknownTask_listsTheTasks() {
        refused(
                "the scheduler has a grid for 's0.idz', which is no task of the graph: its tasks are [s0.ids]",
                () -> plan(TestKernels::ids).withGridScheduler(new GridScheduler("s0.idz", new WorkerGrid1D(1))));
    }

    @Test
    void workerGrid_extentsThatDoNotFit_areRefused() {
        refused(
                "a grid of 0 x 1 x 1 threads does not fit WorkerGrid1D: extents are from 1 to 2^31-1, and 1 beyond its dimensions",
                () -> new WorkerGrid1D(0));
        refused(
                "a threadgroup of 8 x 8 x 1 threads does not fit WorkerGrid1D: extents are from 1 to 2^31-1, and 1"
                        + " beyond its dimensions",
                () -> new WorkerGrid1D(8).setLocalWork(8, 8, 1));
    }
}
