package dev.bessemer.runtime.debug;

import dev.bessemer.intrinsics.thread.ThreadPlace;
import dev.bessemer.intrinsics.thread.ThreadPlace.Triple;

/** A grid of threads that execute a kernel as plain Java, one threadgroup after another. */
public final class DebugGrid {
    /** More threads than this would take minutes, and nobody steps through them. */
    public static final long MOST_THREADS = 1 << 20;

    private DebugGrid() {}

    /**
     * Executes a kernel that is its own grid.
     *
     * @throws dev.bessemer.jit.diagnostic.KernelFaultException when it accesses an array out of range or divides an integer by zero
     */
    public static void runOnce(Runnable kernel) {
        try {
            kernel.run();
        } catch (RuntimeException thrown) {
            throw KernelErrors.of(thrown, "");
        }
    }

    /**
     * Executes a kernel in every thread of a grid.
     *
     * @param groups the grid's extents, in threadgroups
     * @param threads a threadgroup's extents, in threads
     * @param kernel calls the kernel with {@link dev.bessemer.intrinsics.KernelContext#current()}
     * @throws IllegalArgumentException when the grid has more than {@link #MOST_THREADS} threads
     * @throws dev.bessemer.jit.diagnostic.KernelFaultException when a thread accesses an array out of range or divides an integer by zero
     * @throws IllegalStateException when threads that should meet do not
     */
    public static void run(Triple groups, Triple threads, Runnable kernel) {
        long total = groups.volume() * threads.volume();
        if (total > MOST_THREADS) {
            throw new IllegalArgumentException("the grid has " + total
                    + " threads, and the device 'java' starts a thread" + " of the JVM for each: at most "
                    + MOST_THREADS + "; use a smaller grid, or another device");
        }
        for (int z = 0; z < groups.z(); z++) {
            for (int y = 0; y < groups.y(); y++) {
                for (int x = 0; x < groups.x(); x++) {
                    new DebugThreadgroup(new ThreadPlace(new Triple(x, y, z), new Triple(0, 0, 0), groups, threads))
                            .run(kernel);
                }
            }
        }
    }
}
