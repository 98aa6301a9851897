package dev.bessemer.runtime;

import dev.bessemer.annotations.Constant;
import dev.bessemer.annotations.Kernel;
import dev.bessemer.intrinsics.CooperativeTensor;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.Matmul2D;
import dev.bessemer.intrinsics.TensorView;
import dev.bessemer.types.BFloat16Array;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloat;
import dev.bessemer.types.HalfFloatArray;

/** Kernels that multiply with {@link Matmul2D}. */
final class Matmul2DKernels {
    private Matmul2DKernels() {}

    /** C = op(A) op(B), 16 x 24 a SIMD-group; factors of floats, in rows that are {@code padding} longer than they need be. */
    @Kernel
    static void transposed(
            KernelContext k,
            FloatArray a,
            FloatArray b,
            FloatArray c,
            int m,
            int n,
            int depth,
            int padding,
            @Constant boolean left,
            @Constant boolean right) {
        var product = new Matmul2D(16, 24, 1, left, right, false);
        int row = 16 * k.groupIdy;
        int column = 24 * k.groupIdx;
        var wholeA = view(a, left ? depth : m, left ? m : depth, padding);
        var wholeB = view(b, right ? n : depth, right ? depth : n, padding);
        product.multiply(
                        left ? wholeA.slice(0, row) : wholeA.slice(row, 0),
                        right ? wholeB.slice(column, 0) : wholeB.slice(0, column))
                .store(view(c, m, n, padding).slice(row, column));
    }

    private static TensorView<FloatArray> view(FloatArray array, int rows, int columns, int padding) {
        return TensorView.of(array, rows, columns).withRowStride(columns + padding);
    }

    /** C = max(A B + C, 0) of halves by four SIMD-groups, 32 of K at a time. */
    @Kernel(threadgroup = 128)
    static void halves(KernelContext k, HalfFloatArray a, HalfFloatArray b, FloatArray c, int m, int n, int depth) {
        var product = Matmul2D.of(32, 32).withSimdgroups(4);
        var left = TensorView.of(a, m, depth).slice(32 * k.groupIdy, 0);
        var right = TensorView.of(b, depth, n).slice(0, 32 * k.groupIdx);
        var target = TensorView.of(c, m, n).slice(32 * k.groupIdy, 32 * k.groupIdx);
        CooperativeTensor sum = product.load(left, right, target);
        for (int i = 0; i < depth; i += 32) {
            sum = product.multiplyAccumulate(left.slice(0, i, 32, 32), right.slice(i, 0), sum);
        }
        sum.map(x -> Math.max(x, 0f)).store(target);
    }

    /** C = A B of bfloats by eight SIMD-groups, each element with its place in C added. */
    @Kernel(threadgroup = 256)
    static void places(KernelContext k, BFloat16Array a, BFloat16Array b, FloatArray c, int m, int n, int depth) {
        int row = 16 * k.groupIdy;
        int column = 64 * k.groupIdx;
        Matmul2D.of(16, 64)
                .withSimdgroups(8)
                .multiply(
                        TensorView.of(a, m, depth).slice(row, 0),
                        TensorView.of(b, depth, n).slice(0, column))
                .mapIndexed((r, s, x) -> x + 1000 * (row + r) + (column + s))
                .store(TensorView.of(c, m, n).slice(row, column));
    }

    /** C = A B, of halves that all threads first bring to threadgroup memory. */
    @Kernel(threadgroup = 64)
    static void staged(KernelContext k, HalfFloatArray a, HalfFloatArray b, FloatArray c) {
        HalfFloat[] left = k.allocateHalfFloatLocalArray(256);
        HalfFloat[] right = k.allocateHalfFloatLocalArray(256);
        float[] result = k.allocateFloatLocalArray(256);
        for (int i = k.localIdx; i < 256; i += 64) {
            left[i] = a.get(i);
            right[i] = b.get(i);
        }
        k.localBarrier();
        Matmul2D.of(16, 16)
                .withSimdgroups(2)
                .multiply(TensorView.of(left, 16, 16), TensorView.of(right, 16, 16))
                .store(TensorView.of(result, 16, 16));
        k.localBarrier();
        for (int i = k.localIdx; i < 256; i += 64) {
            c.set(i, result[i]);
        }
    }

    /** Reads beyond the end of A. */
    @Kernel
    static void beyond(KernelContext k, FloatArray a, FloatArray c) {
        var view = TensorView.of(a, 16, 16);
        Matmul2D.of(16, 16).multiply(view, view).store(TensorView.of(c, 16, 16));
    }
}
