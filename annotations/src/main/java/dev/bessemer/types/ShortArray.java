package dev.bessemer.types;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A device array of {@code short}s. */
public final class ShortArray extends DeviceArray {
    private static final ValueLayout.OfShort LAYOUT = ValueLayout.JAVA_SHORT;

    /**
     * An array of zeros.
     *
     * @param size the number of elements, 0 or more
     * @throws IllegalArgumentException if the size is negative or too large to address
     */
    public ShortArray(long size) {
        super(ElementType.I16, size);
    }

    private ShortArray(MemorySegment source) {
        super(ElementType.I16, source);
    }

    /** An array of the given elements. */
    public static ShortArray fromElements(short... elements) {
        return new ShortArray(MemorySegment.ofArray(elements));
    }

    /** A copy of a Java array. */
    public static ShortArray fromArray(short[] values) {
        return new ShortArray(MemorySegment.ofArray(values));
    }

    /**
     * A copy of a segment's shorts, in native byte order.
     *
     * @throws IllegalArgumentException if the segment's length is no multiple of the element's
     */
    public static ShortArray fromSegment(MemorySegment source) {
        return new ShortArray(source);
    }

    /**
     * A copy as a Java array.
     *
     * @throws IllegalStateException if the array is closed or has more than 2^31-1 elements
     */
    public short[] toHeapArray() {
        short[] values = new short[heapSize()];
        MemorySegment.ofArray(values).copyFrom(elements);
        return values;
    }

    /**
     * Element {@code index}.
     *
     * @throws IndexOutOfBoundsException if the index is negative or not below the size
     */
    public short get(int index) {
        return elements.get(LAYOUT, checkIndex(index) * Short.BYTES);
    }

    /** {@link #get(int)} for any size. */
    public short get(long index) {
        return elements.get(LAYOUT, checkIndex(index) * Short.BYTES);
    }

    /**
     * Sets element {@code index}.
     *
     * @throws IndexOutOfBoundsException if the index is negative or not below the size
     */
    public void set(int index, short value) {
        elements.set(LAYOUT, checkIndex(index) * Short.BYTES, value);
    }

    /** {@link #set(int, short)} for any size. */
    public void set(long index, short value) {
        elements.set(LAYOUT, checkIndex(index) * Short.BYTES, value);
    }

    /** Sets every element to one value. */
    public void init(short value) {
        for (long i = 0; i < size(); i++) {
            set(i, value);
        }
    }
}
