package dev.bessemer.simulator;

import java.lang.foreign.MemorySegment;

/**
 * A buffer for a kernel. The same memory bound to two slots is one buffer to the kernel.
 *
 * @param memory its bytes, which a launch reads, and writes where the kernel may
 * @param uninitialized whether the kernel must not read what it has not written; its bytes are then all ones, NaN as floats, when the kernel begins
 */
public record MslBuffer(MemorySegment memory, boolean uninitialized) {
    /** A buffer with the bytes that the memory has. */
    public static MslBuffer of(MemorySegment memory) {
        return new MslBuffer(memory, false);
    }

    /** A buffer that only gets results. */
    public static MslBuffer output(MemorySegment memory) {
        return new MslBuffer(memory, true);
    }
}
