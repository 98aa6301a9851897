package dev.bessemer.samples;

import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.MathMode;
import dev.bessemer.annotations.Parallel;
import dev.bessemer.intrinsics.CooperativeTensor;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.Matmul2D;
import dev.bessemer.intrinsics.TensorColumns;
import dev.bessemer.intrinsics.TensorDims;
import dev.bessemer.intrinsics.TensorView;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import java.util.List;

/**
 * What tensors can do, stop by stop: a layer of several heads, {@code y = relu(x w + bias)} for each, divided by 1 more than the largest number of its column. The
 * views have ranks 4, 3, 2 and 1, the result's lies in memory in another order than it is spoken of, and biases, sums and maxima are vectors beside the product.
 */
public final class TensorTour implements Sample {
    /** Rows of a head that a threadgroup computes. */
    static final int ROWS = 32;

    /** Columns of a head that a threadgroup computes. */
    static final int COLUMNS = 64;

    /** SIMD-groups of a threadgroup. */
    static final int SIMDGROUPS = 4;

    /** The sample of this name. */
    public TensorTour() {}

    /**
     * How large the tensors are, each extent at least 1.
     *
     * @param rows of each head of each batch
     * @param depth columns of x
     * @param columns of y
     */
    public record Extents(int batches, int heads, int rows, int depth, int columns) {
        /** Blocks of rows of a head. */
        public int rowBlocks() {
            return (rows + ROWS - 1) / ROWS;
        }

        /** Blocks of columns of a head. */
        public int columnBlocks() {
            return (columns + COLUMNS - 1) / COLUMNS;
        }
    }

    /** The result by batch, head, row and column; in memory all heads of a row lie side by side, so that the next layer has them as one matrix. */
    private static TensorView<FloatArray> result(FloatArray y, Extents e) {
        int row = e.heads() * e.columns();
        return TensorView.of(y, TensorDims.of(e.batches(), e.heads(), e.rows(), e.columns()))
                .withStrides(TensorDims.of(e.rows() * row, e.columns(), row));
    }

    /** The largest numbers of columns by batch, head, block of rows and column. */
    private static TensorView<FloatArray> maxima(FloatArray most, Extents e) {
        return TensorView.of(most, TensorDims.of(e.batches(), e.heads(), e.rowBlocks(), e.columns()));
    }

    /**
     * A block of {@code relu(x w + bias)} of one head, the sums of its rows, and the maxima of its columns. The grid has a threadgroup in x for each block of columns,
     * one in y for each block of rows, and one in z for each head of each batch.
     *
     * @param x batches x heads x rows x depth
     * @param w heads x depth x columns
     * @param bias heads x columns
     * @param y as {@link #result}
     * @param most as {@link #maxima}
     * @param sums batches x heads x blocks of columns x rows
     */
    @Kernel(math = MathMode.FAST, threadgroup = 32 * SIMDGROUPS)
    public static void project(
            KernelContext k,
            HalfFloatArray x,
            HalfFloatArray w,
            FloatArray bias,
            FloatArray y,
            FloatArray most,
            FloatArray sums,
            Extents e) {
        int batch = k.groupIdz / e.heads();
        int head = k.groupIdz % e.heads();
        int row = ROWS * k.groupIdy;
        int column = COLUMNS * k.groupIdx;
        // Ranks 4 and 3: indices of leading dimensions are selected away until a matrix is left; slices reach over the
        // edges, where zeros are.
        var left = TensorView.of(x, TensorDims.of(e.batches(), e.heads(), e.rows(), e.depth()))
                .select(batch)
                .select(head)
                .slice(row, 0);
        var right = TensorView.of(w, TensorDims.of(e.heads(), e.depth(), e.columns()))
                .slice(TensorDims.of(head, 0, column))
                .select(0);
        // Rank 1: a vector of columns comes from memory, and is broadcast over the rows.
        var product = Matmul2D.of(ROWS, COLUMNS).withSimdgroups(SIMDGROUPS);
        TensorColumns biases = product.loadColumns(
                TensorView.of(bias, e.heads(), e.columns()).select(head).slice(TensorDims.of(column)));
        int existing = left.extent(0);
        CooperativeTensor positive = product.multiply(left, right)
                .map(biases, (sum, b) -> Math.max(sum + b, 0f))
                .mapIndexed((r, c, number) -> r < existing ? number : 0f);
        positive.store(result(y, e).select(batch).select(head).slice(row, column));
        // Vectors go to views of rank 1; what hangs over their ends is dropped.
        positive.columnMax()
                .store(maxima(most, e)
                        .select(batch)
                        .select(head)
                        .select(k.groupIdy)
                        .slice(TensorDims.of(column)));
        positive.rowSum()
                .store(TensorView.of(sums, TensorDims.of(e.batches(), e.heads(), e.columnBlocks(), e.rows()))
                        .select(batch)
                        .select(head)
                        .select(k.groupIdx)
                        .slice(TensorDims.of(row)));
    }

    /** Divides each element of y by 1 more than its column's largest; single elements of views. */
    @Kernel
    public static void normalize(FloatArray y, FloatArray most, Extents e) {
        for (@Parallel int head = 0; head < e.batches() * e.heads(); head++) {
            for (@Parallel int column = 0; column < e.columns(); column++) {
                var maxima = maxima(most, e).select(head / e.heads()).select(head % e.heads());
                var numbers = result(y, e).select(head / e.heads()).select(head % e.heads());
                float largest = 0;
                for (int block = 0; block < maxima.extent(0); block++) {
                    largest = Math.max(largest, maxima.get(block, column));
                }
                for (int row = 0; row < numbers.extent(0); row++) {
                    numbers.set(row, column, numbers.get(row, column) / (1 + largest));
                }
            }
        }
    }

    @Override
    public String name() {
        return "tensor-tour";
    }

    @Override
    public String summary() {
        return "views of rank 4 to 1, slices, and vectors beside a Matmul2D's result";
    }

    @Override
    public List<Option> options() {
        return List.of(
                Option.of("--batch", "N", 2, "batches"),
                Option.of("--heads", "N", 8, "heads of a batch"),
                Option.of("--rows", "N", 256, "rows of a head"),
                Option.of("--depth", "N", 64, "columns of a head of x"),
                Option.of("--columns", "N", 96, "columns of a head of y"),
                LOWERING,
                DEVICE,
                REPEAT);
    }

    @Override
    public List<Way> ways(Options options) {
        Extents extents = new Extents(
                options.number("--batch", 1, 1 << 12),
                options.number("--heads", 1, 1 << 12),
                options.number("--rows", 1, 1 << 20),
                options.number("--depth", 1, 1 << 20),
                options.number("--columns", 1, 1 << 20));
        double heads = (double) extents.batches() * extents.heads();
        double widest = Math.max(extents.depth(), extents.columns() + COLUMNS);
        if (heads * (extents.rows() + ROWS) * widest > Integer.MAX_VALUE
                || (double) extents.heads() * extents.depth() * extents.columns() > Integer.MAX_VALUE) {
            throw new UsageException("a tensor of this shape has more elements than an int index reaches");
        }
        return List.of(Way.only(() -> new TensorTourRun(extents)));
    }
}
