package dev.bessemer.bench;

import java.util.Random;

/** Random attention inputs of (heads, rows, dim), their halves, and the check of results against a double-precision reference. */
public final class AttentionInput {
    /** Multiplications that a check may cost; of larger problems it takes every so many rows. */
    private static final double CHECK_BUDGET = 5e7;

    final int heads;
    final int queries;
    final int length;
    final int dim;
    final float[] q;
    final float[] k;
    final float[] v;

    /** As many queries as keys. */
    AttentionInput(int heads, int length, int dim) {
        this(heads, length, length, dim);
    }

    /** Numbers that are halves and bfloats already, so that all types compute the same; {@code length} keys. */
    AttentionInput(int heads, int queries, int length, int dim) {
        this.heads = heads;
        this.queries = queries;
        this.length = length;
        this.dim = dim;
        Random random = new Random(42);
        q = numbers(random, queries);
        k = numbers(random, length);
        v = numbers(random, length);
    }

    private float[] numbers(Random random, int rows) {
        float[] values = new float[heads * rows * dim];
        for (int i = 0; i < values.length; i++) {
            float half = Float.float16ToFloat(Float.floatToFloat16((float) random.nextGaussian()));
            values[i] = Float.intBitsToFloat(Float.floatToRawIntBits(half) & 0xffff0000);
        }
        return values;
    }

    /** Queries of (heads, queries, dim); not to be changed. */
    public float[] q() {
        return q;
    }

    /** Keys of (heads, keys, dim); not to be changed. */
    public float[] k() {
        return k;
    }

    /** Values of (heads, keys, dim); not to be changed. */
    public float[] v() {
        return v;
    }

    /** The patterns of the given numbers as halves. */
    static short[] patterns(float[] values) {
        short[] patterns = new short[values.length];
        for (int i = 0; i < values.length; i++) {
            patterns[i] = Float.floatToFloat16(values[i]);
        }
        return patterns;
    }

    /** The floating-point operations of one run. */
    double operations(boolean causal) {
        return 4.0 * heads * queries * length * dim / (causal && queries == length ? 2 : 1);
    }

    /** What the softmax is taken of, of the scaled dot product of a query and a key. */
    public interface Score {
        /** The dot product itself. */
        Score PLAIN = (scaled, query, key) -> scaled;

        /** The score of a query and a key whose dot product, scaled, is this. */
        double of(double scaled, int query, int key);
    }

    /**
     * Compares rows all over the result with a double-precision reference.
     *
     * @param out of (heads, queries, dim)
     * @param tolerance absolute
     * @throws IllegalStateException if an element is off by more than the tolerance
     */
    public void check(float[] out, boolean causal, double tolerance) {
        check(out, causal, Score.PLAIN, tolerance);
    }

    /**
     * Compares rows all over the result with a double-precision reference.
     *
     * @param tolerance absolute
     * @throws IllegalStateException if an element is off by more than the tolerance
     */
    void check(float[] out, boolean causal, Score score, double tolerance) {
        int step = (int) Math.max(1, 2.0 * heads * queries * length * dim / CHECK_BUDGET);
        for (int row = 0; row < heads * queries; row += step) {
            double[] expected = reference(row / queries, row % queries, causal, score);
            for (int i = 0; i < dim; i++) {
                double error = Math.abs(out[row * dim + i] - expected[i]);
                if (!(error <= tolerance)) {
                    throw new IllegalStateException("row " + row + ", column " + i + " is " + out[row * dim + i]
                            + " but should be " + expected[i]);
                }
            }
        }
    }

    private double[] reference(int head, int query, boolean causal, Score function) {
        int seen = causal ? length - queries + query + 1 : length;
        double[] out = new double[dim];
        double sum = 0;
        for (int key = 0; key < seen; key++) {
            double score = 0;
            for (int i = 0; i < dim; i++) {
                score += (double) q[(head * queries + query) * dim + i] * k[(head * length + key) * dim + i];
            }
            double weight = Math.exp(function.of(score / Math.sqrt(dim), query, key));
            sum += weight;
            for (int i = 0; i < dim; i++) {
                out[i] += weight * v[(head * length + key) * dim + i];
            }
        }
        for (int i = 0; i < dim; i++) {
            out[i] /= sum;
        }
        return out;
    }
}
