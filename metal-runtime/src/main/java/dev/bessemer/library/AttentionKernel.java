package dev.bessemer.library;

import dev.bessemer.annotations.Constant;
import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.MathMode;
import dev.bessemer.annotations.Parallel;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.KernelMath;
import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.intrinsics.SimdgroupMatrix.F32;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.MatrixArray;

/**
 * The kernel of {@link Attention}: softmax and both products in one, without storing the scores.
 *
 * <p>A SIMD-group owns one or more bands of 8 query rows of one head. It walks the keys in blocks, keeping for each row
 * the largest score so far, the sum of the exponentials relative to it, and the output weighted likewise; when a block raises the maximum,
 * sum and output are scaled down to it. Dividing by the sum at the end gives the softmax. The method is that of Dao and others,
 * <i>FlashAttention: Fast and Memory-Efficient Exact Attention with IO-Awareness</i> (2022), with the online softmax of Milakov and
 * Gimelshein (2018).
 *
 * <p>Where rows are so long that one SIMD-group's registers cannot hold the output, the four of a threadgroup own one band together: each computes
 * the scores of 8 of the block's keys, shows them to the others in threadgroup memory, and holds a quarter of the output's columns.
 *
 * <p>Where there are few queries and many keys, the keys are split: SIMD-groups, or threadgroups whose SIMD-groups work together, each take a part of
 * them and leave what they have, not yet divided, to {@link #merge}.
 */
final class AttentionKernel {
    /** SIMD-groups in a threadgroup. */
    static final int SIMDGROUPS = 4;

    /** Threads in a threadgroup. */
    static final int THREADS = 32 * SIMDGROUPS;

    /** Rows that a part of the keys has room for. */
    static final int PART_ROWS = 8;

    /** The score of a key that a row does not see; finite, since fast math knows no infinity. */
    static final float UNSEEN = -Float.MAX_VALUE;

    /** No score of a key that a row sees is as low. */
    static final float LOWEST_SEEN = -1e38f;

    /** The lowest half: a mask's element at or below it hides a key. */
    static final float HIDES = -65504;

    static final float LOG2_E = 1.442695f;
    private static final float LN_2 = 0.6931472f;

    private AttentionKernel() {}

    /**
     * Where the rows of an array's heads are: element d of a row is at {@code batch * b + head * h + row * r + d}.
     *
     * @param batch elements from one batch to the next
     * @param head elements from one head to the next
     * @param row elements from one row to the next
     */
    record Strides(int batch, int head, int row) {
        int offset(int b, int h) {
            return batch * b + head * h;
        }
    }

    /**
     * What a launch is given beside the arrays.
     *
     * @param queries query rows a head, at least 1
     * @param keys keys a head, at least 1
     * @param heads heads of queries
     * @param headsPerKv heads of queries that share one head of keys and values
     * @param keysPerPart how many keys each takes where they are split, a multiple of a block
     * @param scale what a score is multiplied by, times log2(e)
     */
    record Extents(
            Strides q,
            Strides k,
            Strides v,
            Strides mask,
            Strides out,
            int queries,
            int keys,
            int heads,
            int headsPerKv,
            int keysPerPart,
            float scale) {}

    /**
     * Attention of every query row. The grid has a row of threadgroups in x for a head's query rows, or for the parts of its keys, and one y for
     * each head of each batch.
     *
     * @param mask is added to the scores; not read unless {@code masked} and not {@code flagged}
     * @param flags 0 where a row does not see a key; not read unless {@code masked} and {@code flagged}
     * @param logSumExp (batch, heads, queries): the logarithm of each row's sum of exponentials; not written unless {@code keepsSums}
     * @param parts for each part of the keys, head and one of 8 rows: the output's columns, the largest score and the sum; not touched unless
     *     {@code split}
     * @param keyDim the length of a row of q and k, a multiple of 8
     * @param valueDim the length of a row of v and out, a multiple of 8
     * @param keyBlock how many keys are taken at a time, a multiple of 8; 8 for each SIMD-group of a threadgroup if {@code together}
     * @param bands how many bands of 8 query rows a SIMD-group owns: 1 where registers are few, more where loads are dear
     * @param together whether a threadgroup's SIMD-groups own one band together; {@code bands} is 1 then
     * @param split whether the keys are split; {@code bands} is 1 then, and there are at most 8 queries
     * @param causal whether query row i sees the keys up to {@code keys - queries + i} only
     * @param masked whether there is a mask
     * @param flagged whether it is one of flags
     * @param keepsSums whether {@code logSumExp} is wanted
     */
    @Kernel(math = MathMode.FAST, threadgroup = THREADS)
    static <M extends SimdgroupMatrix<M>> void forward(
            KernelContext context,
            MatrixArray<M> q,
            MatrixArray<M> k,
            MatrixArray<M> v,
            MatrixArray<M> mask,
            ByteArray flags,
            MatrixArray<M> out,
            FloatArray logSumExp,
            FloatArray parts,
            Extents x,
            @Constant int keyDim,
            @Constant int valueDim,
            @Constant int keyBlock,
            @Constant int bands,
            @Constant boolean together,
            @Constant boolean split,
            @Constant boolean causal,
            @Constant boolean masked,
            @Constant boolean flagged,
            @Constant boolean keepsSums) {
        int batch = context.groupIdy / x.heads();
        int head = context.groupIdy % x.heads();
        int unit = together ? context.groupIdx : context.groupIdx * SIMDGROUPS + context.simdgroupIdx;
        int firstRow = split ? 0 : unit * 8 * bands;
        int firstKey = split ? unit * x.keysPerPart() : 0;
        if (!together && (firstRow >= x.queries() || firstKey >= x.keys())) {
            return;
        }
        int keyTiles = keyBlock / 8;
        int quarter = together ? context.simdgroupIdx : 0;
        int valueTiles = together ? (valueDim / 8 + SIMDGROUPS - 1) / SIMDGROUPS : valueDim / 8;
        int columns = together ? valueDim - quarter * valueTiles * 8 : valueDim;
        int rows = x.queries() - firstRow;
        int firstUnseen = x.keys() - x.queries() + firstRow + 1;
        int keyHead = x.k().offset(batch, head / x.headsPerKv());
        int valueHead = x.v().offset(batch, head / x.headsPerKv()) + quarter * valueTiles * 8;
        int maskRow = x.mask().offset(batch, head) + firstRow * x.mask().row();

        M[] query = q.newMatrices(bands * keyDim / 8);
        loadQueries(q, query, x.q().offset(batch, head) + firstRow * x.q().row(), x.q().row(), rows, keyDim, bands);
        F32[] output = zeros(bands * valueTiles);
        float[] largest = new float[bands];
        float[] sum = new float[bands];
        for (int band = 0; band < bands; band++) {
            largest[band] = UNSEEN;
        }
        float[] shown = context.allocateFloatLocalArray(together ? 8 * keyBlock : 1);

        int visibleEnd = causal ? Math.min(x.keys(), firstUnseen + 8 * bands - 1) : x.keys();
        int end = split ? Math.min(visibleEnd, firstKey + x.keysPerPart()) : visibleEnd;
        for (int key = firstKey; key < end; key += keyBlock) {
            int count = x.keys() - key;
            boolean seen = !masked
                    || seesAny(
                            context, mask, flags, maskRow + key, x.mask().row(), rows, count, keyTiles, bands, flagged);
            F32[] scores = zeros(bands * keyTiles);
            if (together) {
                if (seen) {
                    int own = keyHead + (key + 8 * quarter) * x.k().row();
                    score(k, own, x.k().row(), count - 8 * quarter, query, keyDim)
                            .store(shown, 8 * quarter, keyBlock);
                }
                context.localBarrier();
                for (int j = 0; j < keyTiles; j++) {
                    scores[j] = F32.load(shown, 8 * j, keyBlock);
                }
                context.localBarrier();
            } else if (seen) {
                scores(k, keyHead + key * x.k().row(), x.k().row(), count, query, scores, keyDim, keyTiles, bands);
            }
            if (seen) {
                for (int band = 0; band < bands; band++) {
                    if (masked) {
                        int at = maskRow + key + 8 * band * x.mask().row();
                        addMask(
                                mask,
                                flags,
                                scores,
                                keyTiles,
                                band,
                                at,
                                x.mask().row(),
                                rows - 8 * band,
                                count,
                                x.scale(),
                                flagged);
                    }
                    int visible = causal ? firstUnseen + band * 8 - key : count;
                    hide(scores, keyTiles, band, masked ? 1 : x.scale(), count, visible, causal);
                    float shrink = soften(scores, keyTiles, band, largest, sum);
                    for (int d = 0; d < valueTiles; d++) {
                        output[band * valueTiles + d] = output[band * valueTiles + d].scale(shrink);
                    }
                }
                accumulate(
                        v,
                        valueHead + key * x.v().row(),
                        x.v().row(),
                        count,
                        columns,
                        scores,
                        output,
                        valueTiles,
                        keyTiles,
                        bands);
            }
        }
        if (split) {
            int to = (unit * context.groupCountY + context.groupIdy) * PART_ROWS * (valueDim + 2);
            storePart(
                    parts,
                    to,
                    valueDim,
                    quarter * valueTiles * 8,
                    rows,
                    columns,
                    output,
                    largest[0],
                    sum[0],
                    valueTiles);
            return;
        }
        int to = x.out().offset(batch, head) + firstRow * x.out().row() + quarter * valueTiles * 8;
        store(out, to, x.out().row(), rows, columns, output, sum, valueTiles, bands);
        if (keepsSums && quarter == 0) {
            storeSums(
                    logSumExp,
                    context.groupIdy * x.queries() + firstRow,
                    rows,
                    output,
                    largest,
                    sum,
                    valueTiles,
                    bands);
        }
    }

    /**
     * Puts the parts that {@link #forward} left together.
     *
     * @param heads heads of all batches
     * @param headsPerBatch heads of one
     * @param count how many parts there are
     */
    @Kernel(math = MathMode.FAST)
    static <M extends SimdgroupMatrix<M>> void merge(
            FloatArray parts,
            MatrixArray<M> out,
            FloatArray logSumExp,
            Strides to,
            int heads,
            int headsPerBatch,
            int queries,
            int count,
            @Constant int valueDim,
            @Constant boolean keepsSums) {
        for (@Parallel int head = 0; head < heads; head++) {
            for (@Parallel int row = 0; row < queries; row++) {
                for (@Parallel int d = 0; d < valueDim; d++) {
                    int at = (head * PART_ROWS + row) * (valueDim + 2);
                    int step = heads * PART_ROWS * (valueDim + 2);
                    float largest = UNSEEN;
                    for (int part = 0; part < count; part++) {
                        largest = Math.max(largest, parts.get(at + part * step + valueDim));
                    }
                    float reference = largest > LOWEST_SEEN ? largest : 0;
                    float sum = 0;
                    float value = 0;
                    for (int part = 0; part < count; part++) {
                        float weight = KernelMath.exp2(parts.get(at + part * step + valueDim) - reference);
                        sum += weight * parts.get(at + part * step + valueDim + 1);
                        value += weight * parts.get(at + part * step + d);
                    }
                    int place = to.offset(head / headsPerBatch, head % headsPerBatch) + row * to.row() + d;
                    out.setFloat(place, sum == 0 ? 0 : value / sum);
                    if (keepsSums && d == 0) {
                        logSumExp.set(head * queries + row, logarithm(largest, sum));
                    }
                }
            }
        }
    }

    /** The natural logarithm of a sum relative to 2 to the power {@code largest}; the lowest float where it is 0. */
    static float logarithm(float largest, float sum) {
        return sum == 0 ? UNSEEN : (largest + KernelMath.log2(sum)) * LN_2;
    }

    private static F32[] zeros(int count) {
        F32[] tiles = new F32[count];
        for (int i = 0; i < count; i++) {
            tiles[i] = F32.zero();
        }
        return tiles;
    }

    private static <M extends SimdgroupMatrix<M>> void loadQueries(
            MatrixArray<M> q, M[] query, int offset, int stride, int rows, int dim, int bands) {
        for (int band = 0; band < bands; band++) {
            for (int d = 0; d < dim / 8; d++) {
                query[band * dim / 8 + d] =
                        q.loadMatrix(offset + band * 8 * stride + d * 8, stride, false, rows - band * 8, 8);
            }
        }
    }

    /** The products of one band of query rows with 8 keys, of which {@code count} exist. */
    private static <M extends SimdgroupMatrix<M>> F32 score(
            MatrixArray<M> k, int offset, int stride, int count, M[] query, int dim) {
        F32 score = F32.zero();
        for (int d = 0; d < dim / 8; d++) {
            M key = k.loadMatrix(offset + d * 8, stride, true, 8, count);
            score = SimdgroupMatrix.multiplyAccumulate(query[d], key, score);
        }
        return score;
    }

    /** Adds the products of all query rows with a block of keys, of which {@code count} exist. */
    private static <M extends SimdgroupMatrix<M>> void scores(
            MatrixArray<M> k,
            int offset,
            int stride,
            int count,
            M[] query,
            F32[] scores,
            int dim,
            int keyTiles,
            int bands) {
        for (int d = 0; d < dim / 8; d++) {
            for (int j = 0; j < keyTiles; j++) {
                M key = k.loadMatrix(offset + j * 8 * stride + d * 8, stride, true, 8, count - j * 8);
                for (int band = 0; band < bands; band++) {
                    int i = band * keyTiles + j;
                    scores[i] = SimdgroupMatrix.multiplyAccumulate(query[band * dim / 8 + d], key, scores[i]);
                }
            }
        }
    }

    /** Whether the mask leaves any of a block's keys to any row. */
    private static <M extends SimdgroupMatrix<M>> boolean seesAny(
            KernelContext context,
            MatrixArray<M> mask,
            ByteArray flags,
            int offset,
            int stride,
            int rows,
            int count,
            int keyTiles,
            int bands,
            boolean flagged) {
        float highest = UNSEEN;
        for (int band = 0; band < bands; band++) {
            for (int j = 0; j < keyTiles; j++) {
                int at = offset + band * 8 * stride + j * 8;
                int left = count - j * 8;
                int above = rows - band * 8;
                F32 bias = bias(mask, flags, at, stride, above, left, flagged);
                F32 inside = bias.mapIndexed((r, c, m) -> r < above && c < left ? m : UNSEEN);
                highest = Math.max(highest, inside.rowMax());
            }
        }
        return context.simdMax(highest) > LOWEST_SEEN;
    }

    /** Scales a band's scores and adds the mask to them. */
    private static <M extends SimdgroupMatrix<M>> void addMask(
            MatrixArray<M> mask,
            ByteArray flags,
            F32[] scores,
            int keyTiles,
            int band,
            int offset,
            int stride,
            int rows,
            int count,
            float scale,
            boolean flagged) {
        for (int j = 0; j < keyTiles; j++) {
            int i = band * keyTiles + j;
            F32 bias = bias(mask, flags, offset + j * 8, stride, rows, count - j * 8, flagged);
            scores[i] = scores[i].map(score -> score * scale).add(bias);
        }
    }

    /** What is added to the scores of 8 rows and keys, of which {@code rows} and {@code count} exist; {@link #UNSEEN} hides a key. */
    private static <M extends SimdgroupMatrix<M>> F32 bias(
            MatrixArray<M> mask, ByteArray flags, int offset, int stride, int rows, int count, boolean flagged) {
        if (!flagged) {
            M tile = mask.loadMatrix(offset, stride, false, rows, count);
            return tile.toF32().map(m -> m <= HIDES ? UNSEEN : m * LOG2_E);
        }
        F32 tile = F32.zero();
        int row = tile.row();
        int at = offset + row * stride;
        int left = tile.column(0);
        int right = tile.column(1);
        return tile.withElements(
                row < rows && left < count && flags.get(at + left) != 0 ? 0 : UNSEEN,
                row < rows && right < count && flags.get(at + right) != 0 ? 0 : UNSEEN);
    }

    /** Scales a band's scores; those of keys that do not exist or, row by row, are not visible become {@link #UNSEEN}. */
    private static void hide(
            F32[] scores, int keyTiles, int band, float scale, int count, int visible, boolean causal) {
        for (int j = 0; j < keyTiles; j++) {
            int first = j * 8;
            int i = band * keyTiles + j;
            scores[i] = scores[i].mapIndexed((row, column, score) ->
                    first + column < count && (!causal || first + column < visible + row) ? score * scale : UNSEEN);
        }
    }

    /** Turns a band's scores into weights relative to the largest score so far; gives what all before must be scaled by. */
    private static float soften(F32[] scores, int keyTiles, int band, float[] largest, float[] sum) {
        F32 blockLargest = scores[band * keyTiles];
        for (int j = 1; j < keyTiles; j++) {
            blockLargest = blockLargest.max(scores[band * keyTiles + j]);
        }
        float newLargest = Math.max(largest[band], blockLargest.rowMax());
        float reference = newLargest > LOWEST_SEEN ? newLargest : 0;
        float shrink = KernelMath.exp2(largest[band] - reference);
        F32 blockSum = F32.zero();
        for (int j = 0; j < keyTiles; j++) {
            F32 weight = scores[band * keyTiles + j].map(score -> KernelMath.exp2(score - reference));
            scores[band * keyTiles + j] = weight;
            blockSum = blockSum.add(weight);
        }
        sum[band] = sum[band] * shrink + blockSum.rowSum();
        largest[band] = newLargest;
        return shrink;
    }

    /**
     * Adds the weighted values of a block of keys, of which {@code count} exist, to the output's columns, of which {@code columns} do; weights
     * are not rounded to the arrays' type.
     */
    private static <M extends SimdgroupMatrix<M>> void accumulate(
            MatrixArray<M> v,
            int offset,
            int stride,
            int count,
            int columns,
            F32[] weights,
            F32[] output,
            int tiles,
            int keyTiles,
            int bands) {
        for (int j = 0; j < keyTiles; j++) {
            for (int d = 0; d < tiles; d++) {
                M value = v.loadMatrix(offset + j * 8 * stride + d * 8, stride, false, count - j * 8, columns - d * 8);
                F32 exact = value.toF32();
                for (int band = 0; band < bands; band++) {
                    int i = band * tiles + d;
                    output[i] = SimdgroupMatrix.multiplyAccumulate(weights[band * keyTiles + j], exact, output[i]);
                }
            }
        }
    }

    /** Divides by the sums and writes the rows and columns that exist; a row without visible keys becomes zeros. */
    private static <M extends SimdgroupMatrix<M>> void store(
            MatrixArray<M> out,
            int offset,
            int stride,
            int rows,
            int columns,
            F32[] output,
            float[] sum,
            int tiles,
            int bands) {
        for (int band = 0; band < bands; band++) {
            float inverse = sum[band] == 0 ? 0 : 1 / sum[band];
            for (int d = 0; d < tiles; d++) {
                M rounded = out.convert(output[band * tiles + d].scale(inverse));
                int at = offset + band * 8 * stride + d * 8;
                out.storeMatrix(rounded, at, stride, rows - band * 8, columns - d * 8);
            }
        }
    }

    /** Writes what a SIMD-group has of a part's rows; the first one's lanes also write what the rows' weights are relative to, and their sum. */
    private static void storePart(
            FloatArray parts,
            int offset,
            int valueDim,
            int firstColumn,
            int rows,
            int columns,
            F32[] output,
            float largest,
            float sum,
            int tiles) {
        int stride = valueDim + 2;
        for (int d = 0; d < tiles; d++) {
            output[d].store(parts, offset + firstColumn + d * 8, stride, rows, columns - d * 8);
        }
        int row = output[0].row();
        if (firstColumn == 0 && output[0].column(0) == 0 && row < rows) {
            parts.set(offset + row * stride + valueDim, largest);
            parts.set(offset + row * stride + valueDim + 1, sum);
        }
    }

    /** Writes the logarithm of each row's sum, by the lane that holds the row's first column; the lowest float where a row saw no key. */
    private static void storeSums(
            FloatArray logSumExp,
            int offset,
            int rows,
            F32[] output,
            float[] largest,
            float[] sum,
            int tiles,
            int bands) {
        for (int band = 0; band < bands; band++) {
            int row = band * 8 + output[band * tiles].row();
            if (output[band * tiles].column(0) == 0 && row < rows) {
                logSumExp.set(offset + row, logarithm(largest[band], sum[band]));
            }
        }
    }
}
