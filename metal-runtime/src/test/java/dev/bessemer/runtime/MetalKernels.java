package dev.bessemer.runtime;

import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.Parallel;
import dev.bessemer.annotations.Reduce;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.IntArray;

/** What tests of the Metal device run. */
final class MetalKernels {
    @Kernel
    static void addOne(FloatArray a) {
        for (@Parallel int i = 0; i < a.getSize(); i++) {
            a.set(i, a.get(i) + 1);
        }
    }

    @Kernel
    static void beyond(FloatArray a) {
        for (@Parallel int i = 0; i < a.getSize(); i++) {
            a.set(i + 3, 1);
        }
    }

    @Kernel
    static void halved(FloatArray a) {
        for (@Parallel int i = 0; i < a.getSize(); i++) {
            a.set(i, a.get(i) * 0.5f);
        }
    }

    /** Takes arrays of any size. */
    @Kernel
    static void first(FloatArray a, FloatArray out) {
        for (@Parallel int i = 0; i < out.getSize(); i++) {
            out.set(i, a.get(0));
        }
    }

    /** Leaves an array at its first execution only. */
    @Kernel
    static void beyondOnce(IntArray state, FloatArray a) {
        for (@Parallel int i = 0; i < state.getSize(); i++) {
            int executions = state.get(i);
            state.set(i, executions + 1);
            if (executions == 0) {
                a.set(a.getSize() + i, 1);
            }
        }
    }

    @Kernel
    static void total(FloatArray a, @Reduce FloatArray sum) {
        for (@Parallel int i = 0; i < a.getSize(); i++) {
            sum.set(0, sum.get(0) + a.get(i));
        }
    }

    @Kernel
    static void compiledOnlyHere(FloatArray a) {
        for (@Parallel int i = 0; i < a.getSize(); i++) {
            a.set(i, a.get(i) * 3.5f);
        }
    }
}
