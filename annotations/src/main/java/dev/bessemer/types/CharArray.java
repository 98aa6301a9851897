package dev.bessemer.types;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A device array of {@code char}s. */
public final class CharArray extends DeviceArray {
    private static final ValueLayout.OfChar LAYOUT = ValueLayout.JAVA_CHAR;

    /**
     * An array of zeros.
     *
     * @param size the number of elements, 0 or more
     * @throws IllegalArgumentException if the size is negative or too large to address
     */
    public CharArray(long size) {
        super(ElementType.U16, size);
    }

    private CharArray(MemorySegment source) {
        super(ElementType.U16, source);
    }

    /** An array of the given elements. */
    public static CharArray fromElements(char... elements) {
        return new CharArray(MemorySegment.ofArray(elements));
    }

    /** A copy of a Java array. */
    public static CharArray fromArray(char[] values) {
        return new CharArray(MemorySegment.ofArray(values));
    }

    /**
     * A copy of a segment's chars, in native byte order.
     *
     * @throws IllegalArgumentException if the segment's length is no multiple of the element's
     */
    public static CharArray fromSegment(MemorySegment source) {
        return new CharArray(source);
    }

    /**
     * A copy as a Java array.
     *
     * @throws IllegalStateException if the array is closed or has more than 2^31-1 elements
     */
    public char[] toHeapArray() {
        char[] values = new char[heapSize()];
        MemorySegment.ofArray(values).copyFrom(elements);
        return values;
    }

    /**
     * Element {@code index}.
     *
     * @throws IndexOutOfBoundsException if the index is negative or not below the size
     */
    public char get(int index) {
        return elements.get(LAYOUT, checkIndex(index) * Character.BYTES);
    }

    /** {@link #get(int)} for any size. */
    public char get(long index) {
        return elements.get(LAYOUT, checkIndex(index) * Character.BYTES);
    }

    /**
     * Sets element {@code index}.
     *
     * @throws IndexOutOfBoundsException if the index is negative or not below the size
     */
    public void set(int index, char value) {
        elements.set(LAYOUT, checkIndex(index) * Character.BYTES, value);
    }

    /** {@link #set(int, char)} for any size. */
    public void set(long index, char value) {
        elements.set(LAYOUT, checkIndex(index) * Character.BYTES, value);
    }

    /** Sets every element to one value. */
    public void init(char value) {
        for (long i = 0; i < size(); i++) {
            set(i, value);
        }
    }
}
