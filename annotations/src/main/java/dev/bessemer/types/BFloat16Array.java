package dev.bessemer.types;

import dev.bessemer.intrinsics.SimdgroupMatrix;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A device array of {@link BFloat16}s. */
public final class BFloat16Array extends DeviceArray implements MatrixArray<SimdgroupMatrix.BF16> {
    private static final ValueLayout.OfShort LAYOUT = ValueLayout.JAVA_SHORT;

    /**
     * An array of zeros.
     *
     * @param size the number of elements, 0 or more
     * @throws IllegalArgumentException if the size is negative or too large to address
     */
    public BFloat16Array(long size) {
        super(ElementType.BF16, size);
    }

    private BFloat16Array(MemorySegment source) {
        super(ElementType.BF16, source);
    }

    /** An array of the given elements. */
    public static BFloat16Array fromElements(BFloat16... elements) {
        return fromArray(elements);
    }

    /** A copy of a Java array. */
    public static BFloat16Array fromArray(BFloat16[] values) {
        BFloat16Array array = new BFloat16Array(values.length);
        for (int i = 0; i < values.length; i++) {
            array.set(i, values[i]);
        }
        return array;
    }

    /** The floats of a Java array, each rounded to nearest and to even at a tie. */
    public static BFloat16Array fromArray(float[] values) {
        BFloat16Array array = new BFloat16Array(values.length);
        for (int i = 0; i < values.length; i++) {
            array.setFloat(i, values[i]);
        }
        return array;
    }

    /**
     * A copy of a segment's 16-bit patterns, in native byte order.
     *
     * @throws IllegalArgumentException if the segment's length is no multiple of the element's
     */
    public static BFloat16Array fromSegment(MemorySegment source) {
        return new BFloat16Array(source);
    }

    /**
     * A copy as a Java array.
     *
     * @throws IllegalStateException if the array is closed or has more than 2^31-1 elements
     */
    public BFloat16[] toHeapArray() {
        BFloat16[] values = new BFloat16[heapSize()];
        for (int i = 0; i < values.length; i++) {
            values[i] = get(i);
        }
        return values;
    }

    /**
     * A copy as floats, exactly.
     *
     * @throws IllegalStateException if the array is closed or has more than 2^31-1 elements
     */
    public float[] toFloatArray() {
        float[] values = new float[heapSize()];
        for (int i = 0; i < values.length; i++) {
            values[i] = getFloat(i);
        }
        return values;
    }

    /**
     * Element {@code index}.
     *
     * @throws IndexOutOfBoundsException if the index is negative or not below the size
     */
    public BFloat16 get(int index) {
        return BFloat16.ofBits(bits(index));
    }

    /** {@link #get(int)} for any size. */
    public BFloat16 get(long index) {
        return BFloat16.ofBits(bits(index));
    }

    /**
     * Sets element {@code index}.
     *
     * @throws IndexOutOfBoundsException if the index is negative or not below the size
     */
    public void set(int index, BFloat16 value) {
        setBits(index, value.bits());
    }

    /** {@link #set(int, BFloat16)} for any size. */
    public void set(long index, BFloat16 value) {
        setBits(index, value.bits());
    }

    /** Sets every element to one value. */
    public void init(BFloat16 value) {
        for (long i = 0; i < size(); i++) {
            set(i, value);
        }
    }

    @Override
    public float getFloat(int i) {
        return BFloat16.toFloat(bits(i));
    }

    @Override
    public float getFloat(long i) {
        return BFloat16.toFloat(bits(i));
    }

    @Override
    public void setFloat(int i, float v) {
        setBits(i, BFloat16.round(v));
    }

    @Override
    public void setFloat(long i, float v) {
        setBits(i, BFloat16.round(v));
    }

    @Override
    public SimdgroupMatrix.BF16 loadMatrix(int offset, int rowStride, boolean transposed) {
        return SimdgroupMatrix.BF16.load(this, offset, rowStride, transposed);
    }

    @Override
    public SimdgroupMatrix.BF16 loadMatrix(int offset, int rowStride, boolean transposed, int rows, int columns) {
        return SimdgroupMatrix.BF16.load(this, offset, rowStride, transposed, rows, columns);
    }

    @Override
    public void storeMatrix(SimdgroupMatrix.BF16 m, int offset, int rowStride) {
        m.store(this, offset, rowStride);
    }

    @Override
    public void storeMatrix(SimdgroupMatrix.BF16 m, int offset, int rowStride, int rows, int columns) {
        m.store(this, offset, rowStride, rows, columns);
    }

    @Override
    public SimdgroupMatrix.BF16 convert(SimdgroupMatrix.F32 m) {
        return m.toBF16();
    }

    @Override
    public SimdgroupMatrix.BF16[] newMatrices(int n) {
        return new SimdgroupMatrix.BF16[n];
    }

    private short bits(long index) {
        return elements.get(LAYOUT, checkIndex(index) * Short.BYTES);
    }

    private void setBits(long index, short bits) {
        elements.set(LAYOUT, checkIndex(index) * Short.BYTES, bits);
    }
}
