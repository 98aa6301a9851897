package dev.bessemer.simulator;

import dev.bessemer.simulator.worker.SharedMemory;
import dev.bessemer.simulator.worker.Wire;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A launch's buffers: what is bound to two slots is there once. */
final class LaunchBuffers {
    private final List<MslBuffer> distinct = new ArrayList<>();
    private final List<Boolean> writable = new ArrayList<>();
    private final List<Integer> regionBySlot = new ArrayList<>(Collections.nCopies(Wire.SLOTS, -1));

    /** Sorts out the buffers; those that a kernel has no parameter for are left out. */
    LaunchBuffers(MslLaunch launch, MslKernel kernel) {
        for (MslKernel.Parameter parameter : kernel.parameters(MslKernel.Binding.BUFFER)) {
            MslBuffer buffer = launch.buffers().get(parameter.index());
            if (buffer != null) {
                int region = regionOf(buffer);
                regionBySlot.set(parameter.index(), region);
                writable.set(region, writable.get(region) || parameter.writable());
            }
        }
    }

    private int regionOf(MslBuffer buffer) {
        for (int i = 0; i < distinct.size(); i++) {
            MemorySegment other = distinct.get(i).memory();
            if (isSame(other, buffer.memory())) {
                return i;
            }
            if (other.asOverlappingSlice(buffer.memory()).isPresent()) {
                throw new IllegalArgumentException(
                        "two buffers overlap without being the same: give the kernel one buffer, and offsets into it");
            }
        }
        distinct.add(buffer);
        writable.add(false);
        return distinct.size() - 1;
    }

    private static boolean isSame(MemorySegment a, MemorySegment b) {
        return a.byteSize() == b.byteSize()
                && a.byteSize() > 0
                && a.asOverlappingSlice(b).map(MemorySegment::byteSize).orElse(0L) == a.byteSize();
    }

    List<MslBuffer> distinct() {
        return distinct;
    }

    List<SharedMemory.Need> needs() {
        List<SharedMemory.Need> needs = new ArrayList<>();
        for (int i = 0; i < distinct.size(); i++) {
            MslBuffer buffer = distinct.get(i);
            needs.add(new SharedMemory.Need(buffer.memory().byteSize(), writable.get(i), buffer.uninitialized()));
        }
        return needs;
    }

    /** The index of the buffer bound to each slot, or -1. */
    List<Integer> regionBySlot() {
        return regionBySlot;
    }
}
