package dev.bessemer.jit.msl;

import dev.bessemer.annotations.Constant;
import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.MathMode;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;

/** The README's kernel. */
final class Samples {
    private Samples() {}

    @Kernel(math = MathMode.FAST)
    static void tile(KernelContext k, HalfFloatArray a, HalfFloatArray b, FloatArray c, int n, @Constant int depth) {
        int row = 8 * k.groupIdy, col = 8 * k.groupIdx;
        var sum = SimdgroupMatrix.F32.zero();
        for (int i = 0; i < depth; i += 8) {
            sum = SimdgroupMatrix.multiplyAccumulate(
                    SimdgroupMatrix.F16.load(a, row * depth + i, depth),
                    SimdgroupMatrix.F16.load(b, i * n + col, n),
                    sum);
        }
        sum.store(c, row * n + col, n);
    }
}
