package dev.bessemer.simulator;

import dev.bessemer.simulator.worker.SharedMemory;
import dev.bessemer.simulator.worker.Wire;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A launch's buffers: what is bound to two slots is there once. */
final class LaunchBuffers {
    private final List<MslBuffer> distinct = new ArrayList<>();
    private final List<Boolean> writable = new ArrayList<>();
    private final List<Integer> regionBySlot = new ArrayList<>(Collections.nCopies(Wire.SLOTS, -1));

    private final List<MslPointer> pointers;

    /** Sorts out the buffers; those that a kernel has no parameter for, and no pointer to, are left out. */
    LaunchBuffers(MslLaunch launch, MslKernel kernel) {
        pointers = launch.pointers();
        for (MslKernel.Parameter parameter : kernel.parameters(MslKernel.Binding.BUFFER)) {
            add(launch, parameter.index(), parameter.writable());
        }
        for (MslPointer pointer : pointers) {
            add(launch, pointer.target(), true);
        }
        pointers.forEach(this::check);
    }

    private void add(MslLaunch launch, int slot, boolean written) {
        MslBuffer buffer = launch.buffers().get(slot);
        if (buffer != null) {
            int region = regionOf(buffer);
            regionBySlot.set(slot, region);
            writable.set(region, writable.get(region) || written);
        }
    }

    private void check(MslPointer pointer) {
        long bytes = isBound(pointer.slot())
                ? distinct.get(regionBySlot.get(pointer.slot())).memory().byteSize()
                : 0;
        if (pointer.offset() < 0 || pointer.offset() % Long.BYTES != 0 || pointer.offset() > bytes - Long.BYTES) {
            throw new IllegalArgumentException("a pointer at byte " + pointer.offset() + " of buffer " + pointer.slot()
                    + ", which has " + bytes + " bytes: it takes 8 bytes from a multiple of 8 on");
        }
        if (!isBound(pointer.target())) {
            throw new IllegalArgumentException("a pointer to buffer " + pointer.target() + ", which is not bound");
        }
    }

    private boolean isBound(int slot) {
        return slot >= 0 && slot < Wire.SLOTS && regionBySlot.get(slot) >= 0;
    }

    /** Writes the pointers into the buffers that hold them, where the kernel sees them. */
    void writePointers(SharedMemory memory, List<Wire.Region> regions) {
        for (MslPointer pointer : pointers) {
            Wire.Region target = regions.get(regionBySlot.get(pointer.target()));
            memory.bytes(regions.get(regionBySlot.get(pointer.slot())))
                    .set(ValueLayout.JAVA_LONG_UNALIGNED, pointer.offset(), target.address(pointer.target()));
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
