package dev.bessemer.bench.variant;

import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.runtime.GridScheduler;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.runtime.WorkerGrid2D;
import dev.bessemer.samples.MatMul;
import dev.bessemer.types.FloatArray;
import java.util.function.BiFunction;

/** Ways to write a product of matrices of floats. */
public enum MatMulVariant {
    /** The sample: 32 x 32 a SIMD-group, the depth in steps of 32. */
    SAMPLE(
            32,
            32,
            32,
            (graph, x) ->
                    graph.task("multiply", MatMul::multiply, new KernelContext(), x.a, x.b, x.c, x.m, x.n, x.depth)),
    /** The sample's blocks, without its inner step over the depth. */
    BLOCKS_32_X_32(32, 32),
    /** Blocks of another shape. */
    BLOCKS_16_X_64(16, 64),
    /** Blocks of another shape. */
    BLOCKS_64_X_16(64, 16),
    /** Smaller blocks. */
    BLOCKS_24_X_24(24, 24),
    /** Larger blocks. */
    BLOCKS_48_X_64(48, 64),
    /** {@link MatMulKernels#columnsFirst}. */
    COLUMNS_FIRST(
            32,
            32,
            32,
            (graph, x) -> graph.task(
                    "multiply", MatMulKernels::columnsFirst, new KernelContext(), x.a, x.b, x.c, x.m, x.n, x.depth)),
    /** {@link MatMulKernels#fourSimdgroups}. */
    FOUR_SIMDGROUPS(
            64,
            64,
            128,
            (graph, x) -> graph.task(
                    "multiply", MatMulKernels::fourSimdgroups, new KernelContext(), x.a, x.b, x.c, x.m, x.n, x.depth)),
    /** {@link MatMulKernels#biasAndRelu}. */
    BIAS_AND_RELU(
            32,
            32,
            32,
            (graph, x) -> graph.task(
                    "multiply",
                    MatMulKernels::biasAndRelu,
                    new KernelContext(),
                    x.a,
                    x.b,
                    x.bias,
                    x.c,
                    x.m,
                    x.n,
                    x.depth));

    /**
     * What a variant works on.
     *
     * @param a m x depth
     * @param b depth x n
     * @param bias n numbers, which {@link #BIAS_AND_RELU} adds to the columns
     * @param c the result, m x n
     */
    public record Arrays(FloatArray a, FloatArray b, FloatArray bias, FloatArray c, int m, int n, int depth) {}

    private final int rows;
    private final int columns;
    private final int threads;

    @SuppressWarnings("ImmutableEnumChecker") // a lambda without state
    private final BiFunction<TaskGraph, Arrays, TaskGraph> task;

    MatMulVariant(int rows, int columns, int threads, BiFunction<TaskGraph, Arrays, TaskGraph> task) {
        this.rows = rows;
        this.columns = columns;
        this.threads = threads;
        this.task = task;
    }

    MatMulVariant(int rows, int columns) {
        this(
                rows,
                columns,
                32,
                (graph, x) -> graph.task(
                        "multiply",
                        MatMulKernels::blocks,
                        new KernelContext(),
                        x.a,
                        x.b,
                        x.c,
                        x.m,
                        x.n,
                        x.depth,
                        rows,
                        columns));
    }

    /** Adds the task {@code multiply}. */
    public TaskGraph addTo(TaskGraph graph, Arrays arrays) {
        return task.apply(graph, arrays);
    }

    /** The grid of the task of this full name. */
    public GridScheduler grid(String name, Arrays arrays) {
        int groups = Math.ceilDiv(arrays.n, columns);
        return new GridScheduler(name, new WorkerGrid2D(threads * groups, Math.ceilDiv(arrays.m, rows)));
    }

    /** What an element of the result is, of the product's element and its column's bias. */
    public double expected(double product, double bias) {
        return this == BIAS_AND_RELU ? Math.max(0, product + bias) : product;
    }
}
