package dev.bessemer.runtime;

import dev.bessemer.jit.CompiledKernel.Traits;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The grid of one launch: threadgroups, and threads in each.
 *
 * @param groups in x, y, z
 * @param threads in x, y, z
 */
record GridPlan(List<Integer> groups, List<Integer> threads) {
    /** The most threads a threadgroup can have on a Metal device. */
    private static final int MAXIMUM_THREADS = 1024;

    private static final int SIMD_WIDTH = 32;

    /** The largest threadgroup that is chosen for a grid, by its dimensions. */
    private static final List<List<Integer>> MOST_CHOSEN =
            List.of(List.of(256, 1, 1), List.of(16, 16, 1), List.of(8, 8, 4));

    private static final GridPlan ONE_THREAD = new GridPlan(List.of(1, 1, 1), List.of(1, 1, 1));

    /**
     * The grid of a task.
     *
     * @throws IllegalArgumentException when the kernel needs a grid and has none, or has one that does not fit it
     */
    static GridPlan of(KernelTask task, Traits kernel, @Nullable WorkerGrid grid) {
        if (!task.hasContext()) {
            if (grid != null) {
                throw wrong(
                        task,
                        "the kernel takes no KernelContext, so that "
                                + (kernel.parallel() ? "its @Parallel loops make its grid" : "one thread executes it")
                                + ", but the scheduler has a " + grid + ": remove it");
            }
            return ONE_THREAD;
        }
        if (grid == null) {
            throw wrong(
                    task,
                    "the kernel takes a KernelContext and has no grid: give one with"
                            + " plan.withGridScheduler(new GridScheduler(\"" + task.id()
                            + "\", new WorkerGrid1D(threads).setLocalWork(threadsInAThreadgroup, 1, 1)))");
        }
        return divide(task, kernel.wholeSimdgroups(), threads(task, kernel, grid), grid);
    }

    /**
     * The grid of a prebuilt kernel.
     *
     * @throws IllegalArgumentException when it has none, or one that no device can have
     */
    static GridPlan of(PrebuiltTask task, @Nullable WorkerGrid grid) {
        if (grid == null) {
            throw wrong(
                    task,
                    "a prebuilt kernel needs a grid: give one with plan.withGridScheduler(new GridScheduler(\""
                            + task.id() + "\", new WorkerGrid1D(threads)))");
        }
        return divide(task, false, threadgroup(grid), grid);
    }

    private static GridPlan divide(GraphTask task, boolean wholeSimdgroups, List<Integer> threads, WorkerGrid grid) {
        long total = 1;
        List<Integer> groups = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int extent = grid.globalWork().get(i);
            if (extent % threads.get(i) != 0) {
                throw wrong(
                        task,
                        "the grid of " + grid.globalWork() + " threads is no whole number of threadgroups of " + threads
                                + ": round its extents up to multiples and return early in the threads beyond the data");
            }
            groups.add(extent / threads.get(i));
            total *= threads.get(i);
        }
        if (total > MAXIMUM_THREADS) {
            throw wrong(
                    task,
                    "a threadgroup of " + threads + " has " + total + " threads, more than the " + MAXIMUM_THREADS
                            + " that a device can have: make it smaller");
        }
        if (wholeSimdgroups && total % SIMD_WIDTH != 0) {
            throw wrong(
                    task,
                    "a threadgroup of " + threads + " has " + total
                            + " threads, but the kernel works with whole SIMD-groups: use a multiple of " + SIMD_WIDTH);
        }
        return new GridPlan(groups, threads);
    }

    private static List<Integer> threads(KernelTask task, Traits kernel, WorkerGrid grid) {
        if (kernel.threadgroup().isEmpty()) {
            return threadgroup(grid);
        }
        List<Integer> declared = List.of(extent(kernel, 0), extent(kernel, 1), extent(kernel, 2));
        if (!grid.localWork().isEmpty() && !grid.localWork().equals(declared)) {
            throw wrong(
                    task,
                    "the kernel declares threadgroups of " + declared + " threads but the grid asks for "
                            + grid.localWork() + ": leave setLocalWork out, or ask for the declared size");
        }
        return declared;
    }

    /** The threadgroup of a grid whose kernel declares none: what it asks for, else one that is chosen. */
    static List<Integer> threadgroup(WorkerGrid grid) {
        return grid.localWork().isEmpty() ? chosen(grid) : grid.localWork();
    }

    /** A threadgroup for a grid that leaves it open: the largest divisors of its extents that are not too large. */
    private static List<Integer> chosen(WorkerGrid grid) {
        List<Integer> most = MOST_CHOSEN.get(grid.dimension() - 1);
        List<Integer> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int extent = grid.globalWork().get(i);
            int divisor = Math.min(extent, most.get(i));
            while (extent % divisor != 0) {
                divisor--;
            }
            threads.add(divisor);
        }
        return threads;
    }

    /** The grid's extents in threads, in x, y, z. */
    List<Integer> allThreads() {
        return IntStream.range(0, 3)
                .mapToObj(i -> Math.multiplyExact(groups.get(i), threads.get(i)))
                .toList();
    }

    private static int extent(Traits kernel, int dimension) {
        return dimension < kernel.threadgroup().size() ? kernel.threadgroup().get(dimension) : 1;
    }

    private static IllegalArgumentException wrong(GraphTask task, String what) {
        return new IllegalArgumentException("task '" + task.id() + "': " + what);
    }
}
