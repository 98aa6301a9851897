package dev.bessemer.jit.bytecode.kernels;

import dev.bessemer.annotations.Constant;
import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.MathMode;
import dev.bessemer.annotations.Parallel;
import dev.bessemer.annotations.Reduce;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.KernelMath;
import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.types.BFloat16;
import dev.bessemer.types.BFloat16Array;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloat;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.IntArray;
import dev.bessemer.types.LongArray;
import dev.bessemer.types.MatrixArray;

/** Kernels whose IR is kept in files, one idea each. */
@SuppressWarnings("UnusedVariable")
public final class GoldenKernels {
    private static final int EXTENT = 8;

    private GoldenKernels() {}

    @Kernel
    static void vectorAdd(FloatArray a, FloatArray b, FloatArray c) {
        for (@Parallel int i = 0; i < c.getSize(); i++) {
            c.set(i, a.get(i) + b.get(i));
        }
    }

    @Kernel
    static void parallelNest(FloatArray a, int rows, int columns) {
        for (@Parallel int i = 0; i < rows; i++) {
            int base = i * columns;
            for (@Parallel int j = 0; j < columns; j += 2) {
                if (j == i) {
                    continue;
                }
                float sum = 0;
                for (int k = 0; k < j; k++) {
                    sum += a.get(k);
                }
                a.set(base + j, sum);
            }
        }
    }

    @Kernel
    static void parallelLong(LongArray a) {
        for (@Parallel long i = 1; i < a.size(); i += 3) {
            a.set(i, i / 2);
        }
    }

    @Kernel
    static void diamond(FloatArray a, float x) {
        a.set(0, x > 0 ? a.get(1) : -x);
    }

    @Kernel
    static void guard(KernelContext k, FloatArray a, int n) {
        int i = k.globalIdx;
        if (i >= n || k.globalIdy != 0) {
            return;
        }
        a.set(i, 1);
    }

    @Kernel
    static void nanComparisons(IntArray a, float x, float y) {
        a.set(0, x < y ? 1 : 0);
        a.set(1, !(x < y) ? 1 : 0);
        a.set(2, x != y ? 1 : 0);
    }

    @Kernel(
            math = MathMode.FAST,
            threadgroup = {32, 2})
    static void matmul(KernelContext k, HalfFloatArray a, HalfFloatArray b, FloatArray c, int n, @Constant int depth) {
        int row = EXTENT * k.groupIdy;
        int column = EXTENT * k.groupIdx;
        SimdgroupMatrix.F32 sum = SimdgroupMatrix.F32.zero();
        for (int i = 0; i < depth; i += EXTENT) {
            sum = SimdgroupMatrix.multiplyAccumulate(
                    SimdgroupMatrix.F16.load(a, row * depth + i, depth),
                    SimdgroupMatrix.F16.load(b, i * n + column, n),
                    sum);
        }
        sum.store(c, row * n + column, n);
    }

    @Kernel
    static void lambdas(FloatArray a, float factor) {
        SimdgroupMatrix.F32 m = SimdgroupMatrix.F32.load(a, 0, 8, true, 5, 6);
        m = m.map(x -> Math.max(x, 0) * factor)
                .mapIndexed((r, c, x) -> c > r ? Float.NEGATIVE_INFINITY : x)
                .map(KernelMath::exp2)
                .map(GoldenKernels::cube);
        m.sub(m).scale(m.rowMax()).store(a, 64, 8, false, 3, 4);
    }

    private static float cube(float x) {
        return x * x * x;
    }

    @Kernel
    static void matrixElements(FloatArray a, BFloat16Array b) {
        SimdgroupMatrix.BF16 m = SimdgroupMatrix.BF16.filled(2).withElements(a.get(0), a.get(1));
        a.set(m.row() * 8 + m.column(1), m.element(1) + m.rowSum());
        m.toF32().toBF16().store(b, 0, 8);
    }

    @Kernel
    static <M extends SimdgroupMatrix<M>> void generic(MatrixArray<M> a, FloatArray out, @Constant int size) {
        M[] tiles = a.newMatrices(size / EXTENT);
        for (int i = 0; i < tiles.length; i++) {
            tiles[i] = a.loadMatrix(i * EXTENT, size, size > EXTENT);
        }
        SimdgroupMatrix.F32 sum = SimdgroupMatrix.multiplyAccumulate(tiles[0], tiles[1], SimdgroupMatrix.F32.zero());
        a.storeMatrix(a.convert(sum), 0, size, 3, 4);
        out.set(0, a.getFloat(5));
    }

    @Kernel
    static void localMemory(KernelContext k, FloatArray a) {
        float[] tile = k.allocateFloatLocalArray(4 * EXTENT);
        HalfFloat[] halves = k.allocateHalfFloatLocalArray(EXTENT);
        tile[k.localIdx] = a.get(k.globalIdx);
        halves[k.localIdx] = HalfFloat.of(tile[0]);
        k.localBarrier();
        float sum = k.simdSum(tile[k.laneIdx]);
        boolean all = k.simdAll(sum > 0);
        a.set(k.globalIdx, all ? k.simdShuffleXor(sum, 1) : halves[0].toFloat());
    }

    @Kernel
    static void smallFloats(HalfFloatArray a, BFloat16Array b, FloatArray c) {
        HalfFloat h = HalfFloat.add(a.get(0), HalfFloat.ONE);
        BFloat16 w = new BFloat16(c.get(0));
        a.set(1, h);
        b.setFloat(0, w.toFloat() + a.getFloat(2));
    }

    @Kernel
    static void doubleMath(FloatArray a, float x, @Constant int n) {
        a.set(0, (float) Math.sqrt(x) + (float) Math.pow(x, 2) + (float) -Math.log(x));
        a.set(1, 1 / (float) Math.sqrt(n));
        a.set(2, (int) Math.floor(x));
    }

    @Kernel
    static void inlined(IntArray a, int n) {
        a.set(0, find(a, n));
    }

    private static int find(IntArray in, int key) {
        for (int i = 0; i < in.getSize(); i++) {
            if (in.get(i) == key) {
                return i;
            }
        }
        return -1;
    }

    @Kernel
    static void javaArrays(float[] a, byte[] b, boolean[] flags) {
        for (@Parallel int i = 0; i < a.length; i++) {
            flags[i] = a[i] > b[i];
            if (flags[i]) {
                a[i] += sum(b);
            }
        }
    }

    private static int sum(byte[] all) {
        int sum = 0;
        for (byte each : all) {
            sum += each;
        }
        return sum;
    }

    @Kernel
    static void reduction(FloatArray a, @Reduce FloatArray result, int n) {
        result.set(0, 0);
        for (@Parallel int i = 0; i < n; i++) {
            result.set(0, result.get(0) + a.get(i));
            result.set(1, Math.max(result.get(1), a.get(i)));
        }
    }

    @Kernel
    static void nestedReduction(IntArray a, @Reduce LongArray result, int n) {
        for (@Parallel int i = 1; i < n; i++) {
            int row = i * n;
            for (@Parallel int j = 0; j < n; j += 2) {
                result.set(0, result.get(0) + a.get(row + j));
            }
        }
    }
}
