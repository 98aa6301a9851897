package dev.bessemer.runtime;

import dev.bessemer.annotations.Kernel;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.KernelMath;
import dev.bessemer.intrinsics.Matmul2D;
import dev.bessemer.intrinsics.TensorDims;
import dev.bessemer.intrinsics.TensorView;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.IntArray;

/** Kernels that make other numbers of a product's results than it has: what inference with bytes does between two layers. */
final class RequantisingKernels {
    private RequantisingKernels() {}

    /** C = bytes nearest to the scale of each column times A B, plus zero; 32 x 16 by two SIMD-groups. */
    @Kernel(threadgroup = 64)
    static void columns(
            KernelContext k,
            ByteArray a,
            ByteArray b,
            FloatArray scales,
            ByteArray c,
            int m,
            int n,
            int depth,
            int zero) {
        int row = 32 * k.groupIdy;
        int column = 16 * k.groupIdx;
        int[] sums = k.allocateIntLocalArray(512);
        Matmul2D.of(32, 16)
                .withSimdgroups(2)
                .multiply(
                        TensorView.of(a, m, depth).slice(row, 0),
                        TensorView.of(b, depth, n).slice(0, column))
                .store(TensorView.of(sums, 32, 16));
        k.localBarrier();
        var ofColumns = TensorView.of(scales, TensorDims.of(n));
        var target = TensorView.of(c, m, n).slice(row, column);
        for (int i = k.localIdx; i < 512; i += 64) {
            float scaled = sums[i] * ofColumns.get(column + i % 16);
            target.set(i / 16, i % 16, KernelMath.clamp((float) Math.rint(scaled) + zero, -128f, 127f));
        }
    }

    /** C = bytes nearest to scale times A B, clamped while the tensor holds them. */
    @Kernel
    static void whole(KernelContext k, ByteArray a, ByteArray b, ByteArray c, int n, float scale) {
        int[] bytes = k.allocateIntLocalArray(256);
        Matmul2D.of(16, 16)
                .multiply(TensorView.of(a, n, n), TensorView.of(b, n, n))
                .mapInts(x -> KernelMath.clamp((int) (float) Math.rint(x * scale), -128, 127))
                .store(TensorView.of(bytes, 16, 16));
        k.localBarrier();
        var target = TensorView.of(c, n, n);
        for (int i = k.localIdx; i < 256; i += 32) {
            target.set(i / 16, i % 16, bytes[i]);
        }
    }

    /** C = (int) (scale times A B): Java's cast, which saturates and makes NaN 0. */
    @Kernel
    static void cast(KernelContext k, ByteArray a, ByteArray b, IntArray c, int n, float scale) {
        Matmul2D.of(16, 16)
                .multiply(TensorView.of(a, n, n), TensorView.of(b, n, n))
                .mapInts(x -> (int) (x * scale))
                .store(TensorView.of(c, n, n));
    }

    /** C = (int) (A B) of floats, D = its bytes as Java's casts make them. */
    @Kernel(threadgroup = 64)
    static void floats(KernelContext k, FloatArray a, FloatArray b, IntArray c, ByteArray d, int n) {
        float[] products = k.allocateFloatLocalArray(256);
        Matmul2D.of(16, 16)
                .withSimdgroups(2)
                .multiply(TensorView.of(a, n, n), TensorView.of(b, n, n))
                .store(TensorView.of(products, 16, 16));
        k.localBarrier();
        var ints = TensorView.of(c, n, n);
        var bytes = TensorView.of(d, n, n);
        for (int i = k.localIdx; i < 256; i += 64) {
            ints.set(i / 16, i % 16, products[i]);
            bytes.set(i / 16, i % 16, products[i]);
        }
    }

    /** The largest element and the sum of each row of A B, and C = A B with each row's largest taken away. */
    @Kernel
    static void rows(KernelContext k, ByteArray a, ByteArray b, IntArray c, IntArray largest, IntArray sums, int n) {
        int[] products = k.allocateIntLocalArray(256);
        Matmul2D.of(16, 16)
                .multiply(TensorView.of(a, n, n), TensorView.of(b, n, n))
                .mapInts(x -> x * 50_000)
                .store(TensorView.of(products, 16, 16));
        k.localBarrier();
        int row = k.localIdx;
        if (row < n) {
            int most = Integer.MIN_VALUE;
            int sum = 0;
            for (int i = 0; i < n; i++) {
                most = Math.max(most, products[16 * row + i]);
                sum += products[16 * row + i];
            }
            largest.set(row, most);
            sums.set(row, sum);
            for (int i = 0; i < n; i++) {
                c.set(row * n + i, products[16 * row + i] - most);
            }
        }
    }
}
