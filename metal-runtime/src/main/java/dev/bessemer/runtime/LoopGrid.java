package dev.bessemer.runtime;

import java.util.ArrayList;
import java.util.List;

/**
 * The grid of a kernel whose {@code @Parallel} loops make it: so many threads in x, y and z, of which the threadgroups at the ends need not be full.
 *
 * @param threads the grid's extents
 * @param threadgroup a threadgroup's
 */
record LoopGrid(List<Integer> threads, List<Integer> threadgroup) {
    private static final int MOST_THREADS = 256;

    /**
     * The grid of a launch.
     *
     * @throws IllegalArgumentException when a loop has more iterations than a grid can have threads
     */
    static LoopGrid of(KernelTask task, List<Long> extents) {
        for (long extent : extents) {
            if (extent < 0 || extent > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("task '" + task.id() + "': a @Parallel loop of "
                        + Long.toUnsignedString(extent)
                        + " iterations has more than the 2^31-1 threads of a grid: divide its work between two loops");
            }
        }
        List<Integer> threads = extents.stream().map(Long::intValue).toList();
        return new LoopGrid(threads, threadgroup(threads));
    }

    /** x gets the most, so that neighbouring threads access neighbouring elements. */
    private static List<Integer> threadgroup(List<Integer> threads) {
        List<Integer> chosen = new ArrayList<>();
        int left = MOST_THREADS;
        for (int extent : threads) {
            int most = Math.clamp(extent, 1, left);
            chosen.add(most);
            left /= Integer.highestOneBit(most * 2 - 1);
            left = Math.max(left, 1);
        }
        return chosen;
    }
}
