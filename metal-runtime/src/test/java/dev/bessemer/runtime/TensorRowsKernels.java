package dev.bessemer.runtime;

import dev.bessemer.annotations.Constant;
import dev.bessemer.annotations.Kernel;
import dev.bessemer.intrinsics.CooperativeTensor;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.Matmul2D;
import dev.bessemer.intrinsics.TensorRows;
import dev.bessemer.intrinsics.TensorView;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;

/** Kernels that compute with whole rows of tensors. */
final class TensorRowsKernels {
    private TensorRowsKernels() {}

    /**
     * For n rows of products A B^T with 16 columns: C = the products less their row's largest; the largest and the sums of rows to {@code largest} and
     * {@code sums}.
     */
    @Kernel
    static void reduce(
            KernelContext k, FloatArray a, FloatArray b, HalfFloatArray c, FloatArray largest, FloatArray sums, int n) {
        var left = TensorView.of(a, n, 8).slice(32 * k.groupIdy, 0);
        CooperativeTensor products = Matmul2D.of(32, 16).withTransposedRight().multiply(left, TensorView.of(b, 16, 8));
        TensorRows most = products.rowMax();
        products.map(most, (x, m) -> x - m).store(TensorView.of(c, n, 16).slice(32 * k.groupIdy, 0));
        most.store(TensorView.of(largest, n, 1).slice(32 * k.groupIdy, 0));
        products.rowSum().store(TensorView.of(sums, n, 1).slice(32 * k.groupIdy, 0));
    }

    /**
     * Carries rows and a tensor round a loop, and multiplies a tensor that is held: for each of m rows of a, over blocks of 32 of n rows of b, with scores
     * a b^T where flags are not 0, else -1000, the score's maximum and the sum of (score - 3 * number of blocks before) times the rows of v.
     */
    @Kernel(threadgroup = 128)
    static void online(
            KernelContext k,
            HalfFloatArray a,
            HalfFloatArray b,
            HalfFloatArray v,
            ByteArray flags,
            FloatArray c,
            FloatArray largest,
            int m,
            int n,
            @Constant int simdgroups) {
        int row = 16 * (simdgroups == 1 ? 4 * k.groupIdx + k.simdgroupIdx : k.groupIdx);
        var scoring = Matmul2D.of(16, 32).withSimdgroups(simdgroups).withTransposedRight();
        var weighting = Matmul2D.of(16, 64).withSimdgroups(simdgroups);
        var queries = TensorView.of(a, m, 16).slice(row, 0);
        var keys = TensorView.of(b, n, 16);
        var values = TensorView.of(v, n, 64);
        CooperativeTensor output = weighting.zero(scoring.zero(queries, keys), values);
        TensorRows most = scoring.fillRows(-1000);
        TensorRows before = scoring.fillRows(0);
        for (int key = 0; key < n; key += 32) {
            int first = key;
            CooperativeTensor seen =
                    scoring.load(queries, keys, TensorView.of(flags, m, n).slice(row, key));
            CooperativeTensor scores = scoring.multiply(queries, keys.slice(key, 0))
                    .mul(seen)
                    .add(seen.mapIndexed((r, column, s) -> s != 0 || first + column >= n ? 0 : -1000));
            most = most.max(scores.rowMax());
            output = weighting.multiplyAccumulate(
                    scores.map(before, (score, number) -> score - 3 * number), values.slice(key, 0), output);
            before = before.map(number -> number + 1);
        }
        output.store(TensorView.of(c, m, 64).slice(row, 0));
        most.map(before, (x, number) -> x + 0 * number)
                .store(TensorView.of(largest, m, 1).slice(row, 0));
    }

    /** Multiplies halves by floats, by two SIMD-groups that have a band of rows each, and doubles the rows' largest. */
    @Kernel(threadgroup = 64)
    static void bands(KernelContext k, HalfFloatArray a, FloatArray b, FloatArray c) {
        CooperativeTensor products =
                Matmul2D.of(32, 16).withSimdgroups(2).multiply(TensorView.of(a, 32, 24), TensorView.of(b, 24, 16));
        TensorRows most = products.rowMax();
        products.map(most.add(most), Math::max).store(TensorView.of(c, 32, 16));
    }
}
