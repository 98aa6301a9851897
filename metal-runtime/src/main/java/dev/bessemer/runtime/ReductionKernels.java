package dev.bessemer.runtime;

import dev.bessemer.annotations.Kernel;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.IntArray;
import dev.bessemer.types.LongArray;

/**
 * Kernels that combine an element with the partial results that another kernel left for it, in one threadgroup of {@value #THREADS} threads:
 * each combines every {@value #THREADS}th partial result, then half of the threads take the other half's, and so on to one.
 */
final class ReductionKernels {
    /** The size of the threadgroup. */
    static final int THREADS = 256;

    private ReductionKernels() {}

    /** Combines two ints. */
    @FunctionalInterface
    private interface Ints {
        int combine(int left, int right);
    }

    /** Combines two longs. */
    @FunctionalInterface
    private interface Longs {
        long combine(long left, long right);
    }

    /** Combines two floats. */
    @FunctionalInterface
    private interface Floats {
        float combine(float left, float right);
    }

    @Kernel(threadgroup = THREADS)
    static void sum(KernelContext k, IntArray partials, IntArray count, IntArray result, int element) {
        combine(k, partials, count, result, element, 0, Integer::sum);
    }

    @Kernel(threadgroup = THREADS)
    static void product(KernelContext k, IntArray partials, IntArray count, IntArray result, int element) {
        combine(k, partials, count, result, element, 1, (left, right) -> left * right);
    }

    @Kernel(threadgroup = THREADS)
    static void min(KernelContext k, IntArray partials, IntArray count, IntArray result, int element) {
        combine(k, partials, count, result, element, Integer.MAX_VALUE, Math::min);
    }

    @Kernel(threadgroup = THREADS)
    static void max(KernelContext k, IntArray partials, IntArray count, IntArray result, int element) {
        combine(k, partials, count, result, element, Integer.MIN_VALUE, Math::max);
    }

    @Kernel(threadgroup = THREADS)
    static void sum(KernelContext k, LongArray partials, IntArray count, LongArray result, int element) {
        combine(k, partials, count, result, element, 0, Long::sum);
    }

    @Kernel(threadgroup = THREADS)
    static void product(KernelContext k, LongArray partials, IntArray count, LongArray result, int element) {
        combine(k, partials, count, result, element, 1, (left, right) -> left * right);
    }

    @Kernel(threadgroup = THREADS)
    static void min(KernelContext k, LongArray partials, IntArray count, LongArray result, int element) {
        combine(k, partials, count, result, element, Long.MAX_VALUE, Math::min);
    }

    @Kernel(threadgroup = THREADS)
    static void max(KernelContext k, LongArray partials, IntArray count, LongArray result, int element) {
        combine(k, partials, count, result, element, Long.MIN_VALUE, Math::max);
    }

    @Kernel(threadgroup = THREADS)
    static void sum(KernelContext k, FloatArray partials, IntArray count, FloatArray result, int element) {
        combine(k, partials, count, result, element, -0f, Float::sum);
    }

    @Kernel(threadgroup = THREADS)
    static void product(KernelContext k, FloatArray partials, IntArray count, FloatArray result, int element) {
        combine(k, partials, count, result, element, 1, (left, right) -> left * right);
    }

    @Kernel(threadgroup = THREADS)
    static void min(KernelContext k, FloatArray partials, IntArray count, FloatArray result, int element) {
        combine(k, partials, count, result, element, Float.POSITIVE_INFINITY, Math::min);
    }

    @Kernel(threadgroup = THREADS)
    static void max(KernelContext k, FloatArray partials, IntArray count, FloatArray result, int element) {
        combine(k, partials, count, result, element, Float.NEGATIVE_INFINITY, Math::max);
    }

    private static void combine(
            KernelContext k, IntArray partials, IntArray count, IntArray result, int element, int neutral, Ints ints) {
        int[] shared = k.allocateIntLocalArray(THREADS);
        int thread = k.localIdx;
        int own = neutral;
        for (int i = thread; i < count.get(0); i += THREADS) {
            own = ints.combine(own, partials.get(i));
        }
        shared[thread] = own;
        for (int half = THREADS / 2; half > 0; half /= 2) {
            k.localBarrier();
            if (thread < half) {
                shared[thread] = ints.combine(shared[thread], shared[thread + half]);
            }
        }
        if (thread == 0) {
            result.set(element, ints.combine(result.get(element), shared[0]));
        }
    }

    private static void combine(
            KernelContext k,
            LongArray partials,
            IntArray count,
            LongArray result,
            int element,
            long neutral,
            Longs longs) {
        long[] shared = k.allocateLongLocalArray(THREADS);
        int thread = k.localIdx;
        long own = neutral;
        for (int i = thread; i < count.get(0); i += THREADS) {
            own = longs.combine(own, partials.get(i));
        }
        shared[thread] = own;
        for (int half = THREADS / 2; half > 0; half /= 2) {
            k.localBarrier();
            if (thread < half) {
                shared[thread] = longs.combine(shared[thread], shared[thread + half]);
            }
        }
        if (thread == 0) {
            result.set(element, longs.combine(result.get(element), shared[0]));
        }
    }

    private static void combine(
            KernelContext k,
            FloatArray partials,
            IntArray count,
            FloatArray result,
            int element,
            float neutral,
            Floats floats) {
        float[] shared = k.allocateFloatLocalArray(THREADS);
        int thread = k.localIdx;
        float own = neutral;
        for (int i = thread; i < count.get(0); i += THREADS) {
            own = floats.combine(own, partials.get(i));
        }
        shared[thread] = own;
        for (int half = THREADS / 2; half > 0; half /= 2) {
            k.localBarrier();
            if (thread < half) {
                shared[thread] = floats.combine(shared[thread], shared[thread + half]);
            }
        }
        if (thread == 0) {
            result.set(element, floats.combine(result.get(element), shared[0]));
        }
    }
}
