package dev.bessemer.runtime;

import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.Parallel;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.Matmul2D;
import dev.bessemer.intrinsics.TensorDims;
import dev.bessemer.intrinsics.TensorView;
import dev.bessemer.intrinsics.UnsignedBytes;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
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

    /** For each of batches x heads: C = A B^T, rows x rows, of 16 rows of each head at a time; b lies as batch, row, head, column. */
    @Kernel
    static void heads(
            KernelContext k,
            FloatArray a,
            HalfFloatArray b,
            FloatArray c,
            int batches,
            int heads,
            int rows,
            int depth) {
        var left = TensorView.of(a, TensorDims.of(batches, heads, rows, depth));
        var right = TensorView.of(b, TensorDims.of(batches, heads, rows, depth))
                .withStrides(TensorDims.of(rows * heads * depth, depth, heads * depth));
        var target = TensorView.of(c, TensorDims.of(batches, heads, rows, rows));
        int row = 16 * k.groupIdx;
        int batch = k.groupIdy / heads;
        int head = k.groupIdy % heads;
        Matmul2D.of(16, 24)
                .withTransposedRight()
                .multiply(
                        left.slice(TensorDims.of(batch, head, row, 0)).select(0).select(0),
                        right.select(batch).select(head))
                .store(target.select(batch).slice(TensorDims.of(head, row, 0)).select(0));
    }

    /**
     * Copies blocks of 2 x 3 x 5 elements at a place of a tensor of rank 3, as it reads them: zeros where there are none, and the same of rank 4 with the first
     * dimension's index before; writes them doubled to the same place of another tensor. Then, the extents of what was sliced.
     */
    @Kernel
    static void elements(
            ByteArray a,
            IntArray out,
            HalfFloatArray doubled,
            IntArray extents,
            int n,
            int plane,
            int row,
            int column) {
        var whole = TensorView.of(a, TensorDims.of(2, n, n + 1, n + 2));
        var cube = whole.select(1);
        var place = TensorDims.of(plane, row, column);
        var block = cube.slice(place, TensorDims.of(2, 3, 5));
        var copy = TensorView.of(out, TensorDims.of(2, 2, 3, 5));
        var target = TensorView.of(doubled, TensorDims.of(n, n + 1, n + 2)).slice(place);
        for (@Parallel int i = 0; i < 2; i++) {
            for (int r = 0; r < 3; r++) {
                for (int s = 0; s < 5; s++) {
                    copy.setInt(TensorDims.of(0, i, r, s), block.getInt(TensorDims.of(i, r, s)));
                    float above = whole.get(TensorDims.of(0, plane + i, row + r, column + s));
                    copy.set(TensorDims.of(1, i, r, s), above);
                    target.set(TensorDims.of(i, r, s), 2 * block.get(TensorDims.of(i, r, s)));
                }
            }
            extents.set(i * 4, block.extent(0));
            extents.set(i * 4 + 1, block.extent(1));
            extents.set(i * 4 + 2, block.extent(2));
            extents.set(i * 4 + 3, 10 * block.rank() + whole.rank() + 100 * cube.stride(0));
        }
    }

    /** A view of rank 2 that is carried round a loop, and selected lines of it: the sums of the rows of a. */
    @Kernel
    static void carried(KernelContext k, FloatArray a, FloatArray c, int rows, int columns) {
        var view = TensorView.of(a, rows, columns);
        var line = view.select(k.globalIdx);
        float sum = 0;
        while (line.columns() > 0) {
            sum += line.get(0);
            line = line.slice(TensorDims.of(1));
        }
        c.set(k.globalIdx, sum);
    }

    /** The number at every index from 0 to 255 of a tensor of rank 8, which is its place. */
    @Kernel
    static void eight(IntArray a, IntArray out) {
        var view = TensorView.of(a, TensorDims.of(2, 2, 2, 2, 2, 2, 2, 2));
        for (@Parallel int i = 0; i < 256; i++) {
            var half = view.select(i >> 7).slice(TensorDims.of(0, i >> 5 & 1, 0, 0, 0, 0, 0));
            out.set(
                    i,
                    half.getInt(TensorDims.of(i >> 6 & 1, 0, i >> 4 & 1, i >> 3 & 1, i >> 2 & 1, i >> 1 & 1, i & 1)));
        }
    }
}
