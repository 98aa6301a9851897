package dev.bessemer.library;

import dev.bessemer.annotations.Constant;
import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.MathMode;
import dev.bessemer.intrinsics.CooperativeTensor;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.Matmul2D;
import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.intrinsics.TensorView;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloat;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.MatrixArray;

/**
 * The kernel of {@link Gemm} for a {@link QuantizedMatrix}: all threads make a part of its block of weights into halves in local memory, and multiply by that.
 */
final class GemmQuantizedKernel {
    private GemmQuantizedKernel() {}

    /**
     * Where a weight is.
     *
     * @param matrix of the batch
     * @param deep along k
     * @param wide its column
     */
    private record Weight(int matrix, int deep, int wide) {}

    /**
     * {@code c = alpha op(a) op(weights) + beta c}, in the grid of {@link GemmKernel#multiply}.
     *
     * @param group weights along k that a scale serves
     * @param rows of a block
     * @param columns of a block
     * @param transposeA whether a is k x m
     * @param transposeB whether b is n x k
     * @param addsC whether the result's old elements count; they are not read otherwise
     * @param nibbles whether two weights share a byte
     */
    @Kernel(math = MathMode.FAST, threadgroup = GemmKernel.THREADS)
    static <M extends SimdgroupMatrix<M>> void multiply(
            KernelContext context,
            HalfFloatArray a,
            ByteArray b,
            MatrixArray<M> scales,
            FloatArray c,
            GemmKernel.Extents x,
            int group,
            @Constant int rows,
            @Constant int columns,
            @Constant boolean transposeA,
            @Constant boolean transposeB,
            @Constant boolean addsC,
            @Constant boolean nibbles) {
        var product = new Matmul2D(rows, columns, GemmKernel.SIMDGROUPS, transposeA, false, false);
        int row = context.groupIdy * rows;
        int column = context.groupIdx * columns;
        var wholeA =
                GemmKernel.view(a, transposeA ? x.k() : x.m(), transposeA ? x.m() : x.k(), x.a(), context.groupIdz);
        var left = transposeA ? wholeA.slice(0, row) : wholeA.slice(row, 0);
        HalfFloat[] weights = context.allocateHalfFloatLocalArray(QuantizedMatrix.STEP * columns);
        var right = TensorView.of(weights, QuantizedMatrix.STEP, columns);
        var target = GemmKernel.view(c, x.m(), x.n(), x.c(), context.groupIdz).slice(row, column);
        CooperativeTensor sum = product.zero(left, right);
        for (int i = 0; i < x.k(); i += QuantizedMatrix.STEP) {
            context.localBarrier();
            if (transposeB) {
                stageAlong(
                        context,
                        weights,
                        b,
                        scales,
                        x,
                        new Weight(context.groupIdz, i, column),
                        group,
                        columns,
                        nibbles);
            } else {
                stageAcross(
                        context,
                        weights,
                        b,
                        scales,
                        x,
                        new Weight(context.groupIdz, i, column),
                        group,
                        columns,
                        nibbles);
            }
            context.localBarrier();
            sum = product.multiplyAccumulate(transposeA ? left.slice(i, 0) : left.slice(0, i), right, sum);
        }
        float alpha = x.alpha();
        CooperativeTensor result = sum.map(s -> alpha * s);
        if (addsC) {
            float beta = x.beta();
            result = result.add(product.load(left, right, target).map(old -> beta * old));
        }
        result.store(target);
    }

    /** Makes a block from a corner on of weights that lie n x k; neighbouring threads take neighbours along k. */
    private static <M extends SimdgroupMatrix<M>> void stageAlong(
            KernelContext context,
            HalfFloat[] weights,
            ByteArray b,
            MatrixArray<M> scales,
            GemmKernel.Extents x,
            Weight corner,
            int group,
            int columns,
            boolean nibbles) {
        int deep = context.localIdx % QuantizedMatrix.STEP;
        int step = GemmKernel.THREADS / QuantizedMatrix.STEP;
        for (int wide = context.localIdx / QuantizedMatrix.STEP; wide < columns; wide += step) {
            var place = new Weight(corner.matrix, corner.deep + deep, corner.wide + wide);
            float weight = 0;
            if (place.deep < x.k() && place.wide < x.n()) {
                weight = integer(b, x, place, true, nibbles) * scale(scales, x, place, true, group);
            }
            weights[deep * columns + wide] = new HalfFloat(weight);
        }
    }

    /** Makes a block from a corner on of weights that lie k x n; neighbouring threads take neighbouring columns, each with one scale. */
    private static <M extends SimdgroupMatrix<M>> void stageAcross(
            KernelContext context,
            HalfFloat[] weights,
            ByteArray b,
            MatrixArray<M> scales,
            GemmKernel.Extents x,
            Weight corner,
            int group,
            int columns,
            boolean nibbles) {
        int wide = context.localIdx % columns;
        float scale = 0;
        if (corner.wide + wide < x.n()) {
            scale = scale(scales, x, new Weight(corner.matrix, corner.deep, corner.wide + wide), false, group);
        }
        int step = GemmKernel.THREADS / columns;
        for (int deep = context.localIdx / columns; deep < QuantizedMatrix.STEP; deep += step) {
            var place = new Weight(corner.matrix, corner.deep + deep, corner.wide + wide);
            float weight = 0;
            if (place.deep < x.k() && place.wide < x.n()) {
                weight = integer(b, x, place, false, nibbles) * scale;
            }
            weights[deep * columns + wide] = new HalfFloat(weight);
        }
    }

    private static int integer(ByteArray b, GemmKernel.Extents x, Weight weight, boolean transposed, boolean nibbles) {
        int line = transposed ? weight.wide : weight.deep;
        int element = transposed ? weight.deep : weight.wide;
        int index = weight.matrix * x.b().batchStride() + line * x.b().rowStride() + element;
        if (nibbles) {
            int both = b.get(index >> 1);
            return (index & 1) == 0 ? both << 28 >> 28 : both >> 4;
        }
        return b.get(index);
    }

    private static <M extends SimdgroupMatrix<M>> float scale(
            MatrixArray<M> scales, GemmKernel.Extents x, Weight weight, boolean transposed, int group) {
        int groups = (x.k() + group - 1) / group;
        int first = x.b().batchStride() == 0 ? 0 : weight.matrix * groups * x.n();
        int deep = weight.deep / group;
        return scales.getFloat(first + (transposed ? weight.wide * groups + deep : deep * x.n() + weight.wide));
    }
}
