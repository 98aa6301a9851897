package dev.bessemer.runtime.metal;

import java.lang.foreign.MemorySegment;

/** What a dispatch binds to a buffer index. */
public sealed interface Binding {
    /** The buffer index. */
    int index();

    /**
     * Memory that the GPU works on.
     *
     * @param buffer the {@code MTLBuffer}
     * @param offset where its part begins, in bytes
     */
    record Buffer(int index, long buffer, long offset) implements Binding {}

    /**
     * Bytes that Metal copies when the dispatch is encoded; at most 4096.
     *
     * @param bytes native memory
     */
    record Bytes(int index, MemorySegment bytes) implements Binding {}
}
