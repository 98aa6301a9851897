package dev.bessemer.types;

import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.types.atomic.SegmentAtomics;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A device array of {@code float}s. */
public final class FloatArray extends DeviceArray implements MatrixArray<SimdgroupMatrix.F32> {
    private static final ValueLayout.OfFloat LAYOUT = ValueLayout.JAVA_FLOAT;

    /**
     * An array of zeros.
     *
     * @param size the number of elements, 0 or more
     * @throws IllegalArgumentException if the size is negative or too large to address
     */
    public FloatArray(long size) {
        super(ElementType.F32, size);
    }

    private FloatArray(MemorySegment source) {
        super(ElementType.F32, source);
    }

    /** An array of the given elements. */
    public static FloatArray fromElements(float... elements) {
        return new FloatArray(MemorySegment.ofArray(elements));
    }

    /** A copy of a Java array. */
    public static FloatArray fromArray(float[] values) {
        return new FloatArray(MemorySegment.ofArray(values));
    }

    /**
     * A copy of a segment's floats, in native byte order.
     *
     * @throws IllegalArgumentException if the segment's length is no multiple of the element's
     */
    public static FloatArray fromSegment(MemorySegment source) {
        return new FloatArray(source);
    }

    /**
     * A copy as a Java array.
     *
     * @throws IllegalStateException if the array is closed or has more than 2^31-1 elements
     */
    public float[] toHeapArray() {
        float[] values = new float[heapSize()];
        MemorySegment.ofArray(values).copyFrom(elements);
        return values;
    }

    /**
     * Element {@code index}.
     *
     * @throws IndexOutOfBoundsException if the index is negative or not below the size
     */
    public float get(int index) {
        return elements.get(LAYOUT, checkIndex(index) * Float.BYTES);
    }

    /** {@link #get(int)} for any size. */
    public float get(long index) {
        return elements.get(LAYOUT, checkIndex(index) * Float.BYTES);
    }

    /**
     * Sets element {@code index}.
     *
     * @throws IndexOutOfBoundsException if the index is negative or not below the size
     */
    public void set(int index, float value) {
        elements.set(LAYOUT, checkIndex(index) * Float.BYTES, value);
    }

    /** {@link #set(int, float)} for any size. */
    public void set(long index, float value) {
        elements.set(LAYOUT, checkIndex(index) * Float.BYTES, value);
    }

    /**
     * Adds to element {@code index}, as one step that no other thread's access interrupts.
     *
     * @return what was there before
     * @throws IndexOutOfBoundsException if the index is negative or not below the size
     */
    public float atomicAdd(int index, float value) {
        return SegmentAtomics.add(elements, checkIndex(index) * Float.BYTES, value);
    }

    /**
     * Lowers element {@code index} to a value, as {@link Math#min}, as one step that no other thread's access interrupts.
     *
     * @return what was there before
     * @throws IndexOutOfBoundsException if the index is negative or not below the size
     */
    public float atomicMin(int index, float value) {
        return SegmentAtomics.min(elements, checkIndex(index) * Float.BYTES, value);
    }

    /**
     * Raises element {@code index} to a value, as {@link Math#max}, as one step that no other thread's access interrupts.
     *
     * @return what was there before
     * @throws IndexOutOfBoundsException if the index is negative or not below the size
     */
    public float atomicMax(int index, float value) {
        return SegmentAtomics.max(elements, checkIndex(index) * Float.BYTES, value);
    }

    /**
     * Sets element {@code index}, as one step that no other thread's access interrupts.
     *
     * @return what was there before
     * @throws IndexOutOfBoundsException if the index is negative or not below the size
     */
    public float atomicExchange(int index, float value) {
        return SegmentAtomics.exchange(elements, checkIndex(index) * Float.BYTES, value);
    }

    /**
     * Sets element {@code index} where it is the expected one, bit for bit, as one step that no other thread's access interrupts.
     *
     * @return what was there before: it was set where that is the expected one
     * @throws IndexOutOfBoundsException if the index is negative or not below the size
     */
    public float atomicCompareExchange(int index, float expected, float value) {
        return SegmentAtomics.compareExchange(elements, checkIndex(index) * Float.BYTES, expected, value);
    }

    /** Sets every element to one value. */
    public void init(float value) {
        for (long i = 0; i < size(); i++) {
            set(i, value);
        }
    }

    @Override
    public float getFloat(int i) {
        return get(i);
    }

    @Override
    public float getFloat(long i) {
        return get(i);
    }

    @Override
    public void setFloat(int i, float v) {
        set(i, v);
    }

    @Override
    public void setFloat(long i, float v) {
        set(i, v);
    }

    @Override
    public SimdgroupMatrix.F32 loadMatrix(int offset, int rowStride, boolean transposed) {
        return SimdgroupMatrix.F32.load(this, offset, rowStride, transposed);
    }

    @Override
    public SimdgroupMatrix.F32 loadMatrix(int offset, int rowStride, boolean transposed, int rows, int columns) {
        return SimdgroupMatrix.F32.load(this, offset, rowStride, transposed, rows, columns);
    }

    @Override
    public void storeMatrix(SimdgroupMatrix.F32 m, int offset, int rowStride) {
        m.store(this, offset, rowStride);
    }

    @Override
    public void storeMatrix(SimdgroupMatrix.F32 m, int offset, int rowStride, int rows, int columns) {
        m.store(this, offset, rowStride, rows, columns);
    }

    @Override
    public SimdgroupMatrix.F32 convert(SimdgroupMatrix.F32 m) {
        return m.toF32();
    }

    @Override
    public SimdgroupMatrix.F32[] newMatrices(int n) {
        return new SimdgroupMatrix.F32[n];
    }
}
