package dev.bessemer.types;

import dev.bessemer.types.atomic.SegmentAtomics;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A device array of {@code int}s. */
public final class IntArray extends DeviceArray {
    private static final ValueLayout.OfInt LAYOUT = ValueLayout.JAVA_INT;

    /**
     * An array of zeros.
     *
     * @param size the number of elements, 0 or more
     * @throws IllegalArgumentException if the size is negative or too large to address
     */
    public IntArray(long size) {
        super(ElementType.I32, size);
    }

    private IntArray(MemorySegment source) {
        super(ElementType.I32, source);
    }

    /** An array of the given elements. */
    public static IntArray fromElements(int... elements) {
        return new IntArray(MemorySegment.ofArray(elements));
    }

    /** A copy of a Java array. */
    public static IntArray fromArray(int[] values) {
        return new IntArray(MemorySegment.ofArray(values));
    }

    /**
     * A copy of a segment's ints, in native byte order.
     *
     * @throws IllegalArgumentException if the segment's length is no multiple of the element's
     */
    public static IntArray fromSegment(MemorySegment source) {
        return new IntArray(source);
    }

    /**
     * A copy as a Java array.
     *
     * @throws IllegalStateException if the array is closed or has more than 2^31-1 elements
     */
    public int[] toHeapArray() {
        int[] values = new int[heapSize()];
        MemorySegment.ofArray(values).copyFrom(elements);
        return values;
    }

    /**
     * Element {@code index}.
     *
     * @throws IndexOutOfBoundsException if the index is negative or not below the size
     */
    public int get(int index) {
        return elements.get(LAYOUT, checkIndex(index) * Integer.BYTES);
    }

    /** {@link #get(int)} for any size. */
    public int get(long index) {
        return elements.get(LAYOUT, checkIndex(index) * Integer.BYTES);
    }

    /**
     * Sets element {@code index}.
     *
     * @throws IndexOutOfBoundsException if the index is negative or not below the size
     */
    public void set(int index, int value) {
        elements.set(LAYOUT, checkIndex(index) * Integer.BYTES, value);
    }

    /** {@link #set(int, int)} for any size. */
    public void set(long index, int value) {
        elements.set(LAYOUT, checkIndex(index) * Integer.BYTES, value);
    }

    /**
     * Adds to element {@code index}; the sum wraps, as one step that no other thread's access interrupts.
     *
     * @return what was there before
     * @throws IndexOutOfBoundsException if the index is negative or not below the size
     */
    public int atomicAdd(int index, int value) {
        return SegmentAtomics.add(elements, checkIndex(index) * Integer.BYTES, value);
    }

    /**
     * Lowers element {@code index} to a value, as {@link Math#min}, as one step that no other thread's access interrupts.
     *
     * @return what was there before
     * @throws IndexOutOfBoundsException if the index is negative or not below the size
     */
    public int atomicMin(int index, int value) {
        return SegmentAtomics.min(elements, checkIndex(index) * Integer.BYTES, value);
    }

    /**
     * Raises element {@code index} to a value, as {@link Math#max}, as one step that no other thread's access interrupts.
     *
     * @return what was there before
     * @throws IndexOutOfBoundsException if the index is negative or not below the size
     */
    public int atomicMax(int index, int value) {
        return SegmentAtomics.max(elements, checkIndex(index) * Integer.BYTES, value);
    }

    /**
     * Bitwise and with element {@code index}, as one step that no other thread's access interrupts.
     *
     * @return what was there before
     * @throws IndexOutOfBoundsException if the index is negative or not below the size
     */
    public int atomicAnd(int index, int value) {
        return SegmentAtomics.and(elements, checkIndex(index) * Integer.BYTES, value);
    }

    /**
     * Bitwise or with element {@code index}, as one step that no other thread's access interrupts.
     *
     * @return what was there before
     * @throws IndexOutOfBoundsException if the index is negative or not below the size
     */
    public int atomicOr(int index, int value) {
        return SegmentAtomics.or(elements, checkIndex(index) * Integer.BYTES, value);
    }

    /**
     * Exclusive or with element {@code index}, as one step that no other thread's access interrupts.
     *
     * @return what was there before
     * @throws IndexOutOfBoundsException if the index is negative or not below the size
     */
    public int atomicXor(int index, int value) {
        return SegmentAtomics.xor(elements, checkIndex(index) * Integer.BYTES, value);
    }

    /**
     * Sets element {@code index}, as one step that no other thread's access interrupts.
     *
     * @return what was there before
     * @throws IndexOutOfBoundsException if the index is negative or not below the size
     */
    public int atomicExchange(int index, int value) {
        return SegmentAtomics.exchange(elements, checkIndex(index) * Integer.BYTES, value);
    }

    /**
     * Sets element {@code index} where it is the expected one, as one step that no other thread's access interrupts.
     *
     * @return what was there before: it was set where that is the expected one
     * @throws IndexOutOfBoundsException if the index is negative or not below the size
     */
    public int atomicCompareExchange(int index, int expected, int value) {
        return SegmentAtomics.compareExchange(elements, checkIndex(index) * Integer.BYTES, expected, value);
    }

    /** Sets every element to one value. */
    public void init(int value) {
        for (long i = 0; i < size(); i++) {
            set(i, value);
        }
    }
}
