package dev.bessemer.bench;

import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.MathMode;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.KernelMath;
import dev.bessemer.types.FloatArray;

/** Kernels that do little arithmetic on much data: a SIMD-group takes a row, a threadgroup eight. */
final class RowsKernels {
    /** Threads of a threadgroup. */
    static final int THREADS = 256;

    /** Rows that a threadgroup takes. */
    static final int ROWS = THREADS / 32;

    private static final float LOG2_E = 1.442695f;

    private RowsKernels() {}

    /** {@code out = exp(in - max) / sum} for each row. */
    @Kernel(math = MathMode.FAST, threadgroup = THREADS)
    static void softmax(KernelContext context, FloatArray in, FloatArray out, int rows, int columns) {
        int row = context.groupIdx * ROWS + context.simdgroupIdx;
        if (row < rows) {
            int first = row * columns;
            int end = first + columns;
            float max = Float.NEGATIVE_INFINITY;
            for (int i = first + context.laneIdx; i < end; i += 32) {
                max = Math.max(max, in.get(i));
            }
            max = context.simdMax(max);
            float sum = 0;
            for (int i = first + context.laneIdx; i < end; i += 32) {
                float weight = KernelMath.exp2((in.get(i) - max) * LOG2_E);
                out.set(i, weight);
                sum += weight;
            }
            float factor = 1 / context.simdSum(sum);
            for (int i = first + context.laneIdx; i < end; i += 32) {
                out.set(i, out.get(i) * factor);
            }
        }
    }

    /** {@code out = in / sqrt(mean(in^2) + epsilon)} for each row. */
    @Kernel(math = MathMode.FAST, threadgroup = THREADS)
    static void norm(KernelContext context, FloatArray in, FloatArray out, int rows, int columns, float epsilon) {
        int row = context.groupIdx * ROWS + context.simdgroupIdx;
        if (row < rows) {
            int first = row * columns;
            int end = first + columns;
            float squares = 0;
            for (int i = first + context.laneIdx; i < end; i += 32) {
                squares += in.get(i) * in.get(i);
            }
            float factor = KernelMath.rsqrt(context.simdSum(squares) / columns + epsilon);
            for (int i = first + context.laneIdx; i < end; i += 32) {
                out.set(i, in.get(i) * factor);
            }
        }
    }
}
