package dev.bessemer.types;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A device array of {@code byte}s. */
public final class ByteArray extends DeviceArray {
    private static final ValueLayout.OfByte LAYOUT = ValueLayout.JAVA_BYTE;

    /**
     * An array of zeros.
     *
     * @param size the number of elements, 0 or more
     * @throws IllegalArgumentException if the size is negative or too large to address
     */
    public ByteArray(long size) {
        super(ElementType.I8, size);
    }

    private ByteArray(MemorySegment source) {
        super(ElementType.I8, source);
    }

    /** An array of the given elements. */
    public static ByteArray fromElements(byte... elements) {
        return new ByteArray(MemorySegment.ofArray(elements));
    }

    /** A copy of a Java array. */
    public static ByteArray fromArray(byte[] values) {
        return new ByteArray(MemorySegment.ofArray(values));
    }

    /**
     * A copy of a segment's bytes, in native byte order.
     *
     * @throws IllegalArgumentException if the segment's length is no multiple of the element's
     */
    public static ByteArray fromSegment(MemorySegment source) {
        return new ByteArray(source);
    }

    /**
     * A copy as a Java array.
     *
     * @throws IllegalStateException if the array is closed or has more than 2^31-1 elements
     */
    public byte[] toHeapArray() {
        byte[] values = new byte[heapSize()];
        MemorySegment.ofArray(values).copyFrom(elements);
        return values;
    }

    /**
     * Element {@code index}.
     *
     * @throws IndexOutOfBoundsException if the index is negative or not below the size
     */
    public byte get(int index) {
        return elements.get(LAYOUT, checkIndex(index));
    }

    /** {@link #get(int)} for any size. */
    public byte get(long index) {
        return elements.get(LAYOUT, checkIndex(index));
    }

    /**
     * Sets element {@code index}.
     *
     * @throws IndexOutOfBoundsException if the index is negative or not below the size
     */
    public void set(int index, byte value) {
        elements.set(LAYOUT, checkIndex(index), value);
    }

    /** {@link #set(int, byte)} for any size. */
    public void set(long index, byte value) {
        elements.set(LAYOUT, checkIndex(index), value);
    }

    /** Sets every element to one value. */
    public void init(byte value) {
        for (long i = 0; i < size(); i++) {
            set(i, value);
        }
    }
}
