package dev.bessemer.runtime;

import dev.bessemer.annotations.Constant;
import dev.bessemer.annotations.Kernel;
import dev.bessemer.intrinsics.CooperativeTensor;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.KernelMath;
import dev.bessemer.intrinsics.Matmul2D;
import dev.bessemer.intrinsics.TensorColumns;
import dev.bessemer.intrinsics.TensorDims;
import dev.bessemer.intrinsics.TensorRows;
import dev.bessemer.intrinsics.TensorView;
import dev.bessemer.intrinsics.UnsignedBytes;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.IntArray;

/** Kernels that compute with whole rows and columns of tensors of ints. */
final class TensorIntVectorKernels {
    /** What makes products of bytes so large that their sums wrap. */
    static final int LARGE = 50_000;

    private TensorIntVectorKernels() {}

    /**
     * For blocks of 64 rows of products A B times {@link #LARGE}: the largest and the sum of each row, the largest of each column of those that exist, the sum of
     * each column, and the largest of all.
     */
    @Kernel(threadgroup = 128)
    static void reduce(
            KernelContext k,
            ByteArray a,
            ByteArray b,
            IntArray ofRows,
            IntArray ofColumns,
            IntArray tops,
            int m,
            int n,
            int depth,
            @Constant int simdgroups) {
        int block = simdgroups == 1 ? 4 * k.groupIdx + k.simdgroupIdx : k.groupIdx;
        int row = 64 * block;
        int blocks = (m + 63) / 64;
        var product = Matmul2D.of(64, 32).withSimdgroups(simdgroups);
        CooperativeTensor products = product.multiply(
                        TensorView.of(a, m, depth).slice(row, 0), TensorView.of(b, depth, n))
                .mapInts(x -> x * LARGE);
        CooperativeTensor those =
                products.mapIntsIndexed((r, column, x) -> row + r < m && column < n ? x : Integer.MIN_VALUE);
        TensorRows largest = those.rowMax();
        var rows = TensorView.of(ofRows, TensorDims.of(2, m));
        largest.store(rows.select(0).slice(TensorDims.of(row)));
        products.rowSum().store(rows.select(1).slice(TensorDims.of(row)));
        var columns = TensorView.of(ofColumns, TensorDims.of(2, blocks, n));
        those.columnMax().store(columns.select(0).slice(block, 0));
        products.columnSum().store(columns.select(1).slice(block, 0));
        product.fillIntRows(largest.largestInt())
                .store(TensorView.of(tops, TensorDims.of(blocks)).slice(TensorDims.of(block), TensorDims.of(1)));
    }

    /** C = (A B - zeros of rows) * factors of columns, less the largest of each row and the smaller of that of its column and 7; carried round a loop. */
    @Kernel(threadgroup = 128)
    static void broadcast(
            KernelContext k,
            ByteArray a,
            ByteArray b,
            ByteArray zeros,
            IntArray factors,
            IntArray c,
            int m,
            int n,
            int depth,
            @Constant int simdgroups) {
        int row = 64 * (simdgroups == 1 ? 4 * k.groupIdx + k.simdgroupIdx : k.groupIdx);
        var product = Matmul2D.of(64, 32).withSimdgroups(simdgroups);
        CooperativeTensor products =
                product.multiply(TensorView.of(a, m, depth).slice(row, 0), TensorView.of(b, depth, n));
        TensorRows ofRows = product.loadIntRows(
                TensorView.of(new UnsignedBytes<>(zeros), m, 1).slice(row, 0));
        TensorColumns ofColumns = product.loadIntColumns(TensorView.of(factors, TensorDims.of(n)));
        CooperativeTensor scaled =
                products.mapInts(ofRows, (x, zero) -> x - zero).mapInts(ofColumns, (x, factor) -> x * factor);
        TensorRows most = product.fillIntRows(Integer.MIN_VALUE);
        TensorColumns least = product.fillIntColumns(7);
        for (int i = 0; i < 2; i++) {
            most = most.max(scaled.rowMax());
            least = least.min(scaled.columnMax()).mapInts(x -> x);
        }
        scaled.mapInts(most, (x, largest) -> x - largest)
                .mapInts(least, (x, other) -> x - other)
                .store(TensorView.of(c, m, n).slice(row, 0));
    }

    /** Vectors of ints by themselves: of the largest of rows of A B, and of the sums of its columns, 16 x 64 by two SIMD-groups. */
    @Kernel(threadgroup = 64)
    static void vectors(KernelContext k, ByteArray a, ByteArray b, IntArray ofRows, IntArray ofColumns, int depth) {
        var product = Matmul2D.of(16, 64).withSimdgroups(2);
        CooperativeTensor products = product.multiply(TensorView.of(a, 16, depth), TensorView.of(b, depth, 64));
        TensorRows most = products.rowMax();
        TensorRows halves = most.toFloats().map(x -> x * 0.5f).toInts();
        TensorRows mixed = most.add(halves).mul(halves).mapInts(most, (x, y) -> x ^ y);
        if (products.columnMax().largestInt() == most.largestInt()) {
            mixed = mixed.sub(product.fillIntRows(1));
        }
        mixed.store(TensorView.of(ofRows, 16, 1));
        int[] local = k.allocateIntLocalArray(64);
        products.columnSum().store(TensorView.of(local, 1, 64));
        k.localBarrier();
        product.loadIntColumns(TensorView.of(local, 1, 64))
                .min(product.fillIntColumns(1000))
                .store(TensorView.of(ofColumns, TensorDims.of(64)));
    }

    /** What inference with bytes does where no scale is known before: C = the bytes of A B by a scale of each row, by which its largest becomes 127. */
    @Kernel(threadgroup = 128)
    static void quantise(
            KernelContext k, ByteArray a, ByteArray b, ByteArray c, FloatArray scales, int m, int n, int depth) {
        int row = 64 * k.groupIdx;
        var product = Matmul2D.of(64, 32).withSimdgroups(4);
        CooperativeTensor sums = product.multiply(TensorView.of(a, m, depth).slice(row, 0), TensorView.of(b, depth, n));
        TensorRows largest = sums.mapInts(x -> Math.abs(x)).rowMax();
        TensorRows scale = largest.toFloats().map(x -> x > 0 ? x / 127 : 1);
        int[] bytes = k.allocateIntLocalArray(64 * 32);
        sums.toFloats()
                .map(scale, (x, s) -> KernelMath.clamp((float) Math.rint(x / s), -127f, 127f))
                .toInts()
                .store(TensorView.of(bytes, 64, 32));
        scale.store(TensorView.of(scales, TensorDims.of(m)).slice(TensorDims.of(row)));
        k.localBarrier();
        var target = TensorView.of(c, m, n).slice(row, 0);
        for (int i = k.localIdx; i < 64 * 32; i += 128) {
            target.setInt(TensorDims.of(i / 32, i % 32), bytes[i]);
        }
    }
}
