package dev.bessemer.types;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * An array in memory that the host and a device share: off-heap, page-aligned, zeroed, of up to 2^63-1 bytes.
 *
 * <p>An array lives until {@link #close()}; nothing else frees its memory. Where there is not enough, making one throws
 * {@link OutOfMemoryError}. It may be read and written by several threads, with no more ordering among them than Java's own
 * arrays give. After {@code close()} every access to the elements throws {@link IllegalStateException}; the size and the element
 * type remain known.
 */
public abstract sealed class DeviceArray implements AutoCloseable
        permits FloatArray, HalfFloatArray, BFloat16Array, IntArray, LongArray, ShortArray, CharArray, ByteArray {
    /** Exactly the elements; dead once the memory is freed. */
    final MemorySegment elements;

    private final ArrayMemory memory;
    private final ElementType elementType;
    private final long size;

    /** The first index out of bounds: the size, and 0 once closed, so that one comparison finds both faults. */
    private long limit;

    /**
     * An array of zeros.
     *
     * @throws IllegalArgumentException if the size is negative or its bytes do not fit a {@code long}
     */
    DeviceArray(ElementType elementType, long size) {
        this.elementType = elementType;
        this.size = checkSize(elementType, size);
        this.limit = size;
        this.memory = new ArrayMemory(size * elementType.byteSize());
        this.elements = memory.allocation().asSlice(0, size * elementType.byteSize());
    }

    /** An array of a segment's elements. */
    DeviceArray(ElementType elementType, MemorySegment source) {
        this(elementType, wholeElements(elementType, source));
        elements.copyFrom(source);
    }

    private long checkSize(ElementType type, long elementCount) {
        if (elementCount < 0) {
            throw new IllegalArgumentException(
                    getClass().getSimpleName() + " of " + elementCount + " elements: the size must not be negative");
        }
        if (elementCount > (Long.MAX_VALUE - ArrayMemory.PAGE) / type.byteSize()) {
            throw new IllegalArgumentException(getClass().getSimpleName() + " of " + elementCount + " elements: its "
                    + type.byteSize() + "-byte elements take more than 2^63-1 bytes");
        }
        return elementCount;
    }

    private static long wholeElements(ElementType type, MemorySegment source) {
        if (source.byteSize() % type.byteSize() != 0) {
            throw new IllegalArgumentException("a segment of " + source.byteSize() + " bytes is no whole number of "
                    + type.byteSize() + "-byte " + type + " elements");
        }
        return source.byteSize() / type.byteSize();
    }

    /** What the elements are. */
    public final ElementType elementType() {
        return elementType;
    }

    /** The number of elements. */
    public final long size() {
        return size;
    }

    /**
     * The number of elements as an {@code int}.
     *
     * @throws IllegalStateException if there are more than 2^31-1: use {@link #size()}
     */
    public final int getSize() {
        if (size > Integer.MAX_VALUE) {
            throw new IllegalStateException(this + " has more than 2^31-1 elements: use size() instead of getSize()");
        }
        return (int) size;
    }

    /**
     * The elements' memory: a view of exactly {@code size() * elementType().byteSize()} bytes, in native byte order, that is valid
     * until the array is closed.
     *
     * @throws IllegalStateException if the array is closed
     */
    public final MemorySegment segment() {
        checkOpen();
        return elements;
    }

    /**
     * Sets every element to zero.
     *
     * @throws IllegalStateException if the array is closed
     */
    public final void clear() {
        segment().fill((byte) 0);
    }

    /**
     * The whole pages that the array occupies: address and length are multiples of 16 KiB, and the length is at least one page.
     *
     * @throws IllegalStateException if the array is closed
     */
    public final MemorySegment allocationSegment() {
        checkOpen();
        return memory.allocation();
    }

    /**
     * For devices: keeps the memory alive, whether or not the array is closed meanwhile, until the matching {@link #release()}.
     *
     * @return the elements' memory, as {@link #segment()} gives it, valid until that release
     * @throws IllegalStateException if the array is closed
     */
    public final MemorySegment retain() {
        if (!memory.retain()) {
            throw closedException();
        }
        return elements;
    }

    /**
     * For devices: ends what one {@link #retain()} began. The last release of a closed array frees its memory.
     *
     * @throws IllegalStateException if there is no use to end
     */
    public final void release() {
        if (!memory.release()) {
            throw new IllegalStateException(this + " was released more often than it was retained");
        }
    }

    /** Whether {@link #close()} was called. */
    public final boolean isClosed() {
        return memory.isClosed();
    }

    /**
     * Ends the array's life: accesses fail from now on. The memory is freed at once or, where executions still use it, by the last
     * of them as it ends. Closing again does nothing.
     */
    @Override
    public final void close() {
        limit = 0;
        memory.close();
    }

    /** The class and the number of elements: {@code FloatArray[1024]}. */
    @Override
    public final String toString() {
        return getClass().getSimpleName() + "[" + size + "]";
    }

    /** The index itself, if it is in bounds and the array is open. */
    final long checkIndex(long index) {
        try {
            return Objects.checkIndex(index, limit);
        } catch (IndexOutOfBoundsException e) {
            throw accessException(index);
        }
    }

    /** The size, if the elements fit a Java array and this array is open. */
    final int heapSize() {
        checkOpen();
        return getSize();
    }

    private void checkOpen() {
        if (isClosed()) {
            throw closedException();
        }
    }

    private RuntimeException accessException(long index) {
        boolean inBounds = 0 <= index && index < size;
        if (inBounds || isClosed()) {
            return closedException();
        }
        return new IndexOutOfBoundsException("index " + index + " is out of bounds of " + this + ": "
                + (size == 0 ? "it has no elements" : "valid are 0 to " + (size - 1)));
    }

    private IllegalStateException closedException() {
        return new IllegalStateException(this + " is closed: its elements are gone; close an array after its last use");
    }
}
