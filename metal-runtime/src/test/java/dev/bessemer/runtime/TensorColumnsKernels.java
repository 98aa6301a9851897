package dev.bessemer.runtime;

import dev.bessemer.annotations.Constant;
import dev.bessemer.annotations.Kernel;
import dev.bessemer.intrinsics.CooperativeTensor;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.Matmul2D;
import dev.bessemer.intrinsics.TensorColumns;
import dev.bessemer.intrinsics.TensorDims;
import dev.bessemer.intrinsics.TensorRows;
import dev.bessemer.intrinsics.TensorView;
import dev.bessemer.intrinsics.UnsignedBytes;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.IntArray;

/** Kernels that compute with whole columns of tensors. */
final class TensorColumnsKernels {
    private TensorColumnsKernels() {}

    /**
     * For blocks of 64 rows of products A B: c = (product + its column's bias) * its row's scale - its column's largest, that and the sum of the block's columns, and
     * the largest of all.
     */
    @Kernel(threadgroup = 128)
    static void epilogue(
            KernelContext k,
            FloatArray a,
            HalfFloatArray b,
            IntArray bias,
            ByteArray scale,
            FloatArray c,
            FloatArray most,
            HalfFloatArray sums,
            FloatArray tops,
            int m,
            int n,
            @Constant int simdgroups) {
        int block = simdgroups == 1 ? 4 * k.groupIdx + k.simdgroupIdx : k.groupIdx;
        int row = 64 * block;
        int blocks = (m + 63) / 64;
        var product = Matmul2D.of(64, 32).withSimdgroups(simdgroups);
        CooperativeTensor products = product.multiply(TensorView.of(a, m, 8).slice(row, 0), TensorView.of(b, 8, n));
        TensorColumns biases = product.loadColumns(TensorView.of(bias, TensorDims.of(n)));
        TensorRows scales =
                product.loadRows(TensorView.of(new UnsignedBytes<>(scale), m, 1).slice(row, 0));
        TensorColumns largest = product.fillColumns(-1000);
        TensorColumns sum = product.fillColumns(0);
        for (int i = 0; i < 2; i++) {
            int less = i;
            largest = largest.max(products.map(x -> x - less).columnMax());
            sum = sum.add(products.columnSum());
        }
        products.map(biases, (x, y) -> x + y)
                .map(scales, (x, factor) -> x * factor)
                .map(largest, (x, top) -> x - top)
                .store(TensorView.of(c, m, n).slice(row, 0));
        largest.store(TensorView.of(most, blocks, n).select(block));
        sum.map(x -> x / 2)
                .map(largest, (x, top) -> x + 0 * top)
                .store(TensorView.of(sums, blocks, n).slice(block, 0));
        product.fillRows(largest.largest())
                .store(TensorView.of(tops, TensorDims.of(blocks)).slice(TensorDims.of(block), TensorDims.of(1)));
    }

    /** The largest elements of rows and of columns of a 16 x 24 matrix, and the largest of those of columns. */
    @Kernel
    static void largest(KernelContext k, FloatArray a, FloatArray out) {
        var whole = TensorView.of(a, 16, 24);
        var product = Matmul2D.of(16, 24);
        CooperativeTensor tensor = product.load(whole, whole, whole);
        var target = TensorView.of(out, TensorDims.of(41));
        tensor.rowMax().store(target);
        tensor.columnMax().store(target.slice(TensorDims.of(16)));
        product.fillRows(tensor.columnMax().largest()).store(target.slice(TensorDims.of(40)));
    }

    /** The sums of rows and columns of a 16 x 24 matrix, by way of local memory. */
    @Kernel
    static void local(KernelContext k, FloatArray a, FloatArray out) {
        float[] rows = k.allocateFloatLocalArray(16);
        float[] columns = k.allocateFloatLocalArray(24);
        var whole = TensorView.of(a, 16, 24);
        var product = Matmul2D.of(16, 24);
        CooperativeTensor tensor = product.load(whole, whole, whole);
        tensor.rowSum().store(TensorView.of(rows, TensorDims.of(16)));
        tensor.columnSum().store(TensorView.of(columns, 1, 24));
        k.localBarrier();
        product.loadColumns(TensorView.of(columns, TensorDims.of(24))).store(TensorView.of(out, TensorDims.of(24)));
        product.loadRows(TensorView.of(rows, 16, 1))
                .store(TensorView.of(out, TensorDims.of(40)).slice(TensorDims.of(24)));
    }
}
