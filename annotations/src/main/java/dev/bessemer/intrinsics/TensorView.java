package dev.bessemer.intrinsics;

import dev.bessemer.types.BFloat16;
import dev.bessemer.types.BFloat16Array;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloat;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.IntArray;

/**
 * A matrix that lies in a device array or a local one, or a part of it: what {@link Matmul2D} reads and a {@link CooperativeTensor} is loaded from and
 * stored to. A view is a value; making and slicing one touches no memory.
 *
 * <p>Element (r, c) is the array's element {@code offset + r * rowStride + c}, row-major as Java's own arrays. What is outside of the view reads as zero and is
 * not written, and need not exist in the array; an element of the view outside its array is a fault of the kernel.
 *
 * @param array a {@link FloatArray}, {@link HalfFloatArray}, {@link BFloat16Array}, {@link ByteArray} or {@link IntArray}, a local {@code float[]}, {@code HalfFloat[]},
 *     {@code BFloat16[]}, {@code byte[]} or {@code int[]} of {@link KernelContext}, or {@link UnsignedBytes}
 * @param offset of the first element, in elements
 * @param rows how many there are; none where it is 0 or less
 * @param columns how many there are; none where it is 0 or less
 * @param rowStride from one row to the next, in elements
 * @param <A> the array's type
 */
public record TensorView<A>(A array, int offset, int rows, int columns, int rowStride) {
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

    /** The same array with rows that are this many elements apart. */
    public TensorView<A> withRowStride(int stride) {
        return new TensorView<>(array, offset, rows, columns, stride);
    }

    /** The same shape this many elements further on in the array: one matrix of a batch. */
    public TensorView<A> at(int elements) {
        return new TensorView<>(array, offset + elements, rows, columns, rowStride);
    }

    /** The part from a row and a column on, which may be the last ones' successors or beyond: then nothing is left. */
    public TensorView<A> slice(int row, int column) {
        return new TensorView<>(array, offset + row * rowStride + column, rows - row, columns - column, rowStride);
    }

    /** Of the part from a row and a column on, so many rows and columns at most. */
    public TensorView<A> slice(int row, int column, int mostRows, int mostColumns) {
        return new TensorView<>(
                array,
                offset + row * rowStride + column,
                Math.min(rows - row, mostRows),
                Math.min(columns - column, mostColumns),
                rowStride);
    }
}
