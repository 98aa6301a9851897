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
import dev.bessemer.types.IntArray;
import dev.bessemer.types.MatrixArray;

/** The kernel of {@link Gemm}: each threadgroup computes one block of the result, K at a time inside {@link Matmul2D}. */
final class GemmKernel {
    /** SIMD-groups in a threadgroup. */
    static final int SIMDGROUPS = 4;

    /** Threads in a threadgroup. */
    static final int THREADS = 32 * SIMDGROUPS;

    private GemmKernel() {}

    /**
     * What a launch is given beside the arrays.
     *
     * @param m rows of the result
     * @param n columns of the result
     * @param k what is summed over
     * @param a where the left matrices are
     * @param b where the right matrices are
     * @param c where the results are
     * @param alpha what the product is multiplied by
     * @param beta what the result's old elements are multiplied by
     */
    record Extents(int m, int n, int k, Place a, Place b, Place c, float alpha, float beta) {}

    /**
     * Where the matrices of a batch are.
     *
     * @param rowStride elements from one row to the next
     * @param batchStride elements from one matrix to the next
     */
    record Place(int rowStride, int batchStride) {}

    /**
     * {@code c = alpha op(a) op(b) + beta c}. The grid has a threadgroup in x for each block of columns, one in y for each block of rows, and one z for each
     * matrix of the batch.
     *
     * @param rows of a block
     * @param columns of a block
     * @param transposeA whether a is k x m
     * @param transposeB whether b is n x k
     * @param addsC whether the result's old elements count; they are not read otherwise
     */
    @Kernel(math = MathMode.FAST, threadgroup = THREADS)
    static <M extends SimdgroupMatrix<M>> void multiply(
            KernelContext context,
            MatrixArray<M> a,
            MatrixArray<M> b,
            FloatArray c,
            Extents x,
            @Constant int rows,
            @Constant int columns,
            @Constant boolean transposeA,
            @Constant boolean transposeB,
            @Constant boolean addsC) {
        var product = new Matmul2D(rows, columns, SIMDGROUPS, transposeA, transposeB, false);
        int row = context.groupIdy * rows;
        int column = context.groupIdx * columns;
        var wholeA = view(a, transposeA ? x.k() : x.m(), transposeA ? x.m() : x.k(), x.a(), context.groupIdz);
        var wholeB = view(b, transposeB ? x.n() : x.k(), transposeB ? x.k() : x.n(), x.b(), context.groupIdz);
        var left = transposeA ? wholeA.slice(0, row) : wholeA.slice(row, 0);
        var right = transposeB ? wholeB.slice(column, 0) : wholeB.slice(0, column);
        var target = view(c, x.m(), x.n(), x.c(), context.groupIdz).slice(row, column);
        float alpha = x.alpha();
        CooperativeTensor result = product.multiply(left, right).map(sum -> alpha * sum);
        if (addsC) {
            float beta = x.beta();
            result = result.add(product.load(left, right, target).map(old -> beta * old));
        }
        result.store(target);
    }

    /** {@link #multiply} of bytes, in ints. */
    @Kernel(math = MathMode.FAST, threadgroup = THREADS)
    static void multiplyBytes(
            KernelContext context,
            ByteArray a,
            ByteArray b,
            IntArray c,
            Extents x,
            @Constant int rows,
            @Constant int columns,
            @Constant boolean transposeA,
            @Constant boolean transposeB,
            @Constant boolean addsC) {
        var product = new Matmul2D(rows, columns, SIMDGROUPS, transposeA, transposeB, false);
        int row = context.groupIdy * rows;
        int column = context.groupIdx * columns;
        var wholeA = view(a, transposeA ? x.k() : x.m(), transposeA ? x.m() : x.k(), x.a(), context.groupIdz);
        var wholeB = view(b, transposeB ? x.n() : x.k(), transposeB ? x.k() : x.n(), x.b(), context.groupIdz);
        var left = transposeA ? wholeA.slice(0, row) : wholeA.slice(row, 0);
        var right = transposeB ? wholeB.slice(column, 0) : wholeB.slice(0, column);
        var target = view(c, x.m(), x.n(), x.c(), context.groupIdz).slice(row, column);
        int alpha = (int) x.alpha();
        CooperativeTensor result = product.multiply(left, right).mapInts(sum -> alpha * sum);
        if (addsC) {
            int beta = (int) x.beta();
            result = result.add(product.load(left, right, target).mapInts(old -> beta * old));
        }
        result.store(target);
    }

    static <A> TensorView<A> view(A array, int rows, int columns, Place place, int matrix) {
        return new TensorView<>(array, matrix * place.batchStride(), rows, columns, place.rowStride());
    }
}
