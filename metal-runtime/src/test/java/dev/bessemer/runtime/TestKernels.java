package dev.bessemer.runtime;

import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.Parallel;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.IntArray;

/** Kernels for the tests of this package. */
final class TestKernels {
    private TestKernels() {}

    @Kernel
    static void add(FloatArray a, FloatArray b, FloatArray c) {
        for (@Parallel int i = 0; i < c.getSize(); i++) {
            c.set(i, a.get(i) + b.get(i));
        }
    }

    @Kernel
    static void fill(IntArray c, int value) {
        for (@Parallel int i = 0; i < c.getSize(); i++) {
            c.set(i, value);
        }
    }

    @Kernel
    static void ids(KernelContext context, IntArray out) {
        out.set(context.globalIdx, context.groupIdx * 1000 + context.localIdx);
    }

    @Kernel(threadgroup = 64)
    static void declared(KernelContext context, IntArray out) {
        out.set(context.globalIdx, context.localGroupSizeX);
    }

    @Kernel
    static void sum(KernelContext context, IntArray out) {
        int sum = context.simdSum(context.laneIdx);
        out.set(context.globalIdx, sum);
    }

    @Kernel
    static void groupSizes(KernelContext context, IntArray out) {
        int place = context.globalIdy * context.globalGroupSizeX + context.globalIdx;
        out.set(place, context.localGroupSizeX * context.localGroupSizeY);
    }

    @Kernel
    static void scale(float[] a, float[] out, float factor) {
        for (@Parallel int i = 0; i < a.length; i++) {
            out[i] = a[i] * factor;
        }
    }

    @Kernel
    static void increment(int[] a) {
        for (@Parallel int i = 0; i < a.length; i++) {
            a[i]++;
        }
    }

    @Kernel
    static void add(IntArray a, int value) {
        for (@Parallel int i = 0; i < a.getSize(); i++) {
            a.set(i, a.get(i) + value);
        }
    }

    @Kernel
    static void neighbour(KernelContext context, IntArray a, IntArray out) {
        a.set(context.globalIdx, context.localIdx);
        context.globalBarrier();
        int from = context.groupIdx * context.localGroupSizeX + (context.localIdx + 1) % context.localGroupSizeX;
        out.set(context.globalIdx, a.get(from));
    }
}
