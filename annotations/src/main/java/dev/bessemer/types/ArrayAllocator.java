package dev.bessemer.types;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The service that device arrays get their memory from, found with {@link java.util.ServiceLoader}. The first provider that is
 * {@linkplain #isSupported() supported} serves all arrays of the process; without one, memory comes from the arena itself.
 */
public interface ArrayAllocator {
    /** Whether this provider works on this machine. */
    default boolean isSupported() {
        return true;
    }

    /**
     * Allocates zeroed memory that lives as long as an arena.
     *
     * @param byteSize the length in bytes, a positive multiple of {@code alignment}
     * @param alignment what the address must be a multiple of, a power of two
     * @param arena shared between threads; closing it must free the memory
     * @return a segment of exactly {@code byteSize} bytes in the arena's scope
     * @throws OutOfMemoryError if there is not enough memory
     */
    MemorySegment allocate(long byteSize, long alignment, Arena arena);
}
