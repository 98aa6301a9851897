package dev.bessemer.samples;

import dev.bessemer.annotations.Constant;
import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.MathMode;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.KernelMath;
import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.intrinsics.SimdgroupMatrix.F32;
import dev.bessemer.types.MatrixArray;

/**
 * Flash attention: {@code softmax(scale * Q K^T) V} in one kernel that never stores the scores, so that its memory grows with the sequence's
 * length and not with its square.
 *
 * <p>A SIMD-group owns {@code 8 * bands} query rows of one head. It walks the keys in blocks of {@value #KEY_BLOCK}, keeping for each row the
 * largest score so far, the sum of the exponentials relative to it, and the output weighted likewise; when a block raises the maximum,
 * sum and output are scaled down to it. Dividing by the sum at the end gives the softmax. The method is that of Dao and others,
 * <i>FlashAttention: Fast and Memory-Efficient Exact Attention with IO-Awareness</i> (2022), with the online softmax of Milakov and
 * Gimelshein (2018).
 */
public final class FlashAttention {
    /** How many keys a SIMD-group takes at a time. */
    public static final int KEY_BLOCK = 32;

    private static final int KEY_TILES = KEY_BLOCK / 8;

    private FlashAttention() {}

    /**
     * Attention of every query row of every head. All arrays are row-major (batch, head, sequence, headDim); the grid has one row of threadgroups in x
     * for a head's query rows, and one y for each head of each batch.
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
    @Kernel(math = MathMode.FAST)
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
        int dimTiles = dim / 8;
        int head = context.groupIdy;
        int firstRow = (context.groupIdx * context.simdgroupCount + context.simdgroupIdx) * 8 * bands;
        if (firstRow >= qLen) {
            return;
        }
        int queries = (head * qLen + firstRow) * dim;
        int keys = head / headsPerKv * kLen * dim;

        M[] query = q.newMatrices(bands * dimTiles);
        F32[] output = new F32[bands * dimTiles];
        float[] largest = new float[bands];
        float[] sum = new float[bands];
        for (int band = 0; band < bands; band++) {
            for (int d = 0; d < dimTiles; d++) {
                query[band * dimTiles + d] =
                        q.loadMatrix(queries + band * 8 * dim + d * 8, dim, false, qLen - firstRow - band * 8, 8);
                output[band * dimTiles + d] = F32.zero();
            }
            largest[band] = Float.NEGATIVE_INFINITY;
            sum[band] = 0;
        }

        int lastSeen = causal ? Math.min(kLen, kLen - qLen + firstRow + 8 * bands) : kLen;
        for (int key = 0; key < lastSeen; key += KEY_BLOCK) {
            F32[] scores = new F32[bands * KEY_TILES];
            for (int i = 0; i < bands * KEY_TILES; i++) {
                scores[i] = F32.zero();
            }
            for (int d = 0; d < dimTiles; d++) {
                for (int j = 0; j < KEY_TILES; j++) {
                    M keyTile = k.loadMatrix(keys + (key + j * 8) * dim + d * 8, dim, true, 8, kLen - key - j * 8);
                    for (int band = 0; band < bands; band++) {
                        scores[band * KEY_TILES + j] = SimdgroupMatrix.multiplyAccumulate(
                                query[band * dimTiles + d], keyTile, scores[band * KEY_TILES + j]);
                    }
                }
            }
            M[] weights = q.newMatrices(bands * KEY_TILES);
            for (int band = 0; band < bands; band++) {
                int row = firstRow + band * 8;
                F32 blockLargest = F32.filled(Float.NEGATIVE_INFINITY);
                for (int j = 0; j < KEY_TILES; j++) {
                    int column = key + j * 8;
                    F32 masked = scores[band * KEY_TILES + j].mapIndexed((r, c, score) -> {
                        boolean seen = causal ? column + c <= kLen - qLen + row + r : true;
                        return column + c < kLen && seen ? score * scale : Float.NEGATIVE_INFINITY;
                    });
                    scores[band * KEY_TILES + j] = masked;
                    blockLargest = blockLargest.max(masked);
                }
                float newLargest = Math.max(largest[band], blockLargest.rowMax());
                float reference = newLargest == Float.NEGATIVE_INFINITY ? 0 : newLargest;
                float shrink = KernelMath.exp2(largest[band] - reference);
                F32 blockSum = F32.zero();
                for (int j = 0; j < KEY_TILES; j++) {
                    F32 weight = scores[band * KEY_TILES + j].map(score -> KernelMath.exp2(score - reference));
                    blockSum = blockSum.add(weight);
                    weights[band * KEY_TILES + j] = q.convert(weight);
                }
                sum[band] = sum[band] * shrink + blockSum.rowSum();
                largest[band] = newLargest;
                for (int d = 0; d < dimTiles; d++) {
                    output[band * dimTiles + d] = output[band * dimTiles + d].scale(shrink);
                }
            }
            for (int j = 0; j < KEY_TILES; j++) {
                for (int d = 0; d < dimTiles; d++) {
                    M valueTile = v.loadMatrix(keys + (key + j * 8) * dim + d * 8, dim, false, kLen - key - j * 8, 8);
                    for (int band = 0; band < bands; band++) {
                        output[band * dimTiles + d] = SimdgroupMatrix.multiplyAccumulate(
                                weights[band * KEY_TILES + j], valueTile, output[band * dimTiles + d]);
                    }
                }
            }
        }

        for (int band = 0; band < bands; band++) {
            float inverse = sum[band] == 0 ? 0 : 1 / sum[band];
            for (int d = 0; d < dimTiles; d++) {
                out.storeMatrix(
                        out.convert(output[band * dimTiles + d].scale(inverse)),
                        queries + band * 8 * dim + d * 8,
                        dim,
                        qLen - firstRow - band * 8,
                        8);
            }
        }
    }
}
