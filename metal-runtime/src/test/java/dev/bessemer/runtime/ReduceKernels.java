package dev.bessemer.runtime;

import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.Parallel;
import dev.bessemer.annotations.Reduce;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.IntArray;
import dev.bessemer.types.LongArray;

/** Kernels that reduce. */
final class ReduceKernels {
    private ReduceKernels() {}

    @Kernel
    static void intSum(IntArray x, @Reduce IntArray result) {
        for (@Parallel int i = 0; i < x.getSize(); i++) {
            result.set(0, result.get(0) + x.get(i));
        }
    }

    @Kernel
    static void fourInts(IntArray x, @Reduce IntArray result) {
        for (@Parallel int i = 0; i < x.getSize(); i++) {
            result.set(0, x.get(i) + result.get(0) + i);
            result.set(1, result.get(1) * (x.get(i) | 1));
            result.set(2, Math.min(x.get(i), result.get(2)));
            result.set(3, Math.max(result.get(3), x.get(i) - i));
        }
    }

    @Kernel
    static void fourLongs(IntArray x, @Reduce LongArray result) {
        for (@Parallel long i = x.size() - 1; i >= 0; i--) {
            long wide = 0x1_0000_0001L * x.get(i);
            result.set(0, result.get(0) - wide);
            result.set(1, result.get(1) * (wide | 1));
            result.set(2, Math.min(result.get(2), wide));
            result.set(3, Math.max(result.get(3), i - wide));
        }
    }

    @Kernel
    static void fourFloats(FloatArray x, @Reduce FloatArray result) {
        result.set(0, -0f);
        result.set(3, x.get(0));
        for (@Parallel int i = 0; i < x.getSize(); i++) {
            result.set(0, Math.fma(x.get(i), x.get(i), result.get(0)));
            result.set(1, result.get(1) * (1 + x.get(i) / 1000));
            result.set(2, Math.min(result.get(2), x.get(i)));
            result.set(3, Math.max(result.get(3), -x.get(i)));
        }
    }

    @Kernel
    static void javaArrays(float[] x, float[] scaled, @Reduce float[] sum, @Reduce int[] positive) {
        sum[0] = 0;
        positive[0] = 100;
        for (@Parallel int i = 1; i < x.length; i += 3) {
            scaled[i] = 2 * x[i];
            sum[0] += x[i];
            if (x[i] > 0) {
                positive[0]++;
            }
        }
    }

    @Kernel
    static void nested(IntArray x, int width, @Reduce LongArray result) {
        int last = x.getSize() / width - 1;
        for (@Parallel int y = 1; y <= last; y++) {
            int row = y * width;
            for (@Parallel int column = width - 1; column >= 0; column--) {
                for (@Parallel long k = 0; k < 3; k += 2) {
                    add(result, (y + 1L) * x.get(row + column) + k);
                }
            }
        }
    }

    private static void add(LongArray to, long value) {
        to.set(0, to.get(0) + value);
    }

    @Kernel
    static void inner(IntArray x, int n, @Reduce IntArray result) {
        for (@Parallel int i = 0; i < x.getSize(); i++) {
            for (int j = 0; j < n; j++) {
                if (x.get((i + j) % x.getSize()) % 2 == 0) {
                    continue;
                }
                result.set(0, result.get(0) + j);
            }
        }
    }

    @Kernel
    static void fullRange(@Reduce IntArray result) {
        for (@Parallel int i = Integer.MIN_VALUE; i < Integer.MAX_VALUE; i += 65_537) {
            result.set(0, result.get(0) + 1);
            result.set(1, Math.max(result.get(1), i));
        }
    }

    @Kernel
    static void divides(IntArray x, @Reduce IntArray result) {
        for (@Parallel int i = 0; i < x.getSize(); i++) {
            result.set(0, result.get(0) + 100 / x.get(i));
        }
    }
}
