package dev.bessemer.runtime;

import dev.bessemer.annotations.Constant;
import dev.bessemer.annotations.Kernel;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.Matmul2D;
import dev.bessemer.intrinsics.Nibbles;
import dev.bessemer.intrinsics.TensorDims;
import dev.bessemer.intrinsics.TensorView;
import dev.bessemer.intrinsics.ThreadMatmul2D;
import dev.bessemer.intrinsics.UnsignedBytes;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.IntArray;

/** Kernels of which each thread multiplies matrices of its own, and such as write products into views. */
final class ThreadMatmul2DKernels {
    private ThreadMatmul2DKernels() {}

    /** C = 3 op(A) op(B), 3 x 2 of each thread, written once and added twice: halves by floats into floats. */
    @Kernel
    static void transposed(
            KernelContext k,
            HalfFloatArray a,
            FloatArray b,
            FloatArray c,
            int count,
            int depth,
            @Constant boolean left,
            @Constant boolean right) {
        var product = new ThreadMatmul2D(3, 2, left, right);
        var ofA = TensorView.of(a, TensorDims.of(count, left ? depth : 3, left ? 3 : depth))
                .select(k.globalIdx);
        var ofB = TensorView.of(b, TensorDims.of(count, right ? 2 : depth, right ? depth : 2))
                .select(k.globalIdx);
        var ofC = TensorView.of(c, TensorDims.of(count, 3, 2)).select(k.globalIdx);
        product.multiplyInto(ofA, ofB, ofC);
        product.multiplyAccumulateInto(ofA, ofB, ofC);
        product.multiplyAccumulateInto(ofA, ofB, ofC);
    }

    /** The row of each thread: bytes by unsigned bytes into ints, by numbers of four bits into halves; two columns more than there are. */
    @Kernel
    static void bytes(
            KernelContext k,
            ByteArray a,
            ByteArray b,
            ByteArray pairs,
            IntArray c,
            HalfFloatArray d,
            int count,
            int depth,
            int columns) {
        var row = TensorView.of(a, count, depth).slice(k.globalIdx, 0);
        var right = TensorView.of(new UnsignedBytes<>(b), depth, columns);
        var product = ThreadMatmul2D.of(1, 5);
        product.multiplyInto(row, right, TensorView.of(c, count, columns).slice(k.globalIdx, 0));
        var fours = TensorView.of(new Nibbles<>(pairs), columns, depth);
        product.withTransposedRight()
                .multiplyInto(
                        row.slice(0, 0, 1, 3),
                        fours,
                        TensorView.of(d, count, columns).slice(k.globalIdx, 0));
    }

    /** C = A B, and D = D + A B, by one SIMD-group. */
    @Kernel
    static void into(
            KernelContext k, HalfFloatArray a, FloatArray b, FloatArray c, HalfFloatArray d, int m, int n, int depth) {
        var product = Matmul2D.of(16, 16);
        int row = 16 * k.groupIdy;
        int column = 16 * k.groupIdx;
        var left = TensorView.of(a, m, depth).slice(row, 0);
        var right = TensorView.of(b, depth, n).slice(0, column);
        product.multiplyInto(left, right, TensorView.of(c, m, n).slice(row, column));
        product.multiplyAccumulateInto(left, right, TensorView.of(d, m, n).slice(row, column));
    }
}
