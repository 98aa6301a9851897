package dev.bessemer.bench.variant;

import dev.bessemer.annotations.Constant;
import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.MathMode;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.intrinsics.SimdgroupMatrix.F32;
import dev.bessemer.types.FloatArray;

/**
 * Products {@code c = a * b} of row-major matrices of floats, m x depth and depth x n, all at least 1; what reaches over the edges is
 * neither loaded nor stored.
 */
final class MatMulKernels {
    private MatMulKernels() {}

    /** A SIMD-group computes a block of any number of rows and columns, both multiples of 8, and walks the depth in single tiles. */
    @Kernel(math = MathMode.FAST, threadgroup = 32)
    static void blocks(
            KernelContext context,
            FloatArray a,
            FloatArray b,
            FloatArray c,
            int m,
            int n,
            @Constant int depth,
            @Constant int rows,
            @Constant int columns) {
        int top = context.groupIdy * rows;
        int left = context.groupIdx * columns;
        F32[] sums = new F32[rows / 8 * (columns / 8)];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = F32.zero();
        }
        for (int k = 0; k < depth; k += 8) {
            for (int i = 0; i < rows / 8; i++) {
                F32 x = F32.load(a, (top + 8 * i) * depth + k, depth, false, m - top - 8 * i, depth - k);
                for (int j = 0; j < columns / 8; j++) {
                    F32 y = F32.load(b, k * n + left + 8 * j, n, false, depth - k, n - left - 8 * j);
                    int at = i * (columns / 8) + j;
                    sums[at] = SimdgroupMatrix.multiplyAccumulate(x, y, sums[at]);
                }
            }
        }
        for (int i = 0; i < rows / 8; i++) {
            for (int j = 0; j < columns / 8; j++) {
                int at = (top + 8 * i) * n + left + 8 * j;
                sums[i * (columns / 8) + j].store(c, at, n, m - top - 8 * i, n - left - 8 * j);
            }
        }
    }

    /** Columns of tiles outside, rows inside, and sums kept column by column; 32 x 32 a SIMD-group, the depth in steps of 16. */
    @Kernel(math = MathMode.FAST, threadgroup = 32)
    static void columnsFirst(
            KernelContext context, FloatArray a, FloatArray b, FloatArray c, int m, int n, @Constant int depth) {
        int top = context.groupIdy * 32;
        int left = context.groupIdx * 32;
        F32[] sums = new F32[16];
        for (int i = 0; i < 16; i++) {
            sums[i] = F32.zero();
        }
        for (int k = 0; k < depth; k += 16) {
            for (int j = 0; j < 4; j++) {
                for (int step = k; step < k + 16; step += 8) {
                    F32 y = F32.load(b, step * n + left + 8 * j, n, false, depth - step, n - left - 8 * j);
                    for (int i = 0; i < 4; i++) {
                        int row = top + 8 * i;
                        F32 x = F32.load(a, row * depth + step, depth, false, m - row, depth - step);
                        sums[j * 4 + i] = SimdgroupMatrix.multiplyAccumulate(x, y, sums[j * 4 + i]);
                    }
                }
            }
        }
        for (int j = 0; j < 4; j++) {
            for (int i = 0; i < 4; i++) {
                int row = top + 8 * i;
                sums[j * 4 + i].store(c, row * n + left + 8 * j, n, m - row, n - left - 8 * j);
            }
        }
    }

    /** A threadgroup of four SIMD-groups, each with a quarter of a block of 64 x 64. */
    @Kernel(math = MathMode.FAST, threadgroup = 128)
    static void fourSimdgroups(
            KernelContext context, FloatArray a, FloatArray b, FloatArray c, int m, int n, @Constant int depth) {
        int top = context.groupIdy * 64 + context.simdgroupIdx / 2 * 32;
        int left = context.groupIdx * 64 + context.simdgroupIdx % 2 * 32;
        F32[] sums = sums(a, b, top, left, m, n, depth);
        for (int i = 0; i < 16; i++) {
            int row = top + i / 4 * 8;
            int column = left + i % 4 * 8;
            sums[i].store(c, row * n + column, n, m - row, n - column);
        }
    }

    /** The same product, then {@code max(0, c + bias)} with one bias a column, before it is stored. */
    @Kernel(math = MathMode.FAST, threadgroup = 32)
    static void biasAndRelu(
            KernelContext context,
            FloatArray a,
            FloatArray b,
            FloatArray bias,
            FloatArray c,
            int m,
            int n,
            @Constant int depth) {
        int top = context.groupIdy * 32;
        int left = context.groupIdx * 32;
        F32[] sums = sums(a, b, top, left, m, n, depth);
        for (int j = 0; j < 4; j++) {
            int column = left + 8 * j;
            F32 added = F32.load(bias, column, 0, false, 8, n - column);
            for (int i = 0; i < 4; i++) {
                int row = top + 8 * i;
                F32 result = sums[i * 4 + j].add(added).map(x -> Math.max(x, 0));
                result.store(c, row * n + column, n, m - row, n - column);
            }
        }
    }

    /** The sums of 32 x 32 elements, row by row of tiles. */
    private static F32[] sums(FloatArray a, FloatArray b, int top, int left, int m, int n, int depth) {
        F32[] sums = new F32[16];
        for (int i = 0; i < 16; i++) {
            sums[i] = F32.zero();
        }
        for (int k = 0; k < depth; k += 8) {
            F32[] x = new F32[4];
            for (int i = 0; i < 4; i++) {
                x[i] = F32.load(a, (top + 8 * i) * depth + k, depth, false, m - top - 8 * i, depth - k);
            }
            for (int j = 0; j < 4; j++) {
                F32 y = F32.load(b, k * n + left + 8 * j, n, false, depth - k, n - left - 8 * j);
                for (int i = 0; i < 4; i++) {
                    sums[i * 4 + j] = SimdgroupMatrix.multiplyAccumulate(x[i], y, sums[i * 4 + j]);
                }
            }
        }
        return sums;
    }
}
