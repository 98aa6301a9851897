package dev.bessemer.library;

import dev.bessemer.annotations.Constant;
import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.MathMode;
import dev.bessemer.intrinsics.CooperativeTensor;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.KernelMath;
import dev.bessemer.intrinsics.Matmul2D;
import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.intrinsics.TensorRows;
import dev.bessemer.intrinsics.TensorView;
import dev.bessemer.library.AttentionKernel.Extents;
import dev.bessemer.library.AttentionKernel.Strides;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.MatrixArray;

/**
 * The kernel of {@link Attention} on {@link Matmul2D}: the method of {@link AttentionKernel}, with the softmax between the two products computed on whole
 * tensors. One or all SIMD-groups of a threadgroup own a block of query rows of one head, walk the keys in blocks, and keep of each row the largest score so
 * far, the sum of the exponentials relative to it, and the output weighted likewise.
 */
final class AttentionTensorKernel {
    private static final float UNSEEN = AttentionKernel.UNSEEN;
    private static final float LOWEST_SEEN = AttentionKernel.LOWEST_SEEN;
    private static final float HIDES = AttentionKernel.HIDES;
    private static final float LOG2_E = AttentionKernel.LOG2_E;

    private AttentionTensorKernel() {}

    /**
     * Attention of every query row, over the grid and with the arguments of {@link AttentionKernel#forward}.
     *
     * @param rows how many query rows are taken at a time, a multiple of 8
     * @param simdgroups 1, or all of the threadgroup, which then own a block of rows together
     */
    @Kernel(math = MathMode.FAST, threadgroup = AttentionKernel.THREADS)
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
            @Constant int rows,
            @Constant int simdgroups,
            @Constant boolean split,
            @Constant boolean causal,
            @Constant boolean masked,
            @Constant boolean flagged,
            @Constant boolean keepsSums) {
        int batch = context.groupIdy / x.heads();
        int head = context.groupIdy % x.heads();
        int unit = simdgroups > 1
                ? context.groupIdx
                : context.groupIdx * AttentionKernel.SIMDGROUPS + context.simdgroupIdx;
        int firstRow = split ? 0 : unit * rows;
        int firstKey = split ? unit * x.keysPerPart() : 0;
        if (simdgroups == 1 && (firstRow >= x.queries() || firstKey >= x.keys())) {
            return;
        }
        int kvHead = head / x.headsPerKv();
        var queries = view(q, x.q(), batch, head, x.queries(), keyDim).slice(firstRow, 0);
        var keys = view(k, x.k(), batch, kvHead, x.keys(), keyDim);
        var values = view(v, x.v(), batch, kvHead, x.keys(), valueDim);
        var scoring = new Matmul2D(rows, keyBlock, simdgroups, false, true, false);
        int columnStep = 16 * (simdgroups > 1 ? 2 : 1);
        int columns = (valueDim + columnStep - 1) / columnStep * columnStep;
        var weighting = new Matmul2D(rows, columns, simdgroups, false, false, false);

        CooperativeTensor output = weighting.zero(scoring.zero(queries, keys), values);
        TensorRows largest = scoring.fillRows(UNSEEN);
        TensorRows sum = scoring.fillRows(0);
        int firstUnseen = x.keys() - x.queries() + firstRow + 1;
        int visibleEnd = causal ? Math.min(x.keys(), firstUnseen + rows - 1) : x.keys();
        int end = split ? Math.min(visibleEnd, firstKey + x.keysPerPart()) : visibleEnd;
        for (int key = firstKey; key < end; key += keyBlock) {
            int count = x.keys() - key;
            int visible = firstUnseen - key;
            float scale = x.scale();
            CooperativeTensor bias = scoring.zero(queries, keys);
            if (masked && flagged) {
                var block = view(flags, x.mask(), batch, head, x.queries(), x.keys())
                        .slice(firstRow, key);
                bias = scoring.load(queries, keys, block).map(flag -> flag == 0 ? UNSEEN : 0);
            } else if (masked) {
                var block =
                        view(mask, x.mask(), batch, head, x.queries(), x.keys()).slice(firstRow, key);
                bias = scoring.load(queries, keys, block)
                        .mapIndexed((row, column, m) ->
                                m <= HIDES || row >= x.queries() - firstRow || column >= count ? UNSEEN : m * LOG2_E);
            }
            if (!masked || bias.rowMax().largest() > LOWEST_SEEN) {
                CooperativeTensor scores = scoring.multiply(queries, keys.slice(key, 0))
                        .map(score -> score * scale)
                        .add(bias)
                        .mapIndexed((row, column, score) ->
                                column < count && (!causal || column < visible + row) ? score : UNSEEN);
                TensorRows newLargest = largest.max(scores.rowMax());
                TensorRows reference = newLargest.map(score -> score > LOWEST_SEEN ? score : 0);
                CooperativeTensor weights = scores.map(reference, (score, highest) -> KernelMath.exp2(score - highest));
                TensorRows shrink = largest.map(reference, (before, highest) -> KernelMath.exp2(before - highest));
                sum = sum.mul(shrink).add(weights.rowSum());
                output = weighting.multiplyAccumulate(
                        weights, values.slice(key, 0), output.map(shrink, (value, factor) -> value * factor));
                largest = newLargest;
            }
        }
        if (split) {
            int stride = valueDim + 2;
            int to = (unit * context.groupCountY + context.groupIdy) * AttentionKernel.PART_ROWS * stride;
            output.store(new TensorView<>(parts, to, x.queries(), valueDim, stride));
            largest.store(new TensorView<>(parts, to + valueDim, x.queries(), 1, stride));
            sum.store(new TensorView<>(parts, to + valueDim + 1, x.queries(), 1, stride));
            return;
        }
        output.map(sum, (value, total) -> total == 0 ? 0 : value / total)
                .store(view(out, x.out(), batch, head, x.queries(), valueDim).slice(firstRow, 0));
        if (keepsSums) {
            int to = context.groupIdy * x.queries();
            largest.map(sum, AttentionKernel::logarithm)
                    .store(new TensorView<>(logSumExp, to, x.queries(), 1, 1).slice(firstRow, 0));
        }
    }

    private static <A> TensorView<A> view(A array, Strides strides, int batch, int head, int rows, int columns) {
        return new TensorView<>(array, strides.offset(batch, head), rows, columns, strides.row());
    }
}
