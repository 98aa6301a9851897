package dev.bessemer.types;

import dev.bessemer.intrinsics.SimdgroupMatrix;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A device array of {@link HalfFloat}s. */
public final class HalfFloatArray extends DeviceArray implements MatrixArray<SimdgroupMatrix.F16> {
    private static final ValueLayout.OfShort LAYOUT = ValueLayout.JAVA_SHORT;

    /**
     * An array of zeros.
     *
     * @param size the number of elements, 0 or more
     * @throws IllegalArgumentException if the size is negative or too large to address
     */
    public HalfFloatArray(long size) {
        super(ElementType.F16, size);
    }

    private HalfFloatArray(MemorySegment source) {
        super(ElementType.F16, source);
    }

    /** An array of the given elements. */
    public static HalfFloatArray fromElements(HalfFloat... elements) {
        return fromArray(elements);
    }

    /** A copy of a Java array. */
    public static HalfFloatArray fromArray(HalfFloat[] values) {
        HalfFloatArray array = new HalfFloatArray(values.length);
        for (int i = 0; i < values.length; i++) {
            array.set(i, values[i]);
        }
        return array;
    }

    /** The floats of a Java array, each rounded to nearest and to even at a tie. */
    public static HalfFloatArray fromArray(float[] values) {
        HalfFloatArray array = new HalfFloatArray(values.length);
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
    public static HalfFloatArray fromSegment(MemorySegment source) {
        return new HalfFloatArray(source);
    }

    /**
     * A copy as a Java array.
     *
     * @throws IllegalStateException if the array is closed or has more than 2^31-1 elements
     */
    public HalfFloat[] toHeapArray() {
        HalfFloat[] values = new HalfFloat[heapSize()];
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
    public HalfFloat get(int index) {
        return HalfFloat.ofBits(bits(index));
    }

    /** {@link #get(int)} for any size. */
    public HalfFloat get(long index) {
        return HalfFloat.ofBits(bits(index));
    }

    /**
     * Sets element {@code index}.
     *
     * @throws IndexOutOfBoundsException if the index is negative or not below the size
     */
    public void set(int index, HalfFloat value) {
        setBits(index, value.bits());
    }

    /** {@link #set(int, HalfFloat)} for any size. */
    public void set(long index, HalfFloat value) {
        setBits(index, value.bits());
    }

    /** Sets every element to one value. */
    public void init(HalfFloat value) {
        for (long i = 0; i < size(); i++) {
            set(i, value);
        }
    }

    @Override
    public float getFloat(int i) {
        return HalfFloat.toFloat(bits(i));
    }

    @Override
    public float getFloat(long i) {
        return HalfFloat.toFloat(bits(i));
    }

    @Override
    public void setFloat(int i, float v) {
        setBits(i, HalfFloat.round(v));
    }

    @Override
    public void setFloat(long i, float v) {
        setBits(i, HalfFloat.round(v));
    }

    @Override
    public SimdgroupMatrix.F16 loadMatrix(int offset, int rowStride, boolean transposed) {
        return SimdgroupMatrix.F16.load(this, offset, rowStride, transposed);
    }

    @Override
    public SimdgroupMatrix.F16 loadMatrix(int offset, int rowStride, boolean transposed, int rows, int columns) {
        return SimdgroupMatrix.F16.load(this, offset, rowStride, transposed, rows, columns);
    }

    @Override
    public void storeMatrix(SimdgroupMatrix.F16 m, int offset, int rowStride) {
        m.store(this, offset, rowStride);
    }

    @Override
    public void storeMatrix(SimdgroupMatrix.F16 m, int offset, int rowStride, int rows, int columns) {
        m.store(this, offset, rowStride, rows, columns);
    }

    @Override
    public SimdgroupMatrix.F16 convert(SimdgroupMatrix.F32 m) {
        return m.toF16();
    }

    @Override
    public SimdgroupMatrix.F16[] newMatrices(int n) {
        return new SimdgroupMatrix.F16[n];
    }

    private short bits(long index) {
        return elements.get(LAYOUT, checkIndex(index) * Short.BYTES);
    }

    private void setBits(long index, short bits) {
        elements.set(LAYOUT, checkIndex(index) * Short.BYTES, bits);
    }
}
