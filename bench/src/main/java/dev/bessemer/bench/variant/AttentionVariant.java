package dev.bessemer.bench.variant;

import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.library.Attention;
import dev.bessemer.library.AttentionShape;
import dev.bessemer.runtime.GridScheduler;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.runtime.WorkerGrid2D;
import dev.bessemer.types.FloatArray;
import java.util.function.BiFunction;

/** Ways to write attention over floats, as many keys as queries, all visible. */
public enum AttentionVariant {
    /** The sample: 32 queries a SIMD-group, 64 keys at a time. */
    SAMPLE(
            128,
            32,
            (graph, x) -> Attention.of(AttentionShape.of(1, x.heads, x.length, x.length, x.dim), x.q, x.k, x.v, x.out)
                    .addTo(graph, "forward")),
    /** Blocks of queries and keys of other sizes. */
    BLOCKS_32_X_16(32, 16),
    /** Blocks of queries and keys of other sizes. */
    BLOCKS_32_X_64(32, 64),
    /** Blocks of queries and keys of other sizes. */
    BLOCKS_16_X_32(16, 32),
    /** Blocks of queries and keys of other sizes. */
    BLOCKS_16_X_64(16, 64),
    /** Blocks of queries and keys of other sizes. */
    BLOCKS_24_X_40(24, 40),
    /** {@link AttentionKernels#sumsInside}. */
    SUMS_INSIDE(
            128,
            32,
            (graph, x) -> graph.task(
                    "forward",
                    AttentionKernels::sumsInside,
                    new KernelContext(),
                    x.q,
                    x.k,
                    x.v,
                    x.out,
                    x.length,
                    x.scale(),
                    x.dim)),
    /** {@link AttentionKernels#softCapped}, at 5. */
    SOFT_CAPPED(
            128,
            32,
            (graph, x) -> graph.task(
                    "forward",
                    AttentionKernels::softCapped,
                    new KernelContext(),
                    x.q,
                    x.k,
                    x.v,
                    x.out,
                    x.length,
                    x.scale(),
                    5f,
                    x.dim)) {
        @Override
        public double score(double scaled, int query, int key) {
            return 5 * Math.tanh(scaled / 5);
        }
    },
    /** {@link AttentionKernels#linearBias}, of 1/8 a step. */
    LINEAR_BIAS(
            128,
            32,
            (graph, x) -> graph.task(
                    "forward",
                    AttentionKernels::linearBias,
                    new KernelContext(),
                    x.q,
                    x.k,
                    x.v,
                    x.out,
                    x.length,
                    x.scale(),
                    0.125f,
                    x.dim)) {
        @Override
        public double score(double scaled, int query, int key) {
            return scaled - 0.125 * Math.abs(query - key);
        }
    };

    /** What a variant works on: arrays of (heads, length, dim). */
    public record Arrays(FloatArray q, FloatArray k, FloatArray v, FloatArray out, int heads, int length, int dim) {
        float scale() {
            return (float) (1 / Math.sqrt(dim) / Math.log(2));
        }
    }

    private final int threads;
    private final int rows;

    @SuppressWarnings("ImmutableEnumChecker") // a lambda without state
    private final BiFunction<TaskGraph, Arrays, TaskGraph> task;

    AttentionVariant(int threads, int rows, BiFunction<TaskGraph, Arrays, TaskGraph> task) {
        this.threads = threads;
        this.rows = rows;
        this.task = task;
    }

    AttentionVariant(int rows, int keys) {
        this(
                64,
                rows,
                (graph, x) -> graph.task(
                        "forward",
                        AttentionKernels::blocks,
                        new KernelContext(),
                        x.q,
                        x.k,
                        x.v,
                        x.out,
                        x.length,
                        x.scale(),
                        x.dim,
                        rows,
                        keys));
    }

    /** Adds the task {@code forward}. */
    public TaskGraph addTo(TaskGraph graph, Arrays arrays) {
        return task.apply(graph, arrays);
    }

    /** The grid of the task of this full name. */
    public GridScheduler grid(String name, Arrays arrays) {
        int groups = Math.ceilDiv(arrays.length, threads / 32 * rows);
        return new GridScheduler(name, new WorkerGrid2D(threads * groups, arrays.heads));
    }

    /** What the softmax is taken of, of the scaled dot product of a query and a key. */
    public double score(double scaled, int query, int key) {
        return scaled;
    }
}
