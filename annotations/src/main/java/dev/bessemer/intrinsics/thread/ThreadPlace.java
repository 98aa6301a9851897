package dev.bessemer.intrinsics.thread;

/**
 * A thread's place in its launch.
 *
 * @param group the threadgroup's place in the grid of threadgroups
 * @param local the thread's place in its threadgroup
 * @param groups the grid's extents, in threadgroups
 * @param threads a threadgroup's extents, in threads
 */
public record ThreadPlace(Triple group, Triple local, Triple groups, Triple threads) {
    private static final int SIMD_WIDTH = 32;

    /** Places or extents in three dimensions. */
    public record Triple(int x, int y, int z) {
        /** The product of the extents. */
        public long volume() {
            return (long) x * y * z;
        }
    }

    /** The thread's number in its threadgroup: x first, then y, then z. */
    public int index() {
        return (local.z() * threads.y() + local.y()) * threads.x() + local.x();
    }

    /** The thread's place in its SIMD-group. */
    public int lane() {
        return index() % SIMD_WIDTH;
    }

    /** The SIMD-group's place in the threadgroup. */
    public int simdgroup() {
        return index() / SIMD_WIDTH;
    }

    /** The number of SIMD-groups in a threadgroup, the last one perhaps incomplete. */
    public int simdgroups() {
        return Math.toIntExact((threads.volume() + SIMD_WIDTH - 1) / SIMD_WIDTH);
    }

    /** The thread's place in the grid. */
    public Triple global() {
        return new Triple(
                group.x() * threads.x() + local.x(),
                group.y() * threads.y() + local.y(),
                group.z() * threads.z() + local.z());
    }

    @Override
    public String toString() {
        Triple at = global();
        return "(" + at.x() + ", " + at.y() + ", " + at.z() + ")";
    }
}
