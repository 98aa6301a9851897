package dev.bessemer.runtime;

import dev.bessemer.annotations.Constant;
import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.MathMode;
import dev.bessemer.intrinsics.CooperativeTensor;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.Matmul2D;
import dev.bessemer.intrinsics.TensorDims;
import dev.bessemer.intrinsics.TensorView;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.IntArray;

/** Kernels whose tensors become those of other numbers where they are held. */
final class TensorConversionKernels {
    private TensorConversionKernels() {}

    /** C = A B of bytes as floats, times a scale of each row and one of each column. */
    @Kernel(threadgroup = 128)
    static void dequantise(
            KernelContext k,
            ByteArray a,
            ByteArray b,
            FloatArray ofRows,
            FloatArray ofColumns,
            HalfFloatArray c,
            int m,
            int n,
            int depth,
            @Constant int simdgroups) {
        int row = 64 * (simdgroups == 1 ? 4 * k.groupIdx + k.simdgroupIdx : k.groupIdx);
        int column = 32 * k.groupIdy;
        var product = Matmul2D.of(64, 32).withSimdgroups(simdgroups);
        var rows = product.loadRows(TensorView.of(ofRows, m, 1).slice(row, 0));
        var columns = product.loadColumns(TensorView.of(ofColumns, 1, n).slice(0, column));
        product.multiply(
                        TensorView.of(a, m, depth).slice(row, 0),
                        TensorView.of(b, depth, n).slice(0, column))
                .toFloats()
                .map(rows, (x, scale) -> x * scale)
                .map(columns, (x, scale) -> x * scale)
                .store(TensorView.of(c, m, n).slice(row, column));
    }

    /** C = (int) (scale * (A B + (int) (scale * A B))) of bytes. */
    @Kernel
    static void thereAndBack(KernelContext k, ByteArray a, ByteArray b, IntArray c, int n, float scale) {
        var left = TensorView.of(a, n, n);
        var right = TensorView.of(b, n, n);
        var product = Matmul2D.of(16, 16);
        CooperativeTensor sums = product.zero(left, right);
        for (int i = 0; i < 2; i++) {
            sums = product.multiplyAccumulate(left, right, sums)
                    .toFloats()
                    .map(x -> x * scale)
                    .toInts();
        }
        sums.store(TensorView.of(c, n, n));
    }

    /**
     * For A B of floats, 16 x 32 by two SIMD-groups: the ints that they are, those as floats thrice, and the largest and the sum of these in each row. Fast math
     * has no NaN, which the bits of small negative ints are.
     */
    @Kernel(math = MathMode.FAST, threadgroup = 64)
    static void truncate(
            KernelContext k,
            FloatArray a,
            FloatArray b,
            IntArray ints,
            FloatArray floats,
            FloatArray largest,
            FloatArray sums,
            int depth) {
        var product = Matmul2D.of(16, 32).withSimdgroups(2);
        CooperativeTensor whole = product.multiply(TensorView.of(a, 16, depth), TensorView.of(b, depth, 32))
                .toInts();
        whole.store(TensorView.of(ints, 16, 32));
        CooperativeTensor thrice = whole.toFloats();
        for (int i = 0; i < 2; i++) {
            thrice = thrice.add(whole.mapInts(x -> x | 0).toFloats());
        }
        thrice.store(TensorView.of(floats, 16, 32));
        thrice.rowMax().store(TensorView.of(largest, TensorDims.of(16)));
        thrice.rowSum().store(TensorView.of(sums, TensorDims.of(16)));
    }

    /** C = (scale * A B) V, of bytes A and B and halves V, 16 x 32 by 32 x 16. */
    @Kernel(threadgroup = 128)
    static void held(
            KernelContext k,
            ByteArray a,
            ByteArray b,
            HalfFloatArray v,
            FloatArray c,
            int depth,
            float scale,
            @Constant int simdgroups) {
        var scoring = Matmul2D.of(32, 32).withSimdgroups(simdgroups);
        var weighting = Matmul2D.of(32, 16).withSimdgroups(simdgroups);
        CooperativeTensor scores = scoring.multiply(TensorView.of(a, 32, depth), TensorView.of(b, depth, 32))
                .toFloats()
                .mapIndexed((row, column, x) -> column <= row ? x * scale : 0);
        CooperativeTensor output = weighting.multiply(scores, TensorView.of(v, 32, 16));
        if (simdgroups > 1 || k.simdgroupIdx == 0) {
            output.store(TensorView.of(c, 32, 16));
        }
    }
}
