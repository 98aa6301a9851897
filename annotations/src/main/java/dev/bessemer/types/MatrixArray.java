package dev.bessemer.types;

import dev.bessemer.intrinsics.SimdgroupMatrix;

/**
 * An array whose elements {@link SimdgroupMatrix} can load. One generic kernel written against it serves float, half and bfloat:
 * the compiler specialises it by the argument's type.
 *
 * <pre>{@code
 * @Kernel
 * static <M extends SimdgroupMatrix<M>> void square(KernelContext k, MatrixArray<M> a, FloatArray out) {
 *     M tile = a.loadMatrix(0, 8, false);
 *     SimdgroupMatrix.multiplyAccumulate(tile, tile, SimdgroupMatrix.F32.zero()).store(out, 0, 8);
 * }
 * }</pre>
 *
 * <p>Tile element (r, c) is the array's element {@code offset + r * rowStride + c}, or where transposed
 * {@code offset + c * rowStride + r}; both in elements. Forms with {@code rows} and {@code columns} touch only tile elements with
 * {@code r < rows} and {@code c < columns}; both may be 0 or less (nothing is touched) or above 8. Untouched elements load as
 * zero and are not stored. The methods that speak of matrices are for kernels: all 32 lanes of a SIMD-group execute them together
 * with the same arguments, and outside a kernel they throw {@link dev.bessemer.intrinsics.OutsideKernelException}.
 *
 * @param <M> the matrices of this array's element type
 */
public sealed interface MatrixArray<M extends SimdgroupMatrix<M>> permits FloatArray, HalfFloatArray, BFloat16Array {
    /** The 8x8 tile at {@code offset}. */
    M loadMatrix(int offset, int rowStride, boolean transposed);

    /** The tile at {@code offset}, zero from row {@code rows} and from column {@code columns} on. */
    M loadMatrix(int offset, int rowStride, boolean transposed, int rows, int columns);

    /** Writes all 64 elements of a tile. */
    void storeMatrix(M m, int offset, int rowStride);

    /** Writes the elements of a tile above row {@code rows} and left of column {@code columns}. */
    void storeMatrix(M m, int offset, int rowStride, int rows, int columns);

    /** The same elements, rounded to this array's type, to nearest and to even at a tie. */
    M convert(SimdgroupMatrix.F32 m);

    /** An array of {@code n} matrices of this array's type, held in registers; {@code n} is a constant of the kernel. */
    M[] newMatrices(int n);

    /**
     * Element {@code i} as a float, exactly.
     *
     * @throws IndexOutOfBoundsException if {@code i} is negative or not below the size
     */
    float getFloat(int i);

    /** {@link #getFloat(int)} for any size. */
    float getFloat(long i);

    /**
     * Sets element {@code i} to the value rounded to this array's type, to nearest and to even at a tie.
     *
     * @throws IndexOutOfBoundsException if {@code i} is negative or not below the size
     */
    void setFloat(int i, float v);

    /** {@link #setFloat(int, float)} for any size. */
    void setFloat(long i, float v);

    /** The number of elements, as {@link DeviceArray#getSize()}. */
    int getSize();

    /** The number of elements. */
    long size();

    /** What the elements are. */
    ElementType elementType();
}
