package dev.bessemer.runtime;

import dev.bessemer.annotations.Constant;
import dev.bessemer.annotations.Kernel;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.Matmul2D;
import dev.bessemer.intrinsics.TensorView;
import dev.bessemer.intrinsics.UnsignedBytes;
import dev.bessemer.types.BFloat16Array;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.IntArray;

/** Kernels that multiply matrices of bytes with {@link Matmul2D}. */
final class Matmul2DByteKernels {
    private Matmul2DByteKernels() {}

    /** C = op(A) op(B), 16 x 24 a SIMD-group, in rows that are {@code padding} longer than they need be. */
    @Kernel
    static void transposed(
            KernelContext k,
            ByteArray a,
            ByteArray b,
            IntArray c,
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
                .store(TensorView.of(c, m, n).withRowStride(n + padding).slice(row, column));
    }

    private static TensorView<ByteArray> view(ByteArray array, int rows, int columns, int padding) {
        return TensorView.of(array, rows, columns).withRowStride(columns + padding);
    }

    /** C = 3 (A B + unsigned A B + unsigned A unsigned B) - C by four SIMD-groups. */
    @Kernel(threadgroup = 128)
    static void signs(KernelContext k, ByteArray a, ByteArray b, IntArray c, int m, int n, int depth) {
        var product = Matmul2D.of(32, 16).withSimdgroups(4);
        int row = 32 * k.groupIdy;
        int column = 16 * k.groupIdx;
        var left = TensorView.of(a, m, depth).slice(row, 0);
        var right = TensorView.of(b, depth, n).slice(0, column);
        var unsignedLeft = TensorView.of(new UnsignedBytes<>(a), m, depth).slice(row, 0);
        var unsignedRight = TensorView.of(new UnsignedBytes<>(b), depth, n).slice(0, column);
        var target = TensorView.of(c, m, n).slice(row, column);
        var old = product.load(left, right, target);
        product.multiply(left, right).mapInts(x -> 3 * x).sub(old).store(target);
        k.globalBarrier();
        product.multiplyAccumulate(
                        unsignedLeft,
                        right,
                        product.load(unsignedLeft, right, target).mapInts(x -> x + x))
                .store(target);
        k.globalBarrier();
        product.multiplyAccumulate(unsignedLeft, unsignedRight, product.load(unsignedLeft, unsignedRight, target))
                .store(target);
    }

    /** C = A B + D E + F G - C of halves by bytes, unsigned bytes by floats and bfloats by bytes, each stored in turn. */
    @Kernel(threadgroup = 64)
    static void mixed(
            KernelContext k,
            HalfFloatArray halves,
            BFloat16Array bfloats,
            FloatArray floats,
            ByteArray bytes,
            FloatArray c,
            int n) {
        var product = Matmul2D.of(16, 16).withSimdgroups(2);
        var target = TensorView.of(c, n, n);
        var ofHalves = TensorView.of(halves, n, n);
        var ofBytes = TensorView.of(bytes, n, n);
        var ofUnsigned = TensorView.of(new UnsignedBytes<>(bytes), n, n);
        var ofFloats = TensorView.of(floats, n, n);
        var ofBfloats = TensorView.of(bfloats, n, n);
        product.multiply(ofHalves, ofBytes).store(target);
        k.globalBarrier();
        product.multiplyAccumulate(ofUnsigned, ofFloats, product.load(ofUnsigned, ofFloats, target))
                .store(target);
        k.globalBarrier();
        product.multiplyAccumulate(ofBfloats, ofBytes, product.load(ofBfloats, ofBytes, target))
                .map(x -> 2 * x)
                .store(target);
    }

    /** C = (A B) B, of floats and bytes, the product held. */
    @Kernel
    static void held(KernelContext k, FloatArray a, ByteArray b, FloatArray c) {
        var product = Matmul2D.of(16, 16);
        var bytes = TensorView.of(b, 16, 16);
        var once = product.multiply(TensorView.of(a, 16, 16), bytes);
        product.multiply(once, bytes).store(TensorView.of(c, 16, 16));
    }

    /** C = A B, of bytes that all threads first bring to threadgroup memory. */
    @Kernel(threadgroup = 64)
    static void staged(KernelContext k, ByteArray a, ByteArray b, IntArray c) {
        byte[] left = k.allocateByteLocalArray(256);
        byte[] right = k.allocateByteLocalArray(256);
        int[] result = k.allocateIntLocalArray(256);
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
    static void beyond(KernelContext k, ByteArray a, IntArray c) {
        var view = TensorView.of(a, 16, 16);
        Matmul2D.of(16, 16).multiply(view, view).store(TensorView.of(c, 16, 16));
    }
}
