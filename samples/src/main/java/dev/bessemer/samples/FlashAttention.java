package dev.bessemer.samples;

import dev.bessemer.annotations.Constant;
import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.MathMode;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.KernelMath;
import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.intrinsics.SimdgroupMatrix.F32;
import dev.bessemer.types.BFloat16Array;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.MatrixArray;
import java.util.List;

/**
 * Flash attention: {@code softmax(scale * Q K^T) V} in one kernel that never stores the scores, so that its memory grows with the sequence's
 * length and not with its square.
 *
 * <p>A SIMD-group owns one or more bands of 8 query rows of one head. It walks the keys in blocks of {@value #KEY_BLOCK}, keeping for each row
 * the largest score so far, the sum of the exponentials relative to it, and the output weighted likewise; when a block raises the maximum,
 * sum and output are scaled down to it. Dividing by the sum at the end gives the softmax. The method is that of Dao and others,
 * <i>FlashAttention: Fast and Memory-Efficient Exact Attention with IO-Awareness</i> (2022), with the online softmax of Milakov and
 * Gimelshein (2018).
 */
public final class FlashAttention implements Sample {
    /** How many keys a SIMD-group takes at a time. */
    static final int KEY_BLOCK = 32;

    /** Threads in a threadgroup: four SIMD-groups. */
    static final int THREADS = 128;

    private static final int KEY_TILES = KEY_BLOCK / 8;

    /** The score of a key that a row does not see; finite, since fast math knows no infinity. */
    private static final float UNSEEN = -Float.MAX_VALUE;

    /** The sample of this name. */
    public FlashAttention() {}

    /**
     * Attention of every query row of every head. All arrays are row-major (batch, head, sequence, headDim); the grid has a row of
     * threadgroups in x for a head's query rows, and one y for each head of each batch.
     *
     * @param q queries, (batch, heads, qLen, dim)
     * @param k keys, (batch, kvHeads, kLen, dim)
     * @param v values, like the keys
     * @param out the result, like the queries
     * @param qLen query rows a head, at least 1
     * @param kLen keys a head, at least 1
     * @param headsPerKv heads that share one head of keys and values, at least 1
     * @param scale what a score is multiplied by, times log2(e)
     * @param dim a row's length, a multiple of 8
     * @param bands how many bands of 8 query rows a SIMD-group owns: 1 where registers are few, more where loads are dear
     * @param causal whether query row i sees the keys up to {@code kLen - qLen + i} only; a row that sees none gives zeros
     */
    @Kernel(math = MathMode.FAST, threadgroup = THREADS)
    public static <M extends SimdgroupMatrix<M>> void forward(
            KernelContext context,
            MatrixArray<M> q,
            MatrixArray<M> k,
            MatrixArray<M> v,
            MatrixArray<M> out,
            int qLen,
            int kLen,
            int headsPerKv,
            float scale,
            @Constant int dim,
            @Constant int bands,
            @Constant boolean causal) {
        int head = context.groupIdy;
        int firstRow = (context.groupIdx * context.simdgroupCount + context.simdgroupIdx) * 8 * bands;
        if (firstRow >= qLen) {
            return;
        }
        int queries = (head * qLen + firstRow) * dim;
        int keys = head / headsPerKv * kLen * dim;
        int rows = qLen - firstRow;
        int firstUnseen = kLen - qLen + firstRow + 1;

        M[] query = q.newMatrices(bands * dim / 8);
        F32[] output = new F32[bands * dim / 8];
        float[] largest = new float[bands];
        float[] sum = new float[bands];
        loadQueries(q, query, queries, rows, dim, bands);
        for (int i = 0; i < bands * dim / 8; i++) {
            output[i] = F32.zero();
        }
        for (int band = 0; band < bands; band++) {
            largest[band] = UNSEEN;
        }

        int end = causal ? Math.min(kLen, firstUnseen + 8 * bands - 1) : kLen;
        for (int key = 0; key < end; key += KEY_BLOCK) {
            F32[] scores = new F32[bands * KEY_TILES];
            scores(k, keys + key * dim, kLen - key, query, scores, dim, bands);
            for (int band = 0; band < bands; band++) {
                int visible = causal ? firstUnseen + band * 8 - key : kLen - key;
                mask(scores, band, scale, kLen - key, visible, causal);
                float shrink = softmax(scores, band, largest, sum);
                for (int d = 0; d < dim / 8; d++) {
                    output[band * dim / 8 + d] = output[band * dim / 8 + d].scale(shrink);
                }
            }
            accumulate(v, keys + key * dim, kLen - key, scores, output, dim, bands);
        }
        store(out, output, sum, queries, rows, dim, bands);
    }

    private static <M extends SimdgroupMatrix<M>> void loadQueries(
            MatrixArray<M> q, M[] query, int offset, int rows, int dim, int bands) {
        for (int band = 0; band < bands; band++) {
            for (int d = 0; d < dim / 8; d++) {
                query[band * dim / 8 + d] =
                        q.loadMatrix(offset + band * 8 * dim + d * 8, dim, false, rows - band * 8, 8);
            }
        }
    }

    /** The products of all query rows with a block of keys, of which {@code count} exist. */
    private static <M extends SimdgroupMatrix<M>> void scores(
            MatrixArray<M> k, int offset, int count, M[] query, F32[] scores, int dim, int bands) {
        for (int i = 0; i < bands * KEY_TILES; i++) {
            scores[i] = F32.zero();
        }
        for (int d = 0; d < dim / 8; d++) {
            for (int j = 0; j < KEY_TILES; j++) {
                M key = k.loadMatrix(offset + j * 8 * dim + d * 8, dim, true, 8, count - j * 8);
                for (int band = 0; band < bands; band++) {
                    int i = band * KEY_TILES + j;
                    scores[i] = SimdgroupMatrix.multiplyAccumulate(query[band * dim / 8 + d], key, scores[i]);
                }
            }
        }
    }

    /** Scales a band's scores; those of keys that do not exist or, row by row, are not visible become {@link #UNSEEN}. */
    private static void mask(F32[] scores, int band, float scale, int count, int visible, boolean causal) {
        for (int j = 0; j < KEY_TILES; j++) {
            int first = j * 8;
            int i = band * KEY_TILES + j;
            scores[i] = scores[i].mapIndexed((row, column, score) ->
                    first + column < count && (!causal || first + column < visible + row) ? score * scale : UNSEEN);
        }
    }

    /** Turns a band's scores into weights relative to the largest score so far; gives what all before must be scaled by. */
    private static float softmax(F32[] scores, int band, float[] largest, float[] sum) {
        F32 blockLargest = scores[band * KEY_TILES];
        for (int j = 1; j < KEY_TILES; j++) {
            blockLargest = blockLargest.max(scores[band * KEY_TILES + j]);
        }
        float newLargest = Math.max(largest[band], blockLargest.rowMax());
        float reference = newLargest == UNSEEN ? 0 : newLargest;
        float shrink = KernelMath.exp2(largest[band] - reference);
        F32 blockSum = F32.zero();
        for (int j = 0; j < KEY_TILES; j++) {
            F32 weight = scores[band * KEY_TILES + j].map(score -> KernelMath.exp2(score - reference));
            scores[band * KEY_TILES + j] = weight;
            blockSum = blockSum.add(weight);
        }
        sum[band] = sum[band] * shrink + blockSum.rowSum();
        largest[band] = newLargest;
        return shrink;
    }

    /** Adds the weighted values of a block of keys, of which {@code count} exist, to the output; weights are not rounded to the arrays' type. */
    private static <M extends SimdgroupMatrix<M>> void accumulate(
            MatrixArray<M> v, int offset, int count, F32[] weights, F32[] output, int dim, int bands) {
        for (int j = 0; j < KEY_TILES; j++) {
            for (int d = 0; d < dim / 8; d++) {
                M value = v.loadMatrix(offset + j * 8 * dim + d * 8, dim, false, count - j * 8, 8);
                F32 exact = value.toF32();
                for (int band = 0; band < bands; band++) {
                    int i = band * dim / 8 + d;
                    output[i] = SimdgroupMatrix.multiplyAccumulate(weights[band * KEY_TILES + j], exact, output[i]);
                }
            }
        }
    }

    /** Divides by the sums and writes the rows that exist; a row without visible keys becomes zeros. */
    private static <M extends SimdgroupMatrix<M>> void store(
            MatrixArray<M> out, F32[] output, float[] sum, int offset, int rows, int dim, int bands) {
        for (int band = 0; band < bands; band++) {
            float inverse = sum[band] == 0 ? 0 : 1 / sum[band];
            for (int d = 0; d < dim / 8; d++) {
                M rounded = out.convert(output[band * dim / 8 + d].scale(inverse));
                out.storeMatrix(rounded, offset + band * 8 * dim + d * 8, dim, rows - band * 8, 8);
            }
        }
    }

    @Override
    public String name() {
        return "flash-attention";
    }

    @Override
    public String summary() {
        return "softmax(Q K^T) V in one tiled kernel on SimdgroupMatrix";
    }

    @Override
    public List<Option> options() {
        return List.of(
                Option.of("--batch", "N", 1, "independent problems"),
                Option.of("--heads", "N", 8, "heads of queries"),
                Option.of("--kv-heads", "N", 0, "heads of keys and values, a divisor of --heads; 0 for as many"),
                Option.of("--seq", "N", 1024, "query rows a head"),
                Option.of("--kv-seq", "N", 0, "keys a head; 0 for as many as query rows"),
                Option.of("--dim", "N", 64, "a row's length, 32 to 256 in steps of 8"),
                Option.of("--dtype", "TYPE", "f32", "f32, f16 or bf16: the elements of all arrays"),
                Option.flag("--causal", "let query row i see the keys up to kv-seq - seq + i only"),
                DEVICE,
                REPEAT);
    }

    @Override
    public SampleRun prepare(Options options) {
        AttentionShape shape = AttentionShape.of(options);
        int bands = options.text(DEVICE.name()).startsWith("cpu") ? shape.bandsForCpu() : 1;
        return switch (options.choice("--dtype", Dtype.class)) {
            case F32 -> new FlashAttentionRun<>(FloatArray::new, shape, bands, 2e-5);
            case F16 -> new FlashAttentionRun<>(HalfFloatArray::new, shape, bands, 3e-4);
            case BF16 -> new FlashAttentionRun<>(BFloat16Array::new, shape, bands, 5e-3);
        };
    }
}
