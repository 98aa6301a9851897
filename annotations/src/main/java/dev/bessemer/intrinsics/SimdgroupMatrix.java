package dev.bessemer.intrinsics;

import dev.bessemer.intrinsics.MatrixElements.Access;
import dev.bessemer.types.BFloat16;
import dev.bessemer.types.BFloat16Array;
import dev.bessemer.types.ElementType;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloat;
import dev.bessemer.types.HalfFloatArray;

/**
 * An 8x8 matrix held in registers by the 32 lanes of a SIMD-group together: {@link F16}, {@link BF16} or {@link F32}, by the type of
 * its elements. A matrix is a value: operations give a new one.
 *
 * <p><b>Uniform calls.</b> All lanes of a SIMD-group must reach these methods together and, where a parameter's doc does not say
 * otherwise, with the same arguments; a call under a condition that may differ between lanes is a compile error.
 *
 * <p><b>Lanes.</b> Every lane {@code l} holds two elements next to each other in one row, numbered {@code e = 0, 1}: those at row
 * {@code ((l >> 4) & 1) * 4 + ((l >> 1) & 3)} and columns {@code ((l >> 3) & 1) * 4 + (l & 1) * 2 + e}. Four lanes share a row.
 *
 * <p><b>Memory.</b> Element (r, c) is the array's element {@code offset + r * rowStride + c}, or where {@code transposed} is true
 * {@code offset + c * rowStride + r}; offset and stride count elements. {@code transposed} is a constant of the kernel. Forms with
 * {@code rows} and {@code columns} touch only elements with {@code r < rows} and {@code c < columns}: the others load as zero, are
 * not stored, and need not exist in the array. Both may be 0 or less, where nothing is touched, or above 8. Arrays are device arrays
 * or the local ones of {@link KernelContext}; a touched element outside its array is a fault of the kernel.
 *
 * <p><b>Numbers.</b> {@code multiplyAccumulate} adds the eight products of an element to c's one after another, each with a fused
 * multiply-add in float, and rounds to the result's type at the end. Everything element-wise computes in float and rounds to the
 * matrix's type. Rounding is to nearest, and to even at a tie.
 *
 * <p>An array of matrices, {@code new SimdgroupMatrix.F32[4]}, is held in registers where its size is a constant of the kernel. Its
 * elements must be set before they are read.
 *
 * <p>Outside a kernel the methods throw {@link OutsideKernelException}.
 *
 * @param <M> this type itself
 */
public abstract sealed class SimdgroupMatrix<M extends SimdgroupMatrix<M>>
        permits SimdgroupMatrix.F16, SimdgroupMatrix.BF16, SimdgroupMatrix.F32 {
    final MatrixElements elements;

    private SimdgroupMatrix(MatrixElements elements) {
        this.elements = elements;
    }

    /** A matrix of this type. */
    abstract M make(MatrixElements result);

    /** Computes an element from an element, inside a kernel: a lambda or a reference to a static method. */
    @FunctionalInterface
    public interface ElementFunction {
        /** The new element. */
        float apply(float x);
    }

    /** Computes an element from an element and its place, inside a kernel: a lambda or a reference to a static method. */
    @FunctionalInterface
    public interface IndexedElementFunction {
        /**
         * The new element.
         *
         * @param row the element's row in the 8x8 matrix, 0 to 7
         * @param column the element's column in the 8x8 matrix, 0 to 7
         */
        float apply(int row, int column, float x);
    }

    /** The matrix product of a and b, as {@code multiplyAccumulate} with zeros. */
    public static <M extends SimdgroupMatrix<M>> M multiply(M a, M b) {
        MatrixElements zeros = MatrixElements.of(a.elements.type(), i -> 0);
        return a.make(MatrixElements.multiplyAccumulate("SimdgroupMatrix.multiply", a.elements, b.elements, zeros));
    }

    /** {@code a * b + c} with a float accumulator, a and b of one type. */
    public static <M extends SimdgroupMatrix<M>> F32 multiplyAccumulate(M a, M b, F32 c) {
        return new F32(MatrixElements.multiplyAccumulate(
                "SimdgroupMatrix.multiplyAccumulate", a.elements, b.elements, c.elements));
    }

    /** {@code a * b + c} with a half accumulator. */
    public static F16 multiplyAccumulate(F16 a, F16 b, F16 c) {
        return new F16(MatrixElements.multiplyAccumulate(
                "SimdgroupMatrix.multiplyAccumulate", a.elements, b.elements, c.elements));
    }

    /** {@code a * b + c} with a bfloat accumulator. */
    public static BF16 multiplyAccumulate(BF16 a, BF16 b, BF16 c) {
        return new BF16(MatrixElements.multiplyAccumulate(
                "SimdgroupMatrix.multiplyAccumulate", a.elements, b.elements, c.elements));
    }

    /**
     * The largest element of the row this lane's elements lie in: all four lanes of a row get the same number. As
     * {@link Math#max(float, float)}: NaN if any is.
     */
    public final float rowMax() {
        return elements.reduceRow("SimdgroupMatrix.rowMax", Math::max);
    }

    /**
     * The sum of the row this lane's elements lie in: all four lanes of a row get the same number,
     * {@code ((c0 + c1) + (c2 + c3)) + ((c4 + c5) + (c6 + c7))} in float.
     */
    public final float rowSum() {
        return elements.reduceRow("SimdgroupMatrix.rowSum", Float::sum);
    }

    /**
     * This lane's element {@code e}.
     *
     * @param e 0 or 1, a constant of the kernel
     */
    public final float element(int e) {
        return elements.element("SimdgroupMatrix.element", e);
    }

    /** The matrix whose elements are what each lane gives for its two, rounded to this type; this matrix's own do not matter. */
    public final M withElements(float e0, float e1) {
        return make(elements.byOwners("SimdgroupMatrix.withElements", i -> i % 2 == 0 ? e0 : e1));
    }

    /** The row this lane's elements lie in, 0 to 7. */
    public final int row() {
        return MatrixElements.row("SimdgroupMatrix.row");
    }

    /**
     * The column of this lane's element {@code e}, 0 to 7.
     *
     * @param e 0 or 1, a constant of the kernel
     */
    public final int column(int e) {
        return MatrixElements.column("SimdgroupMatrix.column", e);
    }

    /** Applies a function to every element. It may use values of the enclosing method, each lane its own. */
    public final M map(ElementFunction f) {
        return make(elements.byOwners("SimdgroupMatrix.map", i -> f.apply(elements.values()[i])));
    }

    /** Applies a function to every element and its row and column. It may use values of the enclosing method, each lane its own. */
    public final M mapIndexed(IndexedElementFunction f) {
        return make(elements.byOwners("SimdgroupMatrix.mapIndexed", i -> f.apply(i / 8, i % 8, elements.values()[i])));
    }

    /** The element-wise sum. */
    public final M add(M other) {
        return make(elements.with("SimdgroupMatrix.add", other.elements, Float::sum));
    }

    /** The element-wise difference, this less the other. */
    public final M sub(M other) {
        return make(elements.with("SimdgroupMatrix.sub", other.elements, (x, y) -> x - y));
    }

    /** The element-wise product; for the matrix product see {@link #multiply}. */
    public final M mul(M other) {
        return make(elements.with("SimdgroupMatrix.mul", other.elements, (x, y) -> x * y));
    }

    /** The element-wise maximum, as {@link Math#max(float, float)}. */
    public final M max(M other) {
        return make(elements.with("SimdgroupMatrix.max", other.elements, Math::max));
    }

    /** The element-wise minimum, as {@link Math#min(float, float)}. */
    public final M min(M other) {
        return make(elements.with("SimdgroupMatrix.min", other.elements, Math::min));
    }

    /**
     * Every element times a factor.
     *
     * @param factor this lane's, for its two elements: where the four lanes of a row agree, each row has a factor of its own
     */
    public final M scale(float factor) {
        return make(elements.byOwners("SimdgroupMatrix.scale", i -> elements.values()[i] * factor));
    }

    /** The same elements as floats, exactly. */
    public final F32 toF32() {
        return new F32(elements.to("SimdgroupMatrix.toF32", ElementType.F32));
    }

    /** The same elements rounded to half. */
    public final F16 toF16() {
        return new F16(elements.to("SimdgroupMatrix.toF16", ElementType.F16));
    }

    /** The same elements rounded to bfloat. */
    public final BF16 toBF16() {
        return new BF16(elements.to("SimdgroupMatrix.toBF16", ElementType.BF16));
    }

    /** A matrix of half ({@link HalfFloat}) elements. */
    public static final class F16 extends SimdgroupMatrix<F16> {
        F16(MatrixElements elements) {
            super(elements);
        }

        @Override
        F16 make(MatrixElements result) {
            return new F16(result);
        }

        /** The matrix of zeros. */
        public static F16 zero() {
            return new F16(MatrixElements.filled("SimdgroupMatrix.F16.zero", ElementType.F16, 0));
        }

        /** The matrix with one value, rounded to this type, everywhere. */
        public static F16 filled(float value) {
            return new F16(MatrixElements.filled("SimdgroupMatrix.F16.filled", ElementType.F16, value));
        }

        /** The matrix at {@code offset} of a device array. */
        public static F16 load(HalfFloatArray a, int offset, int rowStride) {
            return load(a, offset, rowStride, false, 8, 8);
        }

        /** The matrix at {@code offset} of a device array, or its transpose. */
        public static F16 load(HalfFloatArray a, int offset, int rowStride, boolean transposed) {
            return load(a, offset, rowStride, transposed, 8, 8);
        }

        /** The part of a matrix that a device array holds: zero from row {@code rows} and column {@code columns} on. */
        public static F16 load(HalfFloatArray a, int offset, int rowStride, boolean transposed, int rows, int columns) {
            return new F16(MatrixElements.load(
                    "SimdgroupMatrix.F16.load",
                    ElementType.F16,
                    a::getFloat,
                    new Access(offset, rowStride, transposed, rows, columns)));
        }

        /** The matrix at {@code offset} of a local array. */
        public static F16 load(HalfFloat[] a, int offset, int rowStride) {
            return load(a, offset, rowStride, false, 8, 8);
        }

        /** The matrix at {@code offset} of a local array, or its transpose. */
        public static F16 load(HalfFloat[] a, int offset, int rowStride, boolean transposed) {
            return load(a, offset, rowStride, transposed, 8, 8);
        }

        /** The part of a matrix that a local array holds: zero from row {@code rows} and column {@code columns} on. */
        public static F16 load(HalfFloat[] a, int offset, int rowStride, boolean transposed, int rows, int columns) {
            return new F16(MatrixElements.load(
                    "SimdgroupMatrix.F16.load",
                    ElementType.F16,
                    i -> a[Math.toIntExact(i)].toFloat(),
                    new Access(offset, rowStride, transposed, rows, columns)));
        }

        /** Writes all elements to a device array. */
        public void store(HalfFloatArray a, int offset, int rowStride) {
            store(a, offset, rowStride, false, 8, 8);
        }

        /** Writes all elements, or their transpose, to a device array. */
        public void store(HalfFloatArray a, int offset, int rowStride, boolean transposed) {
            store(a, offset, rowStride, transposed, 8, 8);
        }

        /** Writes the elements above row {@code rows} and left of column {@code columns} to a device array. */
        public void store(HalfFloatArray a, int offset, int rowStride, int rows, int columns) {
            store(a, offset, rowStride, false, rows, columns);
        }

        /** Writes the elements above row {@code rows} and left of column {@code columns}, or their transpose, to a device array. */
        public void store(HalfFloatArray a, int offset, int rowStride, boolean transposed, int rows, int columns) {
            elements.store(
                    "SimdgroupMatrix.F16.store", a::setFloat, new Access(offset, rowStride, transposed, rows, columns));
        }

        /** Writes all elements to a local array. */
        public void store(HalfFloat[] a, int offset, int rowStride) {
            store(a, offset, rowStride, false, 8, 8);
        }

        /** Writes all elements, or their transpose, to a local array. */
        public void store(HalfFloat[] a, int offset, int rowStride, boolean transposed) {
            store(a, offset, rowStride, transposed, 8, 8);
        }

        /** Writes the elements above row {@code rows} and left of column {@code columns} to a local array. */
        public void store(HalfFloat[] a, int offset, int rowStride, int rows, int columns) {
            store(a, offset, rowStride, false, rows, columns);
        }

        /** Writes the elements above row {@code rows} and left of column {@code columns}, or their transpose, to a local array. */
        public void store(HalfFloat[] a, int offset, int rowStride, boolean transposed, int rows, int columns) {
            elements.store(
                    "SimdgroupMatrix.F16.store",
                    (i, x) -> a[Math.toIntExact(i)] = HalfFloat.of(x),
                    new Access(offset, rowStride, transposed, rows, columns));
        }
    }

    /** A matrix of bfloat ({@link BFloat16}) elements. */
    public static final class BF16 extends SimdgroupMatrix<BF16> {
        BF16(MatrixElements elements) {
            super(elements);
        }

        @Override
        BF16 make(MatrixElements result) {
            return new BF16(result);
        }

        /** The matrix of zeros. */
        public static BF16 zero() {
            return new BF16(MatrixElements.filled("SimdgroupMatrix.BF16.zero", ElementType.BF16, 0));
        }

        /** The matrix with one value, rounded to this type, everywhere. */
        public static BF16 filled(float value) {
            return new BF16(MatrixElements.filled("SimdgroupMatrix.BF16.filled", ElementType.BF16, value));
        }

        /** The matrix at {@code offset} of a device array. */
        public static BF16 load(BFloat16Array a, int offset, int rowStride) {
            return load(a, offset, rowStride, false, 8, 8);
        }

        /** The matrix at {@code offset} of a device array, or its transpose. */
        public static BF16 load(BFloat16Array a, int offset, int rowStride, boolean transposed) {
            return load(a, offset, rowStride, transposed, 8, 8);
        }

        /** The part of a matrix that a device array holds: zero from row {@code rows} and column {@code columns} on. */
        public static BF16 load(BFloat16Array a, int offset, int rowStride, boolean transposed, int rows, int columns) {
            return new BF16(MatrixElements.load(
                    "SimdgroupMatrix.BF16.load",
                    ElementType.BF16,
                    a::getFloat,
                    new Access(offset, rowStride, transposed, rows, columns)));
        }

        /** The matrix at {@code offset} of a local array. */
        public static BF16 load(BFloat16[] a, int offset, int rowStride) {
            return load(a, offset, rowStride, false, 8, 8);
        }

        /** The matrix at {@code offset} of a local array, or its transpose. */
        public static BF16 load(BFloat16[] a, int offset, int rowStride, boolean transposed) {
            return load(a, offset, rowStride, transposed, 8, 8);
        }

        /** The part of a matrix that a local array holds: zero from row {@code rows} and column {@code columns} on. */
        public static BF16 load(BFloat16[] a, int offset, int rowStride, boolean transposed, int rows, int columns) {
            return new BF16(MatrixElements.load(
                    "SimdgroupMatrix.BF16.load",
                    ElementType.BF16,
                    i -> a[Math.toIntExact(i)].toFloat(),
                    new Access(offset, rowStride, transposed, rows, columns)));
        }

        /** Writes all elements to a device array. */
        public void store(BFloat16Array a, int offset, int rowStride) {
            store(a, offset, rowStride, false, 8, 8);
        }

        /** Writes all elements, or their transpose, to a device array. */
        public void store(BFloat16Array a, int offset, int rowStride, boolean transposed) {
            store(a, offset, rowStride, transposed, 8, 8);
        }

        /** Writes the elements above row {@code rows} and left of column {@code columns} to a device array. */
        public void store(BFloat16Array a, int offset, int rowStride, int rows, int columns) {
            store(a, offset, rowStride, false, rows, columns);
        }

        /** Writes the elements above row {@code rows} and left of column {@code columns}, or their transpose, to a device array. */
        public void store(BFloat16Array a, int offset, int rowStride, boolean transposed, int rows, int columns) {
            elements.store(
                    "SimdgroupMatrix.BF16.store",
                    a::setFloat,
                    new Access(offset, rowStride, transposed, rows, columns));
        }

        /** Writes all elements to a local array. */
        public void store(BFloat16[] a, int offset, int rowStride) {
            store(a, offset, rowStride, false, 8, 8);
        }

        /** Writes all elements, or their transpose, to a local array. */
        public void store(BFloat16[] a, int offset, int rowStride, boolean transposed) {
            store(a, offset, rowStride, transposed, 8, 8);
        }

        /** Writes the elements above row {@code rows} and left of column {@code columns} to a local array. */
        public void store(BFloat16[] a, int offset, int rowStride, int rows, int columns) {
            store(a, offset, rowStride, false, rows, columns);
        }

        /** Writes the elements above row {@code rows} and left of column {@code columns}, or their transpose, to a local array. */
        public void store(BFloat16[] a, int offset, int rowStride, boolean transposed, int rows, int columns) {
            elements.store(
                    "SimdgroupMatrix.BF16.store",
                    (i, x) -> a[Math.toIntExact(i)] = BFloat16.of(x),
                    new Access(offset, rowStride, transposed, rows, columns));
        }
    }

    /** A matrix of {@code float} elements. */
    public static final class F32 extends SimdgroupMatrix<F32> {
        F32(MatrixElements elements) {
            super(elements);
        }

        @Override
        F32 make(MatrixElements result) {
            return new F32(result);
        }

        /** The matrix of zeros. */
        public static F32 zero() {
            return new F32(MatrixElements.filled("SimdgroupMatrix.F32.zero", ElementType.F32, 0));
        }

        /** The matrix with one value, rounded to this type, everywhere. */
        public static F32 filled(float value) {
            return new F32(MatrixElements.filled("SimdgroupMatrix.F32.filled", ElementType.F32, value));
        }

        /** The matrix at {@code offset} of a device array. */
        public static F32 load(FloatArray a, int offset, int rowStride) {
            return load(a, offset, rowStride, false, 8, 8);
        }

        /** The matrix at {@code offset} of a device array, or its transpose. */
        public static F32 load(FloatArray a, int offset, int rowStride, boolean transposed) {
            return load(a, offset, rowStride, transposed, 8, 8);
        }

        /** The part of a matrix that a device array holds: zero from row {@code rows} and column {@code columns} on. */
        public static F32 load(FloatArray a, int offset, int rowStride, boolean transposed, int rows, int columns) {
            return new F32(MatrixElements.load(
                    "SimdgroupMatrix.F32.load",
                    ElementType.F32,
                    a::get,
                    new Access(offset, rowStride, transposed, rows, columns)));
        }

        /** The matrix at {@code offset} of a local array. */
        public static F32 load(float[] a, int offset, int rowStride) {
            return load(a, offset, rowStride, false, 8, 8);
        }

        /** The matrix at {@code offset} of a local array, or its transpose. */
        public static F32 load(float[] a, int offset, int rowStride, boolean transposed) {
            return load(a, offset, rowStride, transposed, 8, 8);
        }

        /** The part of a matrix that a local array holds: zero from row {@code rows} and column {@code columns} on. */
        public static F32 load(float[] a, int offset, int rowStride, boolean transposed, int rows, int columns) {
            return new F32(MatrixElements.load(
                    "SimdgroupMatrix.F32.load",
                    ElementType.F32,
                    i -> a[Math.toIntExact(i)],
                    new Access(offset, rowStride, transposed, rows, columns)));
        }

        /** Writes all elements to a device array. */
        public void store(FloatArray a, int offset, int rowStride) {
            store(a, offset, rowStride, false, 8, 8);
        }

        /** Writes all elements, or their transpose, to a device array. */
        public void store(FloatArray a, int offset, int rowStride, boolean transposed) {
            store(a, offset, rowStride, transposed, 8, 8);
        }

        /** Writes the elements above row {@code rows} and left of column {@code columns} to a device array. */
        public void store(FloatArray a, int offset, int rowStride, int rows, int columns) {
            store(a, offset, rowStride, false, rows, columns);
        }

        /** Writes the elements above row {@code rows} and left of column {@code columns}, or their transpose, to a device array. */
        public void store(FloatArray a, int offset, int rowStride, boolean transposed, int rows, int columns) {
            elements.store(
                    "SimdgroupMatrix.F32.store", a::set, new Access(offset, rowStride, transposed, rows, columns));
        }

        /** Writes all elements to a local array. */
        public void store(float[] a, int offset, int rowStride) {
            store(a, offset, rowStride, false, 8, 8);
        }

        /** Writes all elements, or their transpose, to a local array. */
        public void store(float[] a, int offset, int rowStride, boolean transposed) {
            store(a, offset, rowStride, transposed, 8, 8);
        }

        /** Writes the elements above row {@code rows} and left of column {@code columns} to a local array. */
        public void store(float[] a, int offset, int rowStride, int rows, int columns) {
            store(a, offset, rowStride, false, rows, columns);
        }

        /** Writes the elements above row {@code rows} and left of column {@code columns}, or their transpose, to a local array. */
        public void store(float[] a, int offset, int rowStride, boolean transposed, int rows, int columns) {
            elements.store(
                    "SimdgroupMatrix.F32.store",
                    (i, x) -> a[Math.toIntExact(i)] = x,
                    new Access(offset, rowStride, transposed, rows, columns));
        }
    }
}
