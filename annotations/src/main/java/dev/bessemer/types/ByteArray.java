package dev.bessemer.types;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A device array of {@code byte}s, of which numbers of other types can be read and written at any byte, in little-endian order, as quantized weights mix
 * them.
 */
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

    /**
     * The HalfFloat whose two bytes begin at byte {@code index}, the lower one first.
     *
     * @param index 0 to size - 2; it need not be even
     * @throws IndexOutOfBoundsException if one of the bytes is outside
     */
    public HalfFloat getHalfFloat(int index) {
        return getHalfFloat((long) index);
    }

    /** {@link #getHalfFloat(int)} for any size. */
    public HalfFloat getHalfFloat(long index) {
        return HalfFloat.ofBits((short) ((get(index) & 0xFF) | (get(index + 1) << 8)));
    }

    /**
     * Sets the two bytes from byte {@code index} on to a HalfFloat, the lower one first.
     *
     * @param index 0 to size - 2; it need not be even
     * @throws IndexOutOfBoundsException if one of the bytes is outside
     */
    public void setHalfFloat(int index, HalfFloat value) {
        setHalfFloat((long) index, value);
    }

    /** {@link #setHalfFloat(int, HalfFloat)} for any size. */
    public void setHalfFloat(long index, HalfFloat value) {
        set(index + 1, (byte) (value.bits() >> 8));
        set(index, (byte) value.bits());
    }

    /**
     * The int whose four bytes begin at byte {@code index}, the lowest one first.
     *
     * @param index 0 to size - 4; it need not be a multiple of 4
     * @throws IndexOutOfBoundsException if one of the bytes is outside
     */
    public int getInt(int index) {
        return getInt((long) index);
    }

    /** {@link #getInt(int)} for any size. */
    public int getInt(long index) {
        return (get(index) & 0xFF)
                | ((get(index + 1) & 0xFF) << 8)
                | ((get(index + 2) & 0xFF) << 16)
                | (get(index + 3) << 24);
    }

    /**
     * Sets the four bytes from byte {@code index} on to an int, the lowest one first.
     *
     * @param index 0 to size - 4; it need not be a multiple of 4
     * @throws IndexOutOfBoundsException if one of the bytes is outside
     */
    public void setInt(int index, int value) {
        setInt((long) index, value);
    }

    /** {@link #setInt(int, int)} for any size. */
    public void setInt(long index, int value) {
        set(index + 3, (byte) (value >> 24));
        set(index + 2, (byte) (value >> 16));
        set(index + 1, (byte) (value >> 8));
        set(index, (byte) value);
    }

    /**
     * The long whose eight bytes begin at byte {@code index}, the lowest one first.
     *
     * @param index 0 to size - 8; it need not be a multiple of 8
     * @throws IndexOutOfBoundsException if one of the bytes is outside
     */
    public long getLong(int index) {
        return getLong((long) index);
    }

    /** {@link #getLong(int)} for any size. */
    public long getLong(long index) {
        return (getInt(index) & 0xFFFF_FFFFL) | ((long) getInt(index + 4) << 32);
    }

    /**
     * Sets the eight bytes from byte {@code index} on to a long, the lowest one first.
     *
     * @param index 0 to size - 8; it need not be a multiple of 8
     * @throws IndexOutOfBoundsException if one of the bytes is outside
     */
    public void setLong(int index, long value) {
        setLong((long) index, value);
    }

    /** {@link #setLong(int, long)} for any size. */
    public void setLong(long index, long value) {
        setInt(index + 4, (int) (value >> 32));
        setInt(index, (int) value);
    }

    /** Sets every element to one value. */
    public void init(byte value) {
        for (long i = 0; i < size(); i++) {
            set(i, value);
        }
    }
}
