package dev.bessemer.bench;

import java.util.Random;

/** Random attention inputs of (heads, length, 64), their halves, and the check of results against a double-precision reference. */
final class AttentionInput {
    final int heads;
    final int length;
    final float[] q;
    final float[] k;
    final float[] v;

    /** Numbers that are halves already, so that both precisions compute the same. */
    AttentionInput(int heads, int length) {
        this.heads = heads;
        this.length = length;
        Random random = new Random(42);
        q = halves(random);
        k = halves(random);
        v = halves(random);
    }

    private float[] halves(Random random) {
        float[] values = new float[heads * length * HandWrittenAttention.DIM];
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
        return 4.0 * heads * length * length * HandWrittenAttention.DIM / (causal ? 2 : 1);
    }

    /**
     * Compares every 37th row with a double-precision reference.
     *
     * @throws IllegalStateException if an element is off by more than 2e-5
     */
    void check(float[] out, boolean causal) {
        check(out, causal, 2e-5);
    }

    /** The same with another tolerance, absolute. */
    void check(float[] out, boolean causal, double tolerance) {
        int dim = HandWrittenAttention.DIM;
        for (int row = 0; row < heads * length; row += 37) {
            double[] expected = reference(row / length, row % length, causal);
            for (int i = 0; i < dim; i++) {
                double error = Math.abs(out[row * dim + i] - expected[i]);
                if (!(error <= tolerance)) {
                    throw new IllegalStateException("row " + row + ", column " + i + " is " + out[row * dim + i]
                            + " but should be " + expected[i]);
                }
            }
        }
    }

    private double[] reference(int head, int query, boolean causal) {
        int dim = HandWrittenAttention.DIM;
        int seen = causal ? query + 1 : length;
        double[] out = new double[dim];
        double sum = 0;
        for (int key = 0; key < seen; key++) {
            double score = 0;
            for (int i = 0; i < dim; i++) {
                score += (double) q[(head * length + query) * dim + i] * k[(head * length + key) * dim + i];
            }
            double weight = Math.exp(score / Math.sqrt(dim));
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
