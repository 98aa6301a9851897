package dev.bessemer.types;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ServiceLoader;

/** One array's memory: whole pages, zeroed, freed when the array is closed and no execution uses it any more. */
final class ArrayMemory {
    /** The page size of Apple silicon, in bytes: address and length of what a device shares must be multiples of it. */
    static final long PAGE = 16_384;

    private static final ArrayAllocator ALLOCATOR = findAllocator();

    private final Arena arena = Arena.ofShared();
    private final MemorySegment allocation;
    private int uses;
    private boolean closed;

    ArrayMemory(long byteSize) {
        try {
            allocation = ALLOCATOR.allocate(wholePages(byteSize), PAGE, arena);
        } catch (Throwable e) {
            arena.close();
            throw e;
        }
    }

    private static ArrayAllocator findAllocator() {
        for (ArrayAllocator allocator :
                ServiceLoader.load(ArrayAllocator.class, ArrayAllocator.class.getClassLoader())) {
            if (allocator.isSupported()) {
                return allocator;
            }
        }
        return (byteSize, alignment, arena) -> arena.allocate(byteSize, alignment);
    }

    private static long wholePages(long byteSize) {
        return Math.max(PAGE, (byteSize + PAGE - 1) & -PAGE);
    }

    MemorySegment allocation() {
        return allocation;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Counts a use in, unless closed. */
    synchronized boolean retain() {
        if (!closed) {
            uses++;
        }
        return !closed;
    }

    /** Counts a use out; the last one of a closed array frees the memory. False if there was no use. */
    synchronized boolean release() {
        if (uses == 0) {
            return false;
        }
        uses--;
        freeIfUnused();
        return true;
    }

    synchronized void close() {
        if (!closed) {
            closed = true;
            freeIfUnused();
        }
    }

    private void freeIfUnused() {
        if (closed && uses == 0) {
            arena.close();
        }
    }
}
