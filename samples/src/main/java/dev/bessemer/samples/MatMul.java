package dev.bessemer.samples;

import dev.bessemer.annotations.Constant;
import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.MathMode;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.intrinsics.SimdgroupMatrix.F32;
import dev.bessemer.types.BFloat16Array;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.MatrixArray;
import java.util.List;

/** The product of two matrices of any shape, on the matrix units. */
public final class MatMul implements Sample {
    /** Rows and columns of the result that a SIMD-group computes. */
    static final int BLOCK = 32;

    private static final int TILES = BLOCK / 8;

    /** The sample of this name. */
    public MatMul() {}

    /**
     * {@code c = a * b}, all row-major. A SIMD-group computes a block of {@value #BLOCK} x {@value #BLOCK}; what of it reaches over the edges is neither loaded nor stored.
     * The grid has a threadgroup for every block, rows of blocks in y.
     *
     * @param a m x depth
     * @param b depth x n
     * @param c m x n
     * @param m at least 1
     * @param n at least 1
     * @param depth at least 1
     */
    @Kernel(math = MathMode.FAST, threadgroup = 32)
    public static <M extends SimdgroupMatrix<M>> void multiply(
            KernelContext context,
            MatrixArray<M> a,
            MatrixArray<M> b,
            FloatArray c,
            int m,
            int n,
            @Constant int depth) {
        int row = context.groupIdy * BLOCK;
        int column = context.groupIdx * BLOCK;
        F32[] sums = new F32[TILES * TILES];
        for (int i = 0; i < TILES * TILES; i++) {
            sums[i] = F32.zero();
        }
        for (int k = 0; k < depth; k += BLOCK) {
            for (int t = 0; t < TILES; t++) {
                int inner = k + 8 * t;
                M[] right = b.newMatrices(TILES);
                for (int j = 0; j < TILES; j++) {
                    right[j] = b.loadMatrix(inner * n + column + 8 * j, n, false, depth - inner, n - column - 8 * j);
                }
                for (int i = 0; i < TILES; i++) {
                    int top = row + 8 * i;
                    M left = a.loadMatrix(top * depth + inner, depth, false, m - top, depth - inner);
                    for (int j = 0; j < TILES; j++) {
                        sums[i * TILES + j] = SimdgroupMatrix.multiplyAccumulate(left, right[j], sums[i * TILES + j]);
                    }
                }
            }
        }
        for (int i = 0; i < TILES; i++) {
            for (int j = 0; j < TILES; j++) {
                sums[i * TILES + j].store(
                        c, (row + 8 * i) * n + column + 8 * j, n, m - row - 8 * i, n - column - 8 * j);
            }
        }
    }

    @Override
    public String name() {
        return "matmul";
    }

    @Override
    public String summary() {
        return "c = a * b on SimdgroupMatrix, any shape";
    }

    @Override
    public List<Option> options() {
        return List.of(
                Option.of("--m", "N", 1024, "rows of a and c"),
                Option.of("--n", "N", 1024, "columns of b and c"),
                Option.of("--k", "N", 1024, "columns of a, rows of b"),
                Option.of("--dtype", "TYPE", "f32", "f32, f16 or bf16: the elements of a and b"),
                DEVICE,
                REPEAT);
    }

    @Override
    public List<Way> ways(Options options) {
        int m = options.number("--m", 1, 1 << 20);
        int n = options.number("--n", 1, 1 << 20);
        int k = options.number("--k", 1, 1 << 20);
        if (Math.max((long) m * k, Math.max((long) k * n, (long) m * n)) > Integer.MAX_VALUE - BLOCK * (1 << 20)) {
            throw new UsageException(
                    "a matrix of this shape has more elements than an int index reaches: make --m, --n or --k smaller");
        }
        Dtype type = options.choice("--dtype", Dtype.class);
        return List.of(Way.only(() -> switch (type) {
            case F32 -> new MatMulRun<>(FloatArray::new, m, n, k);
            case F16 -> new MatMulRun<>(HalfFloatArray::new, m, n, k);
            case BF16 -> new MatMulRun<>(BFloat16Array::new, m, n, k);
        }));
    }
}
