package dev.bessemer.intrinsics;

/**
 * A multiplication of matrices by the threads of a scope: one SIMD-group, or several that are all those of the threadgroup; {@link ThreadMatmul2D} is one by a
 * thread. The result is a {@link CooperativeTensor} of {@code rows x columns}; K, the extent that is summed over, is what the factors have at run time.
 *
 * <pre>{@code
 * var product = Matmul2D.of(64, 32).withSimdgroups(4);
 * var left = TensorView.of(a, m, depth).slice(64 * k.groupIdy, 0);
 * var right = TensorView.of(b, depth, n).slice(0, 32 * k.groupIdx);
 * product.multiply(left, right).map(x -> Math.max(x, 0f)).store(TensorView.of(c, m, n).slice(64 * k.groupIdy, 32 * k.groupIdx));
 * }</pre>
 *
 * <p>All components are constants of the kernel. All threads of the scope reach a multiplication together, with the same arguments. Factors are of
 * floats, halves, bfloats or bytes ({@link UnsignedBytes} for 0 to 255): both alike, or one of them of floats or of bytes; {@link Nibbles} and {@link UnsignedNibbles} are the
 * right factor of halves, bfloats, and bytes of their own sign. Products are added in float, in an
 * order that is the device's; those of two factors of bytes are added in int, exactly, and wrap.
 *
 * @param rows of the result, a multiple of 8; rows or columns are a multiple of 16
 * @param columns of the result, a multiple of 8
 * @param simdgroups that multiply together: 1, or as many as the kernel's threadgroup has, which it then declares; a power of two up to 32 by which the
 *     result divides into rectangles whose sides are multiples of 8
 * @param transposeLeft whether the left factor's view is K x rows rather than rows x K
 * @param transposeRight whether the right factor's view is columns x K rather than K x columns
 * @param relaxedPrecision whether the device may round float factors to 11 bits or more; others are exact either way
 */
public record Matmul2D(
        int rows,
        int columns,
        int simdgroups,
        boolean transposeLeft,
        boolean transposeRight,
        boolean relaxedPrecision) {
    /** A multiplication by one SIMD-group, nothing transposed, at full precision. */
    public static Matmul2D of(int rows, int columns) {
        return new Matmul2D(rows, columns, 1, false, false, false);
    }

    /** The same by all SIMD-groups of the threadgroup, which are this many. */
    public Matmul2D withSimdgroups(int count) {
        return new Matmul2D(rows, columns, count, transposeLeft, transposeRight, relaxedPrecision);
    }

    /** The same of a left factor that lies in memory as K x rows. */
    public Matmul2D withTransposedLeft() {
        return new Matmul2D(rows, columns, simdgroups, true, transposeRight, relaxedPrecision);
    }

    /** The same of a right factor that lies in memory as columns x K. */
    public Matmul2D withTransposedRight() {
        return new Matmul2D(rows, columns, simdgroups, transposeLeft, true, relaxedPrecision);
    }

    /** The same with float factors that may be rounded. */
    public Matmul2D withRelaxedPrecision() {
        return new Matmul2D(rows, columns, simdgroups, transposeLeft, transposeRight, true);
    }

    /** The product. K is the smaller of what the two factors have; where that is 0, the product is. */
    public CooperativeTensor multiply(TensorView<?> left, TensorView<?> right) {
        Lanes.thread("Matmul2D.multiply");
        return multiplyAccumulate(left, right, zero(left, right));
    }

    /**
     * Writes the product into a view, as {@link CooperativeTensor#store}: other threads see it after a barrier.
     *
     * @param target of floats, halves or bfloats; of ints for factors of bytes
     */
    public void multiplyInto(TensorView<?> left, TensorView<?> right, TensorView<?> target) {
        multiply(left, right).store(target);
    }

    /** Adds the product to what a view has, as {@link #multiplyInto}. */
    public void multiplyAccumulateInto(TensorView<?> left, TensorView<?> right, TensorView<?> target) {
        multiplyAccumulate(left, right, load(left, right, target)).store(target);
    }

    /** The tensor of zeros that products of such factors can be added to. */
    public CooperativeTensor zero(TensorView<?> left, TensorView<?> right) {
        Lanes.thread("Matmul2D.zero");
        boolean integers = areBytes(left, right);
        return new CooperativeTensor(rows, columns, isThreadgroup(), integers, (row, column) -> 0);
    }

    private static boolean areBytes(TensorView<?> left, TensorView<?> right) {
        return new TensorMemory(left, false).isOfBytes() && new TensorMemory(right, false).isOfBytes();
    }

    /** The tensor of zeros that products of such a left factor can be added to; what its elements are does not matter. */
    public CooperativeTensor zero(CooperativeTensor left, TensorView<?> right) {
        Lanes.thread("Matmul2D.zero");
        return new CooperativeTensor(rows, columns, isThreadgroup(), (row, column) -> 0);
    }

    /** One number for every row. */
    public TensorRows fillRows(float value) {
        Lanes.thread("Matmul2D.fillRows");
        return new TensorRows(rows, isThreadgroup(), false, row -> value);
    }

    /** One int for every row. */
    public TensorRows fillIntRows(int value) {
        Lanes.thread("Matmul2D.fillIntRows");
        return new TensorRows(rows, isThreadgroup(), true, row -> value);
    }

    /** One number for every column. */
    public TensorColumns fillColumns(float value) {
        Lanes.thread("Matmul2D.fillColumns");
        return new TensorColumns(columns, isThreadgroup(), false, column -> value);
    }

    /** One int for every column. */
    public TensorColumns fillIntColumns(int value) {
        Lanes.thread("Matmul2D.fillIntColumns");
        return new TensorColumns(columns, isThreadgroup(), true, column -> value);
    }

    /** The numbers of rows that lie in a view of rank 1, or in a matrix's first column, of any type; zero where there are none. */
    public TensorRows loadRows(TensorView<?> numbers) {
        return loadRows("Matmul2D.loadRows", numbers, false);
    }

    /** The ints of rows that lie in a view of rank 1, or in a matrix's first column, as ints or bytes; zero where there are none. */
    public TensorRows loadIntRows(TensorView<?> numbers) {
        return loadRows("Matmul2D.loadIntRows", numbers, true);
    }

    private TensorRows loadRows(String method, TensorView<?> numbers, boolean integers) {
        return Lanes.together(
                method, isThreadgroup(), numbers, same -> TensorRows.load(rows, isThreadgroup(), integers, same));
    }

    /** The numbers of columns that lie in a view of rank 1, or in a matrix's first row, of any type; zero where there are none. */
    public TensorColumns loadColumns(TensorView<?> numbers) {
        return loadColumns("Matmul2D.loadColumns", numbers, false);
    }

    /** The ints of columns that lie in a view of rank 1, or in a matrix's first row, as ints or bytes; zero where there are none. */
    public TensorColumns loadIntColumns(TensorView<?> numbers) {
        return loadColumns("Matmul2D.loadIntColumns", numbers, true);
    }

    private TensorColumns loadColumns(String method, TensorView<?> numbers, boolean integers) {
        return Lanes.together(
                method, isThreadgroup(), numbers, same -> TensorColumns.load(columns, isThreadgroup(), integers, same));
    }

    /**
     * The elements that lie in memory as numbers of any type, as floats, which products of such factors can be added to; zero where the view has none. For
     * factors of bytes they are ints, and so is what they are loaded from.
     */
    public CooperativeTensor load(TensorView<?> left, TensorView<?> right, TensorView<?> elements) {
        Lanes.thread("Matmul2D.load");
        boolean integers = areBytes(left, right);
        return Lanes.together("Matmul2D.load", isThreadgroup(), elements, same -> {
            TensorMemory memory = new TensorMemory(same, false);
            return new CooperativeTensor(
                    rows, columns, isThreadgroup(), integers, integers ? memory::integer : memory::get);
        });
    }

    private boolean isThreadgroup() {
        return simdgroups > 1;
    }

    /** The product added to a tensor that this multiplication has given, or {@link #zero} or {@link #load} of it. */
    public CooperativeTensor multiplyAccumulate(TensorView<?> left, TensorView<?> right, CooperativeTensor sum) {
        return Lanes.together(
                "Matmul2D.multiplyAccumulate",
                isThreadgroup(),
                new Factors(this, left, right),
                factors -> factors.product(sum));
    }

    /**
     * The product of a tensor, as it is held, with a factor in memory. K is as many columns as the tensor has; right's rows from there on do not
     * count, and rows that it lacks count as zero.
     *
     * @param left of as many rows and SIMD-groups as this multiplication has
     */
    public CooperativeTensor multiply(CooperativeTensor left, TensorView<?> right) {
        Lanes.thread("Matmul2D.multiply");
        return multiplyAccumulate(left, right, zero(left, right));
    }

    /**
     * The product of a tensor, as it is held, with a factor in memory, added to a tensor that this multiplication has given for such factors.
     *
     * @param left of as many rows and SIMD-groups as this multiplication has
     */
    public CooperativeTensor multiplyAccumulate(CooperativeTensor left, TensorView<?> right, CooperativeTensor sum) {
        return Lanes.together("Matmul2D.multiplyAccumulate", isThreadgroup(), right, same -> {
            TensorMemory b = new TensorMemory(same, transposeRight);
            return product(left::get, b::get, left.columns(), sum);
        });
    }

    /** An element of a matrix. */
    @FunctionalInterface
    private interface Elements {
        float get(int row, int column);
    }

    private CooperativeTensor product(Elements left, Elements right, int depth, CooperativeTensor sum) {
        return new CooperativeTensor(rows, columns, isThreadgroup(), (row, column) -> {
            float total = sum.get(row, column);
            for (int k = 0; k < depth; k++) {
                total = Math.fma(left.get(row, k), right.get(k, column), total);
            }
            return total;
        });
    }

    private CooperativeTensor integerProduct(TensorMemory left, TensorMemory right, int depth, CooperativeTensor sum) {
        return new CooperativeTensor(rows, columns, isThreadgroup(), true, (row, column) -> {
            int total = sum.integer(row, column);
            for (int k = 0; k < depth; k++) {
                total += left.integer(row, k) * right.integer(k, column);
            }
            return total;
        });
    }

    /** What the threads of the scope agree on. */
    private record Factors(Matmul2D shape, TensorView<?> left, TensorView<?> right) {
        CooperativeTensor product(CooperativeTensor sum) {
            TensorMemory a = new TensorMemory(left, shape.transposeLeft);
            TensorMemory b = new TensorMemory(right, shape.transposeRight);
            int depth = Math.min(a.columns(), b.rows());
            return areBytes(left, right)
                    ? shape.integerProduct(a, b, depth, sum)
                    : shape.product(a::get, b::get, depth, sum);
        }
    }
}
