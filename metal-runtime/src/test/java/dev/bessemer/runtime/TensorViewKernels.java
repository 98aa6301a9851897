package dev.bessemer.runtime;

import dev.bessemer.annotations.Kernel;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.Matmul2D;
import dev.bessemer.intrinsics.TensorView;
import dev.bessemer.intrinsics.UnsignedBytes;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.IntArray;

/** Kernels that look at arrays through views. */
final class TensorViewKernels {
    private TensorViewKernels() {}

    /** Four 16 x 16 matrices below each other from n x n integers: bytes, the same unsigned, ints, and the sum of all in local memory. */
    @Kernel(threadgroup = 64)
    static void integers(KernelContext k, ByteArray bytes, IntArray ints, FloatArray c, int n) {
        var product = Matmul2D.of(16, 16).withSimdgroups(2);
        var like = TensorView.of(c, 64, 16);
        var signed = product.load(like, like, TensorView.of(bytes, n, n));
        var unsigned = product.load(like, like, TensorView.of(new UnsignedBytes<>(bytes), n, n));
        var wide = product.load(like, like, TensorView.of(ints, n, n));
        signed.store(like);
        unsigned.store(like.slice(16, 0));
        wide.store(like.slice(32, 0));
        byte[] localBytes = k.allocateByteLocalArray(256);
        int[] localInts = k.allocateIntLocalArray(256);
        for (int i = k.localIdx; i < n * n; i += 64) {
            localBytes[i] = bytes.get(i);
            localInts[i] = ints.get(i);
        }
        k.localBarrier();
        product.load(like, like, TensorView.of(localBytes, n, n))
                .add(product.load(like, like, TensorView.of(new UnsignedBytes<>(localBytes), n, n)))
                .add(product.load(like, like, TensorView.of(localInts, n, n)))
                .store(like.slice(48, 0));
    }
}
