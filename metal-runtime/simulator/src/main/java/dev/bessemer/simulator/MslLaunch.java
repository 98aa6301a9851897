package dev.bessemer.simulator;

import dev.bessemer.simulator.worker.SharedMemory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What to execute, and on what.
 *
 * @param kernel the kernel's name, as the host calls it
 * @param grid the threads of the grid; threadgroups at its edges are smaller where its extents are no multiples of theirs
 * @param threadgroup the threads of a threadgroup, at most 1024
 * @param buffers the buffers by slot, 0 to 30
 * @param pointers the pointers that lie in buffers
 * @param threadgroupBytes the bytes of threadgroup arguments by slot
 * @param limit the time after which the kernel is stopped, at least a millisecond
 * @param placement at which end of a buffer an access outside of it meets no memory; instrumented kernels are stopped at both
 */
public record MslLaunch(
        String kernel,
        MslExtent grid,
        MslExtent threadgroup,
        Map<Integer, MslBuffer> buffers,
        List<MslPointer> pointers,
        Map<Integer, Integer> threadgroupBytes,
        Duration limit,
        Placement placement) {
    /** The end of a buffer beside which nothing is mapped. */
    public enum Placement {
        /** The last byte, or up to 15 bytes behind it. */
        END,
        /** The first byte. */
        START;

        SharedMemory.Placement shared() {
            return this == END ? SharedMemory.Placement.END : SharedMemory.Placement.START;
        }
    }

    private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(20);

    /** Copies the maps and the list. */
    public MslLaunch {
        buffers = Map.copyOf(buffers);
        pointers = List.copyOf(pointers);
        threadgroupBytes = Map.copyOf(threadgroupBytes);
    }

    /** A launch without buffers, which has 20 seconds. */
    public static MslLaunch of(String kernel, MslExtent grid, MslExtent threadgroup) {
        return new MslLaunch(kernel, grid, threadgroup, Map.of(), List.of(), Map.of(), DEFAULT_LIMIT, Placement.END);
    }

    /** This launch with a buffer. */
    public MslLaunch withBuffer(int slot, MslBuffer buffer) {
        Map<Integer, MslBuffer> all = new TreeMap<>(buffers);
        all.put(slot, buffer);
        return new MslLaunch(kernel, grid, threadgroup, all, pointers, threadgroupBytes, limit, placement);
    }

    /** This launch with a pointer in a buffer. */
    public MslLaunch withPointer(MslPointer pointer) {
        List<MslPointer> all = new ArrayList<>(pointers);
        all.add(pointer);
        return new MslLaunch(kernel, grid, threadgroup, buffers, all, threadgroupBytes, limit, placement);
    }

    /** This launch with threadgroup memory for an argument. */
    public MslLaunch withThreadgroupBytes(int slot, int bytes) {
        Map<Integer, Integer> all = new TreeMap<>(threadgroupBytes);
        all.put(slot, bytes);
        return new MslLaunch(kernel, grid, threadgroup, buffers, pointers, all, limit, placement);
    }

    /** This launch with another time limit. */
    public MslLaunch withLimit(Duration other) {
        return new MslLaunch(kernel, grid, threadgroup, buffers, pointers, threadgroupBytes, other, placement);
    }

    /** This launch with buffers placed in another way. */
    public MslLaunch withPlacement(Placement other) {
        return new MslLaunch(kernel, grid, threadgroup, buffers, pointers, threadgroupBytes, limit, other);
    }
}
