package dev.bessemer.bench;

import java.util.Random;

/** Random attention inputs of (heads, length, dim), their halves, and the check of results against a double-precision reference. */
final class AttentionInput {
    /** Multiplications that a check may cost; of larger problems it takes every so many rows. */
    private static final double CHECK_BUDGET = 5e7;

    final int heads;
    final int length;
    final int dim;
    final float[] q;
    final float[] k;
    final float[] v;

    /** Numbers that are halves already, so that both precisions compute the same. */
    AttentionInput(int heads, int length, int dim) {
        this.heads = heads;
        this.length = length;
        this.dim = dim;
        Random random = new Random(42);
        q = halves(random);
        k = halves(random);
        v = halves(random);
    }

    private float[] halves(Random random) {
        float[] values = new float[heads * length * dim];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.float16ToFloat(Float.floatToFloat16((float) random.nextGaussian()));
        }
        return values;
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
        return 4.0 * heads * length * length * dim / (causal ? 2 : 1);
    }

    /** What the softmax is taken of, of the scaled dot product of a query and a key. */
    interface Score {
        /** The dot product itself. */
        Score PLAIN = (scaled, query, key) -> scaled;

        double of(double scaled, int query, int key);
    }

    /**
     * Compares rows all over the result with a double-precision reference.
     *
     * @param tolerance absolute
     * @throws IllegalStateException if an element is off by more than the tolerance
     */
    void check(float[] out, boolean causal, Score score, double tolerance) {
        int step = (int) Math.max(1, 2.0 * heads * length * length * dim / CHECK_BUDGET);
        for (int row = 0; row < heads * length; row += step) {
            double[] expected = reference(row / length, row % length, causal, score);
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
        int seen = causal ? query + 1 : length;
        double[] out = new double[dim];
        double sum = 0;
        for (int key = 0; key < seen; key++) {
            double score = 0;
            for (int i = 0; i < dim; i++) {
                score += (double) q[(head * length + query) * dim + i] * k[(head * length + key) * dim + i];
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
