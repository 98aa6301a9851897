package dev.bessemer.library;

import dev.bessemer.annotations.Constant;
import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.MathMode;
import dev.bessemer.intrinsics.CooperativeTensor;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.Matmul2D;
import dev.bessemer.intrinsics.Nibbles;
import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.intrinsics.TensorView;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloat;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.MatrixArray;

/**
 * The kernel of {@link Gemm} for a {@link QuantizedMatrix}: all threads together make a part of its block of weights into halves in local memory, and multiply by that.
 */
final class GemmQuantizedKernel {
    private GemmQuantizedKernel() {}

    /**
     * The weights of a matrix of the batch.
     *
     * @param bytes as they lie in memory
     * @param scales one for each group
     * @param group weights along k that a scale serves
     * @param matrix of the batch
     */
    private record Weights<M extends SimdgroupMatrix<M>>(
            ByteArray bytes, MatrixArray<M> scales, int group, int matrix) {
        /** The number of the matrix's first scale. */
        int firstScale(GemmKernel.Extents x) {
            return x.b().batchStride() == 0 ? 0 : matrix * groups(x) * x.n();
        }

        int groups(GemmKernel.Extents x) {
            return (x.k() + group - 1) / group;
        }
    }

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
        var product = new Matmul2D(rows, columns, GemmKernel.SIMDGROUPS, transposeA, transposeB, false);
        int row = context.groupIdy * rows;
        int column = context.groupIdx * columns;
        var wholeA =
                GemmKernel.view(a, transposeA ? x.k() : x.m(), transposeA ? x.m() : x.k(), x.a(), context.groupIdz);
        var left = transposeA ? wholeA.slice(0, row) : wholeA.slice(row, 0);
        HalfFloat[] halves = context.allocateHalfFloatLocalArray(QuantizedMatrix.STEP * columns);
        var right = TensorView.of(
                halves, transposeB ? columns : QuantizedMatrix.STEP, transposeB ? QuantizedMatrix.STEP : columns);
        var weights = new Weights<>(b, scales, group, context.groupIdz);
        CooperativeTensor sum = product.zero(left, right);
        for (int i = 0; i < x.k(); i += QuantizedMatrix.STEP) {
            context.localBarrier();
            block(weights, x, i, column, right, columns, transposeB, nibbles).store(right);
            context.localBarrier();
            sum = product.multiplyAccumulate(transposeA ? left.slice(i, 0) : left.slice(0, i), right, sum);
        }
        var target = GemmKernel.view(c, x.m(), x.n(), x.c(), context.groupIdz).slice(row, column);
        store(product, left, right, sum, target, x, addsC);
    }

    /** {@code target = alpha sum + beta target}. */
    private static void store(
            Matmul2D product,
            TensorView<HalfFloatArray> left,
            TensorView<HalfFloat[]> right,
            CooperativeTensor sum,
            TensorView<FloatArray> target,
            GemmKernel.Extents x,
            boolean addsC) {
        float alpha = x.alpha();
        CooperativeTensor result = sum.map(s -> alpha * s);
        if (addsC) {
            float beta = x.beta();
            result = result.add(product.load(left, right, target).map(old -> beta * old));
        }
        result.store(target);
    }

    /** The weights of a block, scaled: from a place along k and a column on, as they lie in memory. */
    private static <M extends SimdgroupMatrix<M>> CooperativeTensor block(
            Weights<M> weights,
            GemmKernel.Extents x,
            int deep,
            int column,
            TensorView<HalfFloat[]> to,
            int columns,
            boolean transposed,
            boolean nibbles) {
        return transposed
                ? along(weights, x, deep, column, to, columns, nibbles)
                : across(weights, x, deep, column, to, columns, nibbles);
    }

    /** Of weights that lie n x k: each row of the block has one scale. */
    private static <M extends SimdgroupMatrix<M>> CooperativeTensor along(
            Weights<M> weights,
            GemmKernel.Extents x,
            int deep,
            int column,
            TensorView<HalfFloat[]> to,
            int columns,
            boolean nibbles) {
        var block = new Matmul2D(columns, QuantizedMatrix.STEP, GemmKernel.SIMDGROUPS, false, false, false);
        int groups = weights.groups(x);
        int first = weights.firstScale(x) + column * groups + deep / weights.group;
        var scales = new TensorView<>(weights.scales, first, x.n() - column, 1, groups);
        return integers(block, weights, x.n(), x.k(), x, column, deep, to, nibbles)
                .map(block.loadRows(scales), (integer, scale) -> integer * scale);
    }

    /** Of weights that lie k x n: all rows of the block have the same scales, one for each column. */
    private static <M extends SimdgroupMatrix<M>> CooperativeTensor across(
            Weights<M> weights,
            GemmKernel.Extents x,
            int deep,
            int column,
            TensorView<HalfFloat[]> to,
            int columns,
            boolean nibbles) {
        var block = new Matmul2D(QuantizedMatrix.STEP, columns, GemmKernel.SIMDGROUPS, false, false, false);
        int first = weights.firstScale(x) + deep / weights.group * x.n() + column;
        var scales = new TensorView<>(weights.scales, first, QuantizedMatrix.STEP, x.n() - column, 0);
        return integers(block, weights, x.k(), x.n(), x, deep, column, to, nibbles)
                .mul(block.load(to, to, scales));
    }

    /** The integers of a block, of a matrix of so many rows and columns, from a row and a column on. */
    private static <M extends SimdgroupMatrix<M>> CooperativeTensor integers(
            Matmul2D block,
            Weights<M> weights,
            int rows,
            int columns,
            GemmKernel.Extents x,
            int row,
            int column,
            TensorView<HalfFloat[]> to,
            boolean nibbles) {
        if (nibbles) {
            var pairs = GemmKernel.view(new Nibbles<>(weights.bytes), rows, columns, x.b(), weights.matrix);
            return block.load(to, to, pairs.slice(row, column));
        }
        return block.load(
                to,
                to,
                GemmKernel.view(weights.bytes, rows, columns, x.b(), weights.matrix)
                        .slice(row, column));
    }
}
