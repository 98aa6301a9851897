package dev.bessemer.library;

import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.runtime.Device;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.runtime.WorkerGrid;
import dev.bessemer.runtime.WorkerGrid2D;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.MatrixArray;
import org.jspecify.annotations.Nullable;

/**
 * Scaled dot-product attention, {@code softmax(scale * Q K^T + mask) V} for each head, as one task of a graph. The scores are never stored,
 * so that memory grows with the sequences' lengths and not with their product.
 *
 * <pre>{@code
 * var attention = Attention.of(AttentionShape.of(1, 8, 1024, 1024, 64), q, k, v, out).withCausal();
 * var graph = attention.addTo(new TaskGraph("s0").transferToDevice(EVERY_EXECUTION, q, k, v), "attention")
 *         .transferToHost(EVERY_EXECUTION, out);
 * plan.withGridScheduler(new GridScheduler("s0.attention", attention.grid()));
 * }</pre>
 *
 * <p>Arrays are float, half or bfloat, all of one type, packed as (batch, head, row, element) unless a layout says otherwise. Scores, sums and the
 * result are accumulated in float. A row that sees no key gives zeros. An object of this class does not change; its methods give others.
 *
 * @param <M> the matrices of the arrays' element type
 */
public final class Attention<M extends SimdgroupMatrix<M>> {
    /** Longer rows of values are shared among a threadgroup's SIMD-groups, so that none holds more than 16 accumulators. */
    private static final int LONGEST_OWN_ROW = 96;

    private static final int MOST_BANDS = 4;

    /** Stands in for the array of sums where none is wanted; the kernel does not touch it. */
    private static final FloatArray NO_SUMS = new FloatArray(1);

    /** How many rows a SIMD-group owns; each gives the same result on every device, at another speed. */
    public enum Tiling {
        /** Up to 32 query rows, so that keys and values are read less often. */
        CPU,
        /** 8 query rows, which four SIMD-groups share where rows of values are long: as many as registers hold. */
        GPU;

        /** What suits a device. */
        public static Tiling of(Device device) {
            return device.equals(Device.cpu()) ? CPU : GPU;
        }
    }

    private final AttentionShape shape;
    private final Arrays<M> arrays;
    private final Options options;

    private record Arrays<M extends SimdgroupMatrix<M>>(
            MatrixArray<M> q,
            MatrixArray<M> k,
            MatrixArray<M> v,
            MatrixArray<M> out,
            @Nullable MatrixArray<M> mask,
            @Nullable FloatArray sums) {}

    private record Options(
            float scale,
            boolean causal,
            AttentionLayout q,
            AttentionLayout k,
            AttentionLayout v,
            AttentionLayout out,
            AttentionLayout mask,
            Tiling tiling) {}

    private Attention(AttentionShape shape, Arrays<M> arrays, Options options) {
        this.shape = shape;
        this.arrays = arrays;
        this.options = options;
    }

    /**
     * Attention over packed arrays, with a scale of {@code 1 / sqrt(keyDim)}, every key visible to every query.
     *
     * @param q queries, (batch, heads, queries, keyDim)
     * @param k keys, (batch, kvHeads, keys, keyDim)
     * @param v values, (batch, kvHeads, keys, valueDim)
     * @param out the result, (batch, heads, queries, valueDim)
     */
    public static <M extends SimdgroupMatrix<M>> Attention<M> of(
            AttentionShape shape, MatrixArray<M> q, MatrixArray<M> k, MatrixArray<M> v, MatrixArray<M> out) {
        Options options = new Options(
                (float) (1 / Math.sqrt(shape.keyDim())),
                false,
                AttentionLayout.headsFirst(shape.heads(), shape.queries(), shape.keyDim()),
                AttentionLayout.headsFirst(shape.kvHeads(), shape.keys(), shape.keyDim()),
                AttentionLayout.headsFirst(shape.kvHeads(), shape.keys(), shape.valueDim()),
                AttentionLayout.headsFirst(shape.heads(), shape.queries(), shape.valueDim()),
                new AttentionLayout(0, 0, shape.keys()),
                Tiling.of(Device.list().getFirst()));
        return new Attention<>(shape, new Arrays<>(q, k, v, out, null, null), options);
    }

    /** Query row i sees the keys up to {@code keys - queries + i} only: the last query sees all. */
    public Attention<M> withCausal() {
        Options o = options;
        return with(new Options(o.scale, true, o.q, o.k, o.v, o.out, o.mask, o.tiling));
    }

    /** What scores are multiplied by. */
    public Attention<M> withScale(float scale) {
        Options o = options;
        return with(new Options(scale, o.causal, o.q, o.k, o.v, o.out, o.mask, o.tiling));
    }

    /** Where the rows of queries, keys, values and result are. */
    public Attention<M> withLayouts(AttentionLayout q, AttentionLayout k, AttentionLayout v, AttentionLayout out) {
        Options o = options;
        return with(new Options(o.scale, o.causal, q, k, v, out, o.mask, o.tiling));
    }

    /**
     * Adds a mask to the scaled scores. An element of -65504, the lowest half, or below hides its key from its row. Blocks of keys that are hidden
     * from all rows are not computed.
     *
     * @param mask a row of {@code keys} elements for each query row
     * @param layout where the rows are; a stride of 0 serves all batches or heads with one
     */
    public Attention<M> withMask(MatrixArray<M> mask, AttentionLayout layout) {
        Options o = options;
        Arrays<M> a = arrays;
        return new Attention<>(
                shape,
                new Arrays<>(a.q, a.k, a.v, a.out, mask, a.sums),
                new Options(o.scale, o.causal, o.q, o.k, o.v, o.out, layout, o.tiling));
    }

    /**
     * Also gives the natural logarithm of each row's sum of exponentiated scores, -{@link Float#MAX_VALUE} where a row sees no key.
     *
     * @param sums (batch, heads, queries)
     */
    public Attention<M> withLogSumExp(FloatArray sums) {
        Arrays<M> a = arrays;
        return new Attention<>(shape, new Arrays<>(a.q, a.k, a.v, a.out, a.mask, sums), options);
    }

    /** How rows are shared out; as suits the best device there is, unless said. */
    public Attention<M> withTiling(Tiling tiling) {
        Options o = options;
        return with(new Options(o.scale, o.causal, o.q, o.k, o.v, o.out, o.mask, tiling));
    }

    private Attention<M> with(Options changed) {
        return new Attention<>(shape, arrays, changed);
    }

    /**
     * Adds the task to a graph. Its grid is {@link #grid()}.
     *
     * @throws IllegalArgumentException if an array is smaller than shape and layout say; the message names it
     */
    public TaskGraph addTo(TaskGraph graph, String task) {
        checkSizes();
        MatrixArray<M> mask = arrays.mask;
        FloatArray sums = arrays.sums;
        return graph.task(
                task,
                AttentionKernel::forward,
                new KernelContext(),
                arrays.q,
                arrays.k,
                arrays.v,
                mask == null ? arrays.q : mask,
                arrays.out,
                sums == null ? NO_SUMS : sums,
                extents(),
                shape.keyDim(),
                shape.valueDim(),
                bands(),
                isTogether(),
                options.causal,
                mask != null,
                sums != null);
    }

    /** A row of threadgroups in x for the query rows of a head, and one y for each head of each batch. */
    public WorkerGrid grid() {
        int rows = 8 * bands() * (isTogether() ? 1 : AttentionKernel.SIMDGROUPS);
        int threads = AttentionKernel.THREADS * Math.ceilDiv(shape.queries(), rows);
        return new WorkerGrid2D(threads, Math.multiplyExact(shape.batch(), shape.heads()));
    }

    private AttentionKernel.Extents extents() {
        return new AttentionKernel.Extents(
                options.q.strides(),
                options.k.strides(),
                options.v.strides(),
                options.mask.strides(),
                options.out.strides(),
                shape.queries(),
                shape.keys(),
                shape.heads(),
                shape.heads() / shape.kvHeads(),
                (float) (options.scale / Math.log(2)));
    }

    private int bands() {
        return options.tiling == Tiling.CPU
                ? Math.clamp(256 / Math.max(shape.keyDim(), shape.valueDim()), 1, MOST_BANDS)
                : 1;
    }

    private boolean isTogether() {
        return options.tiling == Tiling.GPU && shape.valueDim() > LONGEST_OWN_ROW;
    }

    private void checkSizes() {
        int b = shape.batch();
        requireSize("q", arrays.q.size(), options.q.extent(b, shape.heads(), shape.queries(), shape.keyDim()));
        requireSize("k", arrays.k.size(), options.k.extent(b, shape.kvHeads(), shape.keys(), shape.keyDim()));
        requireSize("v", arrays.v.size(), options.v.extent(b, shape.kvHeads(), shape.keys(), shape.valueDim()));
        requireSize("out", arrays.out.size(), options.out.extent(b, shape.heads(), shape.queries(), shape.valueDim()));
        if (arrays.mask != null) {
            requireSize(
                    "mask", arrays.mask.size(), options.mask.extent(b, shape.heads(), shape.queries(), shape.keys()));
        }
        if (arrays.sums != null) {
            requireSize("sums", arrays.sums.size(), (long) b * shape.heads() * shape.queries());
        }
    }

    private static void requireSize(String name, long size, long needed) {
        if (needed > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("the attention's " + name + " reaches over " + needed
                    + " elements, more than an int counts: make the shape or its strides smaller");
        }
        if (size < needed) {
            throw new IllegalArgumentException(
                    "the attention's " + name + " has " + size + " elements but its shape and layout need " + needed);
        }
    }
}
