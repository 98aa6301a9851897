package dev.bessemer.runtime;

import dev.bessemer.annotations.Constant;
import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.Parallel;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.Matmul2D;
import dev.bessemer.intrinsics.Nibbles;
import dev.bessemer.intrinsics.TensorView;
import dev.bessemer.intrinsics.UnsignedBytes;
import dev.bessemer.intrinsics.UnsignedNibbles;
import dev.bessemer.types.BFloat16Array;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.IntArray;

/** Kernels that multiply by matrices of four bits an element with {@link Matmul2D}. */
final class Matmul2DFourBitKernels {
    private Matmul2DFourBitKernels() {}

    /**
     * C = op(A) op(B), 16 x 32 a SIMD-group.
     *
     * @param first of B's elements
     * @param padding by which rows of B are longer than they need be
     */
    @Kernel
    static void halves(
            KernelContext k,
            HalfFloatArray a,
            ByteArray b,
            FloatArray c,
            int m,
            int n,
            int depth,
            int first,
            int padding,
            @Constant boolean left,
            @Constant boolean right) {
        var product = new Matmul2D(16, 32, 1, left, right, false);
        int row = 16 * k.groupIdy;
        int column = 32 * k.groupIdx;
        var wholeA = TensorView.of(a, left ? depth : m, left ? m : depth);
        int columnsB = right ? depth : n;
        var wholeB = TensorView.of(new Nibbles<>(b), right ? n : depth, columnsB)
                .withRowStride(columnsB + padding)
                .at(first);
        product.multiply(
                        left ? wholeA.slice(0, row) : wholeA.slice(row, 0),
                        right ? wholeB.slice(column, 0) : wholeB.slice(0, column))
                .store(TensorView.of(c, m, n).slice(row, column));
    }

    /** C = A B + unsigned A unsigned B - C by four SIMD-groups, which wraps. */
    @Kernel(threadgroup = 128)
    static void bytes(KernelContext k, ByteArray a, ByteArray b, IntArray c, int m, int n, int depth) {
        var product = Matmul2D.of(32, 16).withSimdgroups(4);
        int row = 32 * k.groupIdy;
        int column = 16 * k.groupIdx;
        var left = TensorView.of(a, m, depth).slice(row, 0);
        var right = TensorView.of(new Nibbles<>(b), depth, n).slice(0, column);
        var unsignedLeft = TensorView.of(new UnsignedBytes<>(a), m, depth).slice(row, 0);
        var unsignedRight = TensorView.of(new UnsignedNibbles<>(b), depth, n).slice(0, column);
        var target = TensorView.of(c, m, n).slice(row, column);
        product.multiply(left, right).sub(product.load(left, right, target)).store(target);
        k.globalBarrier();
        product.multiplyAccumulate(unsignedLeft, unsignedRight, product.load(unsignedLeft, unsignedRight, target))
                .store(target);
    }

    /** C = 2 (A B + D E) of bfloats, by signed and by unsigned numbers that all threads first bring to threadgroup memory. */
    @Kernel(threadgroup = 64)
    static void staged(KernelContext k, BFloat16Array a, ByteArray b, FloatArray c, int n) {
        byte[] pairs = k.allocateByteLocalArray(128);
        for (int i = k.localIdx; i < 128; i += 64) {
            pairs[i] = b.get(i);
        }
        k.localBarrier();
        var product = Matmul2D.of(16, 16).withSimdgroups(2);
        var left = TensorView.of(a, n, n);
        var target = TensorView.of(c, n, n);
        product.multiply(left, TensorView.of(new Nibbles<>(pairs), n, n)).store(target);
        k.globalBarrier();
        var unsigned = TensorView.of(new UnsignedNibbles<>(pairs), n, n);
        product.multiplyAccumulate(left, unsigned, product.load(left, unsigned, target))
                .map(x -> 2 * x)
                .store(target);
    }

    /** Single elements, signed and unsigned, by turns. */
    @Kernel
    static void elements(ByteArray b, IntArray c, int rows, int columns) {
        var signed = TensorView.of(new Nibbles<>(b), rows, columns);
        var unsigned = TensorView.of(new UnsignedNibbles<>(b), rows, columns);
        for (@Parallel int row = 0; row < rows; row++) {
            for (@Parallel int column = 0; column < columns; column++) {
                c.set(
                        row * columns + column,
                        (int) signed.get(row, column)
                                + 100 * (int) unsigned.get(row, column)
                                + (int) signed.get(row, columns));
            }
        }
    }

    /** Reads beyond the end of B. */
    @Kernel
    static void beyond(KernelContext k, HalfFloatArray a, ByteArray b, FloatArray c) {
        var right = TensorView.of(new Nibbles<>(b), 16, 16);
        Matmul2D.of(16, 16).multiply(TensorView.of(a, 16, 16), right).store(TensorView.of(c, 16, 16));
    }
}
