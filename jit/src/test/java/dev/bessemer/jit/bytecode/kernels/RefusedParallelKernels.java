package dev.bessemer.jit.bytecode.kernels;

import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.Parallel;
import dev.bessemer.annotations.Reduce;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.IntArray;

/** Kernels with {@code @Parallel} loops and reductions that cannot be compiled; the messages are kept in files. */
@SuppressWarnings("all")
public final class RefusedParallelKernels {
    private RefusedParallelKernels() {}

    @Kernel
    static void reduceTypes(@Reduce int n, @Reduce HalfFloatArray halves, @Reduce IntArray a) {
        for (int i = 0; i < n; i++) {
            a.set(0, a.get(0) + i);
        }
    }

    @Kernel
    static void reduceWithoutLoop(@Reduce IntArray a, int n) {
        for (int i = 0; i < n; i++) {
            a.set(0, a.get(0) + i);
        }
    }

    @Kernel
    static void reduceForms(@Reduce IntArray a, @Reduce FloatArray b, int n) {
        a.set(1, 3);
        int before = a.get(0);
        for (@Parallel int i = 0; i < n; i++) {
            a.set(0, a.get(0) + i + before);
            a.set(i, a.get(i) + 1);
            a.set(2, i - a.get(2));
            a.set(3, a.get(3) ^ i);
            a.set(4, a.get(4) * 2 + i);
            a.set(5, a.get(6) + i);
            if (a.get(7) < i) {
                a.set(7, i);
            }
            b.set(0, b.get(0) / i);
            b.set(1, b.get(1) + b.get(1));
            b.atomicAdd(2, i);
            b.set(3, b.get(3) + b.get(0));
        }
        b.set(0, b.get(0) / n);
    }

    @Kernel
    static void reduceTwoWays(@Reduce IntArray a, int n) {
        for (@Parallel int i = 0; i < n; i++) {
            a.set(0, a.get(0) + i);
            a.set(0, Math.max(a.get(0), i));
        }
    }

    @Kernel
    static void movingBounds(IntArray a, int n) {
        for (@Parallel int i = 0; i < n; i++) {
            for (@Parallel int j = 0; j < n; j++) {
                for (@Parallel int k = 0; k < i; k++) {
                    a.set(i + j + k, 1);
                }
            }
        }
    }
}
