package dev.bessemer.bench.variant;

import dev.bessemer.annotations.Constant;
import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.MathMode;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.KernelMath;
import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.intrinsics.SimdgroupMatrix.F32;
import dev.bessemer.types.FloatArray;

/**
 * Attention over (heads, length, dim) floats, as many keys as queries, all visible; the grid has a row of threadgroups in x for a head's
 * queries and one y for each head. Scores are multiplied by {@code scale}, which has log2(e) in it.
 */
final class AttentionKernels {
    private static final float LOG2_E = 1.442695f;
    private static final float NEVER = -Float.MAX_VALUE;

    private AttentionKernels() {}

    /** A SIMD-group owns {@code rows} queries, a multiple of 8, and takes {@code keys} keys at a time, a multiple of 8 too. */
    @Kernel(math = MathMode.FAST, threadgroup = 64)
    static void blocks(
            KernelContext context,
            FloatArray q,
            FloatArray k,
            FloatArray v,
            FloatArray out,
            int length,
            float scale,
            @Constant int dim,
            @Constant int rows,
            @Constant int keys) {
        int head = context.groupIdy * length * dim;
        int first = (context.groupIdx * context.simdgroupCount + context.simdgroupIdx) * rows;
        if (first >= length) {
            return;
        }
        F32[] query = queries(q, head, first, length, dim, rows);
        F32[] output = zeros(rows / 8 * (dim / 8));
        float[] largest = lowest(rows / 8);
        float[] sum = new float[rows / 8];
        for (int key = 0; key < length; key += keys) {
            F32[] scores = dotProducts(k, head, key, length, query, dim, rows, keys);
            int left = length - key;
            for (int i = 0; i < scores.length; i++) {
                int column = i % (keys / 8) * 8;
                scores[i] = scores[i].mapIndexed((r, c, x) -> column + c < left ? x * scale : NEVER);
            }
            soften(scores, output, largest, sum, dim, rows, keys);
            addValues(v, head, key, length, scores, output, dim, rows, keys);
        }
        store(out, head, first, length, output, sum, dim, rows);
    }

    /** The queries are scaled once, and a score is {@code cap * tanh(score / cap)}. */
    @Kernel(math = MathMode.FAST, threadgroup = 128)
    static void softCapped(
            KernelContext context,
            FloatArray q,
            FloatArray k,
            FloatArray v,
            FloatArray out,
            int length,
            float scale,
            float cap,
            @Constant int dim) {
        int head = context.groupIdy * length * dim;
        int first = (context.groupIdx * 4 + context.simdgroupIdx) * 32;
        if (first >= length) {
            return;
        }
        F32[] query = queries(q, head, first, length, dim, 32);
        for (int i = 0; i < query.length; i++) {
            query[i] = query[i].scale(scale * 2 / cap);
        }
        F32[] output = zeros(dim / 2);
        float[] largest = lowest(4);
        float[] sum = new float[4];
        float factor = cap * LOG2_E;
        for (int key = 0; key < length; key += 32) {
            F32[] scores = dotProducts(k, head, key, length, query, dim, 32, 32);
            int left = length - key;
            for (int i = 0; i < 16; i++) {
                int column = i % 4 * 8;
                scores[i] = scores[i].mapIndexed(
                        (r, c, x) -> column + c < left ? factor - 2 * factor / (1 + KernelMath.exp2(x)) : NEVER);
            }
            soften(scores, output, largest, sum, dim, 32, 32);
            addValues(v, head, key, length, scores, output, dim, 32, 32);
        }
        store(out, head, first, length, output, sum, dim, 32);
    }

    /** A score is lowered in proportion to how far key and query are apart. */
    @Kernel(math = MathMode.FAST, threadgroup = 128)
    static void linearBias(
            KernelContext context,
            FloatArray q,
            FloatArray k,
            FloatArray v,
            FloatArray out,
            int length,
            float scale,
            float slope,
            @Constant int dim) {
        int head = context.groupIdy * length * dim;
        int first = (context.groupIdx * 4 + context.simdgroupIdx) * 32;
        if (first >= length) {
            return;
        }
        F32[] query = queries(q, head, first, length, dim, 32);
        F32[] output = zeros(dim / 2);
        float[] largest = lowest(4);
        float[] sum = new float[4];
        float weight = slope * LOG2_E;
        for (int key = 0; key < length; key += 32) {
            F32[] scores = dotProducts(k, head, key, length, query, dim, 32, 32);
            int left = length - key;
            for (int i = 0; i < 16; i++) {
                int column = i % 4 * 8;
                int distance = first + i / 4 * 8 - key - column;
                scores[i] = scores[i].mapIndexed(
                        (r, c, x) -> column + c < left ? x * scale - Math.abs(distance + r - c) * weight : NEVER);
            }
            soften(scores, output, largest, sum, dim, 32, 32);
            addValues(v, head, key, length, scores, output, dim, 32, 32);
        }
        store(out, head, first, length, output, sum, dim, 32);
    }

    /** Each tile of scores is one sum over the row's length, and each tile of the result one over the keys. */
    @Kernel(math = MathMode.FAST, threadgroup = 128)
    static void sumsInside(
            KernelContext context,
            FloatArray q,
            FloatArray k,
            FloatArray v,
            FloatArray out,
            int length,
            float scale,
            @Constant int dim) {
        int head = context.groupIdy * length * dim;
        int first = (context.groupIdx * 4 + context.simdgroupIdx) * 32;
        if (first >= length) {
            return;
        }
        F32[] query = queries(q, head, first, length, dim, 32);
        F32[] output = zeros(dim / 2);
        float[] largest = lowest(4);
        float[] sum = new float[4];
        for (int key = 0; key < length; key += 32) {
            int left = length - key;
            F32[] scores = new F32[16];
            for (int i = 0; i < 16; i++) {
                int column = i % 4 * 8;
                F32 score = F32.zero();
                for (int d = 0; d < dim / 8; d++) {
                    F32 tile = F32.load(k, head + (key + column) * dim + 8 * d, dim, true, 8, left - column);
                    score = SimdgroupMatrix.multiplyAccumulate(query[i / 4 * (dim / 8) + d], tile, score);
                }
                scores[i] = score.mapIndexed((r, c, x) -> column + c < left ? x * scale : NEVER);
            }
            soften(scores, output, largest, sum, dim, 32, 32);
            for (int i = 0; i < dim / 2; i++) {
                int d = i % (dim / 8);
                for (int j = 0; j < 4; j++) {
                    F32 tile = F32.load(v, head + (key + 8 * j) * dim + 8 * d, dim, false, left - 8 * j, 8);
                    output[i] = SimdgroupMatrix.multiplyAccumulate(scores[i / (dim / 8) * 4 + j], tile, output[i]);
                }
            }
        }
        store(out, head, first, length, output, sum, dim, 32);
    }

    private static F32[] zeros(int count) {
        F32[] tiles = new F32[count];
        for (int i = 0; i < count; i++) {
            tiles[i] = F32.zero();
        }
        return tiles;
    }

    private static float[] lowest(int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = NEVER;
        }
        return numbers;
    }

    private static F32[] queries(FloatArray q, int head, int first, int length, int dim, int rows) {
        F32[] tiles = new F32[rows / 8 * (dim / 8)];
        for (int i = 0; i < rows / 8; i++) {
            for (int d = 0; d < dim / 8; d++) {
                int row = first + 8 * i;
                tiles[i * (dim / 8) + d] = F32.load(q, head + row * dim + 8 * d, dim, false, length - row, 8);
            }
        }
        return tiles;
    }

    private static F32[] dotProducts(
            FloatArray k, int head, int key, int length, F32[] query, int dim, int rows, int keys) {
        F32[] scores = zeros(rows / 8 * (keys / 8));
        for (int d = 0; d < dim / 8; d++) {
            for (int j = 0; j < keys / 8; j++) {
                int row = key + 8 * j;
                F32 tile = F32.load(k, head + row * dim + 8 * d, dim, true, 8, length - row);
                for (int i = 0; i < rows / 8; i++) {
                    int at = i * (keys / 8) + j;
                    scores[at] = SimdgroupMatrix.multiplyAccumulate(query[i * (dim / 8) + d], tile, scores[at]);
                }
            }
        }
        return scores;
    }

    /** Scores become weights relative to their row's largest so far; what was summed before is scaled to it. */
    private static void soften(F32[] scores, F32[] output, float[] largest, float[] sum, int dim, int rows, int keys) {
        for (int i = 0; i < rows / 8; i++) {
            F32 block = scores[i * (keys / 8)];
            for (int j = 1; j < keys / 8; j++) {
                block = block.max(scores[i * (keys / 8) + j]);
            }
            float top = Math.max(largest[i], block.rowMax());
            float shrink = KernelMath.exp2(largest[i] - top);
            F32 added = F32.zero();
            for (int j = 0; j < keys / 8; j++) {
                F32 weight = scores[i * (keys / 8) + j].map(x -> KernelMath.exp2(x - top));
                scores[i * (keys / 8) + j] = weight;
                added = added.add(weight);
            }
            sum[i] = sum[i] * shrink + added.rowSum();
            largest[i] = top;
            for (int d = 0; d < dim / 8; d++) {
                output[i * (dim / 8) + d] = output[i * (dim / 8) + d].scale(shrink);
            }
        }
    }

    private static void addValues(
            FloatArray v, int head, int key, int length, F32[] weights, F32[] output, int dim, int rows, int keys) {
        for (int j = 0; j < keys / 8; j++) {
            for (int d = 0; d < dim / 8; d++) {
                int row = key + 8 * j;
                F32 tile = F32.load(v, head + row * dim + 8 * d, dim, false, length - row, 8);
                for (int i = 0; i < rows / 8; i++) {
                    int at = i * (dim / 8) + d;
                    output[at] = SimdgroupMatrix.multiplyAccumulate(weights[i * (keys / 8) + j], tile, output[at]);
                }
            }
        }
    }

    private static void store(
            FloatArray out, int head, int first, int length, F32[] output, float[] sum, int dim, int rows) {
        for (int i = 0; i < rows / 8; i++) {
            int row = first + 8 * i;
            float inverse = 1 / sum[i];
            for (int d = 0; d < dim / 8; d++) {
                output[i * (dim / 8) + d].scale(inverse).store(out, head + row * dim + 8 * d, dim, length - row, 8);
            }
        }
    }
}
