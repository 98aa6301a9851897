package dev.bessemer.intrinsics;

import dev.bessemer.intrinsics.TensorRank.R2;
import dev.bessemer.types.BFloat16;
import dev.bessemer.types.BFloat16Array;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloat;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.IntArray;

/**
 * A matrix that lies in a device array or a local one, or a tensor of up to eight dimensions, or a part of it: what {@link Matmul2D} reads and a
 * {@link CooperativeTensor} is loaded from and stored to. A view is a value; making and slicing one touches no memory.
 *
 * <p>Dimensions are in Java's order: the elements of the last one lie side by side, and rows and columns are the last two. Element (r, c) of a matrix is the array's
 * element {@code offset + r * rowStride + c}. What is outside of the view reads as zero and is not written, and need not exist in the array; an element of the view
 * outside its array is a fault of the kernel.
 *
 * <pre>{@code
 * var queries = TensorView.of(q, TensorDims.of(batches, heads, rows, 64));
 * var block = queries.select(batch).select(head).slice(firstRow, 0); // a matrix
 * }</pre>
 *
 * <p>How many dimensions there are is part of a view's type, as the compiler sees it: where two ways meet, a variable has views of one rank.
 *
 * @param array a {@link FloatArray}, {@link HalfFloatArray}, {@link BFloat16Array}, {@link ByteArray} or {@link IntArray}, a local {@code float[]}, {@code HalfFloat[]},
 *     {@code BFloat16[]}, {@code byte[]} or {@code int[]} of {@link KernelContext}, or {@link UnsignedBytes}, {@link Nibbles} or
 *     {@link UnsignedNibbles} of bytes, whose elements offsets and strides count
 * @param offset of the first element, in elements
 * @param rows the extent of the last dimension but one, 1 where there is one alone; there is none where it is 0 or less
 * @param columns the extent of the last dimension; there is none where it is 0 or less
 * @param rowStride from one row to the next, in elements
 * @param outer the dimensions before
 * @param <A> the array's type
 */
public record TensorView<A>(A array, int offset, int rows, int columns, int rowStride, TensorOuter outer) {
    /** A matrix. */
    public TensorView(A array, int offset, int rows, int columns, int rowStride) {
        this(array, offset, rows, columns, rowStride, TensorOuter.none(new R2()));
    }

    /**
     * A whole tensor without gaps, from an array's first element on.
     *
     * @param array as a view has them
     * @param extents 1 to 8, each 0 or more
     */
    public static <A> TensorView<A> of(A array, TensorDims extents) {
        int rows = extents.count() == 1 ? 1 : extents.last1();
        return new TensorView<>(array, 0, rows, extents.last0(), extents.last0(), TensorOuter.packed(extents));
    }

    /** A whole matrix, row after row, from an array's first element on. */
    public static TensorView<FloatArray> of(FloatArray array, int rows, int columns) {
        return new TensorView<>(array, 0, rows, columns, columns);
    }

    /** A whole matrix, row after row, from an array's first element on. */
    public static TensorView<HalfFloatArray> of(HalfFloatArray array, int rows, int columns) {
        return new TensorView<>(array, 0, rows, columns, columns);
    }

    /** A whole matrix, row after row, from an array's first element on. */
    public static TensorView<BFloat16Array> of(BFloat16Array array, int rows, int columns) {
        return new TensorView<>(array, 0, rows, columns, columns);
    }

    /** A whole matrix, row after row, from an array's first element on. */
    public static TensorView<ByteArray> of(ByteArray array, int rows, int columns) {
        return new TensorView<>(array, 0, rows, columns, columns);
    }

    /** A whole matrix, row after row, from an array's first element on. */
    public static TensorView<IntArray> of(IntArray array, int rows, int columns) {
        return new TensorView<>(array, 0, rows, columns, columns);
    }

    /** A whole matrix, row after row, from the first of bytes on, which stand for 0 to 255. */
    public static <B> TensorView<UnsignedBytes<B>> of(UnsignedBytes<B> array, int rows, int columns) {
        return new TensorView<>(array, 0, rows, columns, columns);
    }

    /** A whole matrix, row after row without gaps, from the first of numbers of four bits on, which stand for -8 to 7. */
    public static <B> TensorView<Nibbles<B>> of(Nibbles<B> array, int rows, int columns) {
        return new TensorView<>(array, 0, rows, columns, columns);
    }

    /** A whole matrix, row after row without gaps, from the first of numbers of four bits on, which stand for 0 to 15. */
    public static <B> TensorView<UnsignedNibbles<B>> of(UnsignedNibbles<B> array, int rows, int columns) {
        return new TensorView<>(array, 0, rows, columns, columns);
    }

    /** A whole matrix, row after row, from a local array's first element on. */
    public static TensorView<float[]> of(float[] array, int rows, int columns) {
        return new TensorView<>(array, 0, rows, columns, columns);
    }

    /** A whole matrix, row after row, from a local array's first element on. */
    public static TensorView<HalfFloat[]> of(HalfFloat[] array, int rows, int columns) {
        return new TensorView<>(array, 0, rows, columns, columns);
    }

    /** A whole matrix, row after row, from a local array's first element on. */
    public static TensorView<BFloat16[]> of(BFloat16[] array, int rows, int columns) {
        return new TensorView<>(array, 0, rows, columns, columns);
    }

    /** A whole matrix, row after row, from a local array's first element on. */
    public static TensorView<byte[]> of(byte[] array, int rows, int columns) {
        return new TensorView<>(array, 0, rows, columns, columns);
    }

    /** A whole matrix, row after row, from a local array's first element on. */
    public static TensorView<int[]> of(int[] array, int rows, int columns) {
        return new TensorView<>(array, 0, rows, columns, columns);
    }

    /** How many dimensions it has. */
    public int rank() {
        return outer.rank().count();
    }

    /**
     * How many elements there are along a dimension; none where it is 0 or less.
     *
     * @param dimension a constant of the kernel, 0 for the first one
     * @throws IndexOutOfBoundsException if there is no such dimension; a kernel is refused
     */
    public int extent(int dimension) {
        TensorElements.requireDimension(rank(), dimension);
        int fromLast = rank() - 1 - dimension;
        return switch (fromLast) {
            case 0 -> columns;
            case 1 -> rows;
            default -> outer.extent(fromLast);
        };
    }

    /**
     * How far one is from the next along a dimension, in elements; 1 for the last.
     *
     * @param dimension a constant of the kernel, 0 for the first one
     * @throws IndexOutOfBoundsException if there is no such dimension; a kernel is refused
     */
    public int stride(int dimension) {
        TensorElements.requireDimension(rank(), dimension);
        int fromLast = rank() - 1 - dimension;
        return switch (fromLast) {
            case 0 -> 1;
            case 1 -> rowStride;
            default -> outer.stride(fromLast);
        };
    }

    /** The same array with rows that are this many elements apart. */
    public TensorView<A> withRowStride(int stride) {
        return new TensorView<>(array, offset, rows, columns, stride, outer);
    }

    /**
     * The same array with other strides.
     *
     * @param strides in elements, of all dimensions but the last, whose elements lie side by side
     */
    public TensorView<A> withStrides(TensorDims strides) {
        TensorElements.requireRank(strides.count(), rank() - 1);
        return new TensorView<>(array, offset, rows, columns, strides.last0(), outer.withStrides(strides));
    }

    /** The same shape this many elements further on in the array: one matrix of a batch. */
    public TensorView<A> at(int elements) {
        return new TensorView<>(array, offset + elements, rows, columns, rowStride, outer);
    }

    /** The matrix's part from a row and a column on, 0 or more, which may be the last ones' successors or beyond: then nothing is left. */
    public TensorView<A> slice(int row, int column) {
        TensorElements.requireRank(2, rank());
        return new TensorView<>(
                array, offset + row * rowStride + column, rows - row, columns - column, rowStride, outer);
    }

    /** Of the matrix's part from a row and a column on, so many rows and columns at most. */
    public TensorView<A> slice(int row, int column, int mostRows, int mostColumns) {
        TensorView<A> rest = slice(row, column);
        return new TensorView<>(
                array,
                rest.offset,
                Math.min(rest.rows, mostRows),
                Math.min(rest.columns, mostColumns),
                rowStride,
                outer);
    }

    /**
     * The part from a place on; nothing is left of a dimension that ends before.
     *
     * @param origin for each dimension a number of 0 or more
     */
    public TensorView<A> slice(TensorDims origin) {
        TensorElements.requireRank(origin.count(), rank());
        return new TensorView<>(
                array, place(origin), rows - origin.last1(), columns - origin.last0(), rowStride, outer.from(origin));
    }

    /**
     * Of the part from a place on, so much of each dimension at most.
     *
     * @param origin for each dimension a number of 0 or more
     * @param most for each dimension, a constant or not
     */
    public TensorView<A> slice(TensorDims origin, TensorDims most) {
        TensorElements.requireRank(most.count(), rank());
        TensorView<A> rest = slice(origin);
        return new TensorView<>(
                array,
                rest.offset,
                rank() == 1 ? 1 : Math.min(rest.rows, most.last1()),
                Math.min(rest.columns, most.last0()),
                rowStride,
                rest.outer.atMost(most));
    }

    /** What lies at an index of the first dimension, with one dimension less: a batch's matrix, a matrix's row; empty where there is no such index. */
    public TensorView<A> select(int index) {
        TensorElements.requireDimension(rank(), 1);
        boolean exists = index >= 0 && index < extent(0);
        return new TensorView<>(
                array,
                offset + index * stride(0),
                rank() == 2 ? 1 : rows,
                exists ? columns : 0,
                rowStride,
                outer.withoutFirst());
    }

    /** An element of a view of rank 1 as a float, as Java converts it; 0 outside of the view. */
    public float get(int index) {
        return get(TensorDims.of(index));
    }

    /** A matrix's element as a float, as Java converts it; 0 outside of the view. */
    public float get(int row, int column) {
        return get(TensorDims.of(row, column));
    }

    /** An element as a float, as Java converts it; 0 outside of the view. */
    public float get(TensorDims at) {
        return contains(at) ? TensorElements.get(array, place(at)) : 0;
    }

    /** An element as an int, as Java's cast converts it; 0 outside of the view. */
    public int getInt(TensorDims at) {
        return contains(at) ? TensorElements.getInt(array, place(at)) : 0;
    }

    /** Sets an element of a view of rank 1, as {@link #set(TensorDims, float)}. */
    public void set(int index, float value) {
        set(TensorDims.of(index), value);
    }

    /** Sets a matrix's element, as {@link #set(TensorDims, float)}. */
    public void set(int row, int column, float value) {
        set(TensorDims.of(row, column), value);
    }

    /** Sets an element: halves and bfloats to the value rounded to nearest, integers to what Java's cast makes of it. Outside of the view nothing happens. */
    public void set(TensorDims at, float value) {
        if (contains(at)) {
            TensorElements.set(array, place(at), value);
        }
    }

    /** Sets an element, bytes to the lowest 8 bits, floats to the value as Java converts it. Outside of the view nothing happens. */
    public void setInt(TensorDims at, int value) {
        if (contains(at)) {
            TensorElements.setInt(array, place(at), value);
        }
    }

    /** Whether an element exists. */
    public boolean contains(TensorDims at) {
        TensorElements.requireRank(at.count(), rank());
        return at.last0() >= 0 && at.last0() < columns && at.last1() >= 0 && at.last1() < rows && outer.contains(at);
    }

    private int place(TensorDims at) {
        return offset + at.last1() * rowStride + at.last0() + outer.place(at);
    }
}
