package dev.bessemer.bench;

import java.util.Random;
import java.util.function.DoubleBinaryOperator;

/** Random matrices, m x depth and depth x n, n biases, and the check of results against a double-precision reference. */
public final class MatMulInput {
    /** Multiplications that a check may cost; of larger problems it takes every so many rows. */
    private static final double CHECK_BUDGET = 5e7;

    /** Of the sum of the magnitudes that an element adds up. */
    private static final double TOLERANCE = 2e-5;

    final int m;
    final int n;
    final int depth;
    final float[] a;
    final float[] b;
    final float[] bias;

    MatMulInput(int m, int n, int depth) {
        this.m = m;
        this.n = n;
        this.depth = depth;
        Random random = new Random(42);
        a = numbers(random, m * depth);
        b = numbers(random, depth * n);
        bias = numbers(random, n);
    }

    private MatMulInput(MatMulInput shape, float[] a, float[] b) {
        m = shape.m;
        n = shape.n;
        depth = shape.depth;
        this.a = a;
        this.b = b;
        bias = shape.bias;
    }

    /** Other numbers in the same shape, for a type that has not these. */
    MatMulInput with(float[] left, float[] right) {
        return new MatMulInput(this, left, right);
    }

    private static float[] numbers(Random random, int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = Float.intBitsToFloat(Float.floatToRawIntBits(half(random)) & 0xffff0000);
        }
        return numbers;
    }

    /** A half, so that what is left of it in a bfloat is one, too: all types compute the same. */
    private static float half(Random random) {
        return Float.float16ToFloat(Float.floatToFloat16(random.nextFloat(-1, 1)));
    }

    /** The left factor, m x depth; not to be changed. */
    public float[] a() {
        return a;
    }

    /** The right factor, depth x n; not to be changed. */
    public float[] b() {
        return b;
    }

    /** The floating-point operations of one product. */
    double operations() {
        return 2.0 * m * n * depth;
    }

    /**
     * Compares rows all over the result with a double-precision reference.
     *
     * @param expected the result's element, of the product's and its column's bias
     * @throws IllegalStateException if an element is off by more than float arithmetic explains
     */
    void check(float[] c, DoubleBinaryOperator expected) {
        check(c, expected, 0);
    }

    /**
     * Compares rows all over the product with a double-precision reference.
     *
     * @param rounding of the result's own type, relative; 0 for floats
     * @throws IllegalStateException if an element is off by more than float arithmetic and the rounding explain
     */
    public void check(float[] c, double rounding) {
        check(c, (product, added) -> product, rounding);
    }

    private void check(float[] c, DoubleBinaryOperator expected, double rounding) {
        int step = (int) Math.max(1, (double) m * n * depth / CHECK_BUDGET);
        for (int row = 0; row < m; row += step) {
            for (int column = 0; column < n; column++) {
                check(c, row, column, expected, rounding);
            }
        }
    }

    private void check(float[] c, int row, int column, DoubleBinaryOperator expected, double rounding) {
        double sum = 0;
        double magnitude = Math.abs(bias[column]);
        for (int i = 0; i < depth; i++) {
            double product = (double) a[row * depth + i] * b[i * n + column];
            sum += product;
            magnitude += Math.abs(product);
        }
        double wanted = expected.applyAsDouble(sum, bias[column]);
        float found = c[row * n + column];
        if (!(Math.abs(found - wanted) <= TOLERANCE * magnitude + rounding * Math.abs(wanted))) {
            throw new IllegalStateException(
                    "row " + row + ", column " + column + " is " + found + " but should be " + wanted);
        }
    }
}
