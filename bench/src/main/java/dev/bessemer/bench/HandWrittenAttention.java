package dev.bessemer.bench;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Flash attention written by hand with the Vector API: what compiled kernels on the CPU device are measured against. It shares no code
 * with them.
 *
 * <p>Head dimension 64, sequence lengths a multiple of 64, as many keys as queries. Each head's keys are first transposed in blocks of
 * 64 (and halves widened); then each block of 64 queries walks over the key blocks, four rows at a time: scores, online softmax in
 * base 2, and the weighted sum of values, all within the first-level cache.
 */
final class HandWrittenAttention {
    /** The head dimension, and also the queries and the keys of a block. */
    static final int DIM = HandWrittenProduct.EXTENT;

    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();
    private static final int ROWS = HandWrittenProduct.ROWS;
    private static final int TILE = DIM * DIM;
    private static final float LOG2_E = 1.442695f;

    /** 1.5 * 2^23: a float added to it is rounded to a whole number. */
    private static final float ROUNDER = 0x1.8p23f;

    private static final float LEAST_EXPONENT = -126;

    private final int heads;
    private final int length;
    private final boolean causal;
    private final float[] keys;
    private final float[] values;

    /**
     * @param heads batch times heads
     * @param length queries and keys of a head, a multiple of 64
     */
    HandWrittenAttention(int heads, int length, boolean causal) {
        this.heads = heads;
        this.length = length;
        this.causal = causal;
        keys = new float[heads * length * DIM];
        values = new float[heads * length * DIM];
    }

    /** Runs it on a team of threads, over inputs and output of (heads, length, 64). */
    void run(Team team, float[] q, float[] k, float[] v, float[] out) {
        int blocks = length / DIM;
        team.run(heads * blocks, block -> transpose(k, block * TILE));
        team.run(heads * blocks, block -> attend(q, v, out, block / blocks, latestFirst(block % blocks, blocks)));
    }

    /** The same with inputs in half precision, given by their patterns. */
    void run(Team team, short[] q, short[] k, short[] v, float[] out) {
        int blocks = length / DIM;
        team.run(heads * blocks, block -> {
            float[] widened = new float[TILE];
            widen(k, block * TILE, widened, 0);
            transpose(widened, 0, block * TILE);
            widen(v, block * TILE, values, block * TILE);
        });
        team.run(heads * blocks, block -> {
            int query = latestFirst(block % blocks, blocks);
            float[] widened = new float[TILE];
            widen(q, (block / blocks * blocks + query) * TILE, widened, 0);
            attend(widened, 0, values, out, block / blocks, query);
        });
    }

    /** Under a causal mask the latest blocks are the longest: they go first, so that threads end together. */
    private static int latestFirst(int block, int blocks) {
        return blocks - 1 - block;
    }

    private static void widen(short[] from, int fromAt, float[] to, int toAt) {
        for (int i = 0; i < TILE; i++) {
            to[toAt + i] = Float.float16ToFloat(from[fromAt + i]);
        }
    }

    private void transpose(float[] k, int at) {
        transpose(k, at, at);
    }

    private void transpose(float[] k, int from, int to) {
        for (int i = 0; i < DIM; i++) {
            for (int j = 0; j < DIM; j++) {
                keys[to + i * DIM + j] = k[from + j * DIM + i];
            }
        }
    }

    private void attend(float[] q, float[] v, float[] out, int head, int block) {
        attend(q, (head * (length / DIM) + block) * TILE, v, out, head, block);
    }

    /** One block of queries, which lies in q at qAt, over all keys it sees. */
    private void attend(float[] q, int qAt, float[] v, float[] out, int head, int block) {
        float[] scaled = scaled(q, qAt);
        float[] sums = new float[DIM * LANES];
        float[] maxima = new float[DIM];
        float[] weights = new float[ROWS * DIM];
        Arrays.fill(maxima, Float.NEGATIVE_INFINITY);
        int outAt = (head * length + block * DIM) * DIM;
        Arrays.fill(out, outAt, outAt + TILE, 0);
        int last = causal ? block : length / DIM - 1;
        for (int key = 0; key <= last; key++) {
            int tile = (head * length + key * DIM) * DIM;
            for (int row = 0; row < DIM; row += ROWS) {
                Arrays.fill(weights, 0);
                HandWrittenProduct.multiply(weights, 0, scaled, row * DIM, keys, tile);
                if (causal && key == block) {
                    mask(weights, row);
                }
                for (int i = 0; i < ROWS; i++) {
                    soften(weights, i * DIM, maxima, row + i, sums, out, outAt + (row + i) * DIM);
                }
                HandWrittenProduct.multiply(out, outAt + row * DIM, weights, 0, v, tile);
            }
        }
        divide(out, outAt, sums);
    }

    private static float[] scaled(float[] q, int at) {
        float[] scaled = new float[TILE];
        float scale = LOG2_E / (float) Math.sqrt(DIM);
        for (int i = 0; i < TILE; i++) {
            scaled[i] = q[at + i] * scale;
        }
        return scaled;
    }

    /** Hides the keys after each query, in the block on the diagonal. */
    private static void mask(float[] weights, int row) {
        for (int i = 0; i < ROWS; i++) {
            Arrays.fill(weights, i * DIM + row + i + 1, (i + 1) * DIM, Float.NEGATIVE_INFINITY);
        }
    }

    /** Turns a row of scores into weights, 2^(score - maximum), and adds them up; where the maximum grows, what was summed is scaled. */
    private static void soften(float[] weights, int at, float[] maxima, int row, float[] sums, float[] out, int outAt) {
        FloatVector largest = FloatVector.fromArray(FLOATS, weights, at);
        for (int i = LANES; i < DIM; i += LANES) {
            largest = largest.max(FloatVector.fromArray(FLOATS, weights, at + i));
        }
        float max = largest.reduceLanes(VectorOperators.MAX);
        if (max > maxima[row]) {
            rescale((float) Math.pow(2, maxima[row] - max), sums, row * LANES, out, outAt);
            maxima[row] = max;
        }
        exponentiate(weights, at, maxima[row], sums, row * LANES);
    }

    private static void rescale(float factor, float[] sums, int sumAt, float[] out, int outAt) {
        FloatVector.fromArray(FLOATS, sums, sumAt).mul(factor).intoArray(sums, sumAt);
        for (int i = 0; i < DIM; i += LANES) {
            FloatVector.fromArray(FLOATS, out, outAt + i).mul(factor).intoArray(out, outAt + i);
        }
    }

    /** 2^x for x from -126 to 0: a whole power of two, put into the exponent, times a polynomial of the rest. */
    private static void exponentiate(float[] weights, int at, float max, float[] sums, int sumAt) {
        FloatVector sum = FloatVector.fromArray(FLOATS, sums, sumAt);
        for (int i = 0; i < DIM; i += LANES) {
            FloatVector difference =
                    FloatVector.fromArray(FLOATS, weights, at + i).sub(max);
            FloatVector x = difference.blend(LEAST_EXPONENT, difference.compare(VectorOperators.LT, LEAST_EXPONENT));
            FloatVector shifted = x.add(ROUNDER);
            FloatVector f = x.sub(shifted.sub(ROUNDER));
            FloatVector power = f.broadcast(1.3394e-3f).fma(f, f.broadcast(9.6184e-3f));
            power = power.fma(f, f.broadcast(5.5503e-2f));
            power = power.fma(f, f.broadcast(0.2402265f));
            power = power.fma(f, f.broadcast(0.6931472f));
            power = power.fma(f, f.broadcast(1));
            IntVector exponent = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
            FloatVector weight = power.reinterpretAsInts().add(exponent).reinterpretAsFloats();
            weight.intoArray(weights, at + i);
            sum = sum.add(weight);
        }
        sum.intoArray(sums, sumAt);
    }

    private static void divide(float[] out, int outAt, float[] sums) {
        for (int row = 0; row < DIM; row++) {
            float factor = 1 / FloatVector.fromArray(FLOATS, sums, row * LANES).reduceLanes(VectorOperators.ADD);
            for (int i = 0; i < DIM; i += LANES) {
                int at = outAt + row * DIM + i;
                FloatVector.fromArray(FLOATS, out, at).mul(factor).intoArray(out, at);
            }
        }
    }
}
