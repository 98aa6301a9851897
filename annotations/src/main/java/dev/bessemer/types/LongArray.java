package dev.bessemer.types;

import dev.bessemer.types.atomic.SegmentAtomics;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A device array of {@code long}s. */
public final class LongArray extends DeviceArray {
    private static final ValueLayout.OfLong LAYOUT = ValueLayout.JAVA_LONG;

    /**
     * An array of zeros.
     *
     * @param size the number of elements, 0 or more
     * @throws IllegalArgumentException if the size is negative or too large to address
     */
    public LongArray(long size) {
        super(ElementType.I64, size);
    }

    private LongArray(MemorySegment source) {
        super(ElementType.I64, source);
    }

    /** An array of the given elements. */
    public static LongArray fromElements(long... elements) {
        return new LongArray(MemorySegment.ofArray(elements));
    }

    /** A copy of a Java array. */
    public static LongArray fromArray(long[] values) {
        return new LongArray(MemorySegment.ofArray(values));
    }

    /**
     * A copy of a segment's longs, in native byte order.
     *
     * @throws IllegalArgumentException if the segment's length is no multiple of the element's
     */
    public static LongArray fromSegment(MemorySegment source) {
        return new LongArray(source);
    }

    /**
     * A copy as a Java array.
     *
     * @throws IllegalStateException if the array is closed or has more than 2^31-1 elements
     */
    public long[] toHeapArray() {
        long[] values = new long[heapSize()];
        MemorySegment.ofArray(values).copyFrom(elements);
        return values;
    }

    /**
     * Element {@code index}.
     *
     * @throws IndexOutOfBoundsException if the index is negative or not below the size
     */
    public long get(int index) {
        return elements.get(LAYOUT, checkIndex(index) * Long.BYTES);
    }

    /** {@link #get(int)} for any size. */
    public long get(long index) {
        return elements.get(LAYOUT, checkIndex(index) * Long.BYTES);
    }

    /**
     * Sets element {@code index}.
     *
     * @throws IndexOutOfBoundsException if the index is negative or not below the size
     */
    public void set(int index, long value) {
        elements.set(LAYOUT, checkIndex(index) * Long.BYTES, value);
    }

    /** {@link #set(int, long)} for any size. */
    public void set(long index, long value) {
        elements.set(LAYOUT, checkIndex(index) * Long.BYTES, value);
    }

    /**
     * Adds to element {@code index}; the sum wraps, as one step that no other thread's access interrupts.
     *
     * @return what was there before
     * @throws IndexOutOfBoundsException if the index is negative or not below the size
     */
    public long atomicAdd(int index, long value) {
        return SegmentAtomics.add(elements, checkIndex(index) * Long.BYTES, value);
    }

    /**
     * Lowers element {@code index} to a value, as {@link Math#min}, as one step that no other thread's access interrupts.
     *
     * @return what was there before
     * @throws IndexOutOfBoundsException if the index is negative or not below the size
     */
    public long atomicMin(int index, long value) {
        return SegmentAtomics.min(elements, checkIndex(index) * Long.BYTES, value);
    }

    /**
     * Raises element {@code index} to a value, as {@link Math#max}, as one step that no other thread's access interrupts.
     *
     * @return what was there before
     * @throws IndexOutOfBoundsException if the index is negative or not below the size
     */
    public long atomicMax(int index, long value) {
        return SegmentAtomics.max(elements, checkIndex(index) * Long.BYTES, value);
    }

    /**
     * Bitwise and with element {@code index}, as one step that no other thread's access interrupts.
     *
     * @return what was there before
     * @throws IndexOutOfBoundsException if the index is negative or not below the size
     */
    public long atomicAnd(int index, long value) {
        return SegmentAtomics.and(elements, checkIndex(index) * Long.BYTES, value);
    }

    /**
     * Bitwise or with element {@code index}, as one step that no other thread's access interrupts.
     *
     * @return what was there before
     * @throws IndexOutOfBoundsException if the index is negative or not below the size
     */
    public long atomicOr(int index, long value) {
        return SegmentAtomics.or(elements, checkIndex(index) * Long.BYTES, value);
    }

    /**
     * Exclusive or with element {@code index}, as one step that no other thread's access interrupts.
     *
     * @return what was there before
     * @throws IndexOutOfBoundsException if the index is negative or not below the size
     */
    public long atomicXor(int index, long value) {
        return SegmentAtomics.xor(elements, checkIndex(index) * Long.BYTES, value);
    }

    /**
     * Sets element {@code index}, as one step that no other thread's access interrupts.
     *
     * @return what was there before
     * @throws IndexOutOfBoundsException if the index is negative or not below the size
     */
    public long atomicExchange(int index, long value) {
        return SegmentAtomics.exchange(elements, checkIndex(index) * Long.BYTES, value);
    }

    /**
     * Sets element {@code index} where it is the expected one, as one step that no other thread's access interrupts.
     *
     * @return what was there before: it was set where that is the expected one
     * @throws IndexOutOfBoundsException if the index is negative or not below the size
     */
    public long atomicCompareExchange(int index, long expected, long value) {
        return SegmentAtomics.compareExchange(elements, checkIndex(index) * Long.BYTES, expected, value);
    }

    /** Sets every element to one value. */
    public void init(long value) {
        for (long i = 0; i < size(); i++) {
            set(i, value);
        }
    }
}
