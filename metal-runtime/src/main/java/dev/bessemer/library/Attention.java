package dev.bessemer.library;

import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.runtime.Device;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.runtime.WorkerGrid;
import dev.bessemer.runtime.WorkerGrid2D;
import dev.bessemer.types.ByteArray;
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

    /** Rows of which a SIMD-group may own twice as many bands. */
    private static final int SHORT_ROW = 64;

    /** Keys' and values' elements of a head that the CPU device's caches keep for the next query rows. */
    private static final int KEPT_ELEMENTS = 256 * 1024;

    /** Rows that a SIMD-group takes at once. */
    private static final int BAND = 8;

    /** SIMD-groups or threadgroups that keep a device busy. */
    private static final int ENOUGH_UNITS = 512;

    private static final int MOST_PARTS = 64;
    private static final int SHORTEST_PART = 256;

    /** Stands in for an array that is not wanted; the kernel does not touch it. */
    private static final FloatArray NOTHING = new FloatArray(1);

    private static final ByteArray NO_FLAGS = new ByteArray(1);

    /** How many rows a SIMD-group owns; each gives the same result on every device, at another speed. */
    public enum Tiling {
        /** Up to 32 query rows, 64 of short ones where there are many keys, and 64 keys at a time, so that keys and values are read less often. */
        CPU,
        /** 8 query rows and 32 keys at a time, which four SIMD-groups share where rows of values are long: as many as registers hold. */
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
            @Nullable ByteArray flags,
            @Nullable FloatArray sums,
            @Nullable FloatArray workspace) {}

    private record Options(
            float scale,
            boolean causal,
            AttentionLayout q,
            AttentionLayout k,
            AttentionLayout v,
            AttentionLayout out,
            AttentionLayout mask,
            Tiling tiling,
            boolean matmul2D) {}

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
                Tiling.of(Device.list().getFirst()),
                false);
        return new Attention<>(shape, new Arrays<>(q, k, v, out, null, null, null, null), options);
    }

    /** Query row i sees the keys up to {@code keys - queries + i} only: the last query sees all. */
    public Attention<M> withCausal() {
        Options o = options;
        return with(new Options(o.scale, true, o.q, o.k, o.v, o.out, o.mask, o.tiling, o.matmul2D));
    }

    /** What scores are multiplied by. */
    public Attention<M> withScale(float scale) {
        Options o = options;
        return with(new Options(scale, o.causal, o.q, o.k, o.v, o.out, o.mask, o.tiling, o.matmul2D));
    }

    /** Where the rows of queries, keys, values and result are. */
    public Attention<M> withLayouts(AttentionLayout q, AttentionLayout k, AttentionLayout v, AttentionLayout out) {
        Options o = options;
        return with(new Options(o.scale, o.causal, q, k, v, out, o.mask, o.tiling, o.matmul2D));
    }

    /**
     * Adds a mask to the scaled scores. An element of -65504, the lowest half, or below hides its key from its row. Blocks of keys that are hidden
     * from all rows are not computed. Takes the place of any other mask.
     *
     * @param mask a row of {@code keys} elements for each query row
     * @param layout where the rows are; a stride of 0 serves all batches or heads with one
     */
    public Attention<M> withMask(MatrixArray<M> mask, AttentionLayout layout) {
        return masked(mask, null, layout);
    }

    /**
     * Hides keys. Blocks of keys that are hidden from all rows are not computed. Takes the place of any other mask.
     *
     * @param flags a row of {@code keys} elements for each query row: 0 where the row does not see the key, anything else where it does
     * @param layout where the rows are; a stride of 0 serves all batches or heads with one
     */
    public Attention<M> withMask(ByteArray flags, AttentionLayout layout) {
        return masked(null, flags, layout);
    }

    private Attention<M> masked(@Nullable MatrixArray<M> mask, @Nullable ByteArray flags, AttentionLayout layout) {
        Options o = options;
        Arrays<M> a = arrays;
        return new Attention<>(
                shape,
                new Arrays<>(a.q, a.k, a.v, a.out, mask, flags, a.sums, a.workspace),
                new Options(o.scale, o.causal, o.q, o.k, o.v, o.out, layout, o.tiling, o.matmul2D));
    }

    /**
     * Also gives the natural logarithm of each row's sum of exponentiated scores, -{@link Float#MAX_VALUE} where a row sees no key.
     *
     * @param sums (batch, heads, queries)
     */
    public Attention<M> withLogSumExp(FloatArray sums) {
        Arrays<M> a = arrays;
        return new Attention<>(shape, new Arrays<>(a.q, a.k, a.v, a.out, a.mask, a.flags, sums, a.workspace), options);
    }

    /** How rows are shared out; as suits the best device there is, unless said. */
    public Attention<M> withTiling(Tiling tiling) {
        Options o = options;
        return with(new Options(o.scale, o.causal, o.q, o.k, o.v, o.out, o.mask, tiling, o.matmul2D));
    }

    /**
     * Multiplies with {@link dev.bessemer.intrinsics.Matmul2D}, Metal 4's matrix operation, rather than with {@link SimdgroupMatrix}. The result is the same
     * within rounding.
     */
    public Attention<M> withMatmul2D() {
        Options o = options;
        return with(new Options(o.scale, o.causal, o.q, o.k, o.v, o.out, o.mask, o.tiling, true));
    }

    private Attention<M> with(Options changed) {
        return new Attention<>(shape, arrays, changed);
    }

    /**
     * For few queries over many keys, as when a text is continued word by word: the keys are split into parts that are worked on side by side and
     * then put together, by a second task. Ignored where there are more than 8 queries, or too few keys to split.
     *
     * @param workspace at least {@link #workspaceSize()} elements; its contents do not matter before and after
     */
    public Attention<M> withWorkspace(FloatArray workspace) {
        Arrays<M> a = arrays;
        return new Attention<>(shape, new Arrays<>(a.q, a.k, a.v, a.out, a.mask, a.flags, a.sums, workspace), options);
    }

    /** How many elements a workspace for split keys needs; 0 where keys are not split. */
    public long workspaceSize() {
        AttentionRows rows = rows();
        return parts() == 1
                ? 0
                : (long) parts() * rows.batch() * rows.heads() * AttentionKernel.PART_ROWS * (shape.valueDim() + 2L);
    }

    /**
     * Adds the task to a graph, and where keys are split a second one, {@code task + "-merge"}. The first one's grid is {@link #grid()}, the other
     * needs none.
     *
     * @throws IllegalArgumentException if an array is smaller than shape and layout say; the message names it
     */
    public TaskGraph addTo(TaskGraph graph, String task) {
        checkSizes();
        AttentionRows rows = rows();
        boolean split = isSplit();
        FloatArray sums = arrays.sums == null ? NOTHING : arrays.sums;
        FloatArray workspace = arrays.workspace == null ? NOTHING : arrays.workspace;
        if (options.matmul2D) {
            addTensorTask(graph, task, rows, sums, workspace);
        } else {
            addMatrixTask(graph, task, rows, sums, workspace);
        }
        return !split
                ? graph
                : graph.task(
                        task + "-merge",
                        AttentionKernel::merge,
                        workspace,
                        arrays.out,
                        sums,
                        rows.strides(options.out),
                        rows.batch() * rows.heads(),
                        rows.heads(),
                        rows.queries(),
                        parts(),
                        shape.valueDim(),
                        arrays.sums != null);
    }

    private void addMatrixTask(
            TaskGraph graph, String task, AttentionRows rows, FloatArray sums, FloatArray workspace) {
        graph.task(
                task,
                AttentionKernel::forward,
                new KernelContext(),
                arrays.q,
                arrays.k,
                arrays.v,
                mask(),
                flags(),
                arrays.out,
                sums,
                workspace,
                extents(rows),
                shape.keyDim(),
                shape.valueDim(),
                keyBlock(),
                bands(),
                isTogether(),
                isSplit(),
                options.causal && !rows.isStacked(),
                isMasked(),
                arrays.flags != null,
                arrays.sums != null);
    }

    private void addTensorTask(
            TaskGraph graph, String task, AttentionRows rows, FloatArray sums, FloatArray workspace) {
        graph.task(
                task,
                AttentionTensorKernel::forward,
                new KernelContext(),
                arrays.q,
                arrays.k,
                arrays.v,
                mask(),
                flags(),
                arrays.out,
                sums,
                workspace,
                extents(rows),
                shape.keyDim(),
                shape.valueDim(),
                keyBlock(),
                BAND * bands(),
                isTogether() ? AttentionKernel.SIMDGROUPS : 1,
                isSplit(),
                options.causal && !rows.isStacked(),
                isMasked(),
                arrays.flags != null,
                arrays.sums != null);
    }

    private MatrixArray<M> mask() {
        return arrays.mask == null ? arrays.q : arrays.mask;
    }

    private ByteArray flags() {
        return arrays.flags == null ? NO_FLAGS : arrays.flags;
    }

    private boolean isMasked() {
        return arrays.mask != null || arrays.flags != null;
    }

    /** A row of threadgroups in x for the query rows of a head, or the parts of its keys, and one y for each head of each batch. */
    public WorkerGrid grid() {
        AttentionRows rows = rows();
        int units = isSplit() ? parts() : Math.ceilDiv(rows.queries(), BAND * bands());
        int groups = isTogether() ? units : Math.ceilDiv(units, AttentionKernel.SIMDGROUPS);
        return new WorkerGrid2D(AttentionKernel.THREADS * groups, Math.multiplyExact(rows.batch(), rows.heads()));
    }

    private AttentionRows rows() {
        return AttentionRows.of(shape);
    }

    private AttentionKernel.Extents extents(AttentionRows rows) {
        return new AttentionKernel.Extents(
                rows.strides(options.q),
                options.k.strides(),
                options.v.strides(),
                rows.strides(options.mask),
                rows.strides(options.out),
                rows.queries(),
                shape.keys(),
                rows.heads(),
                rows.heads() / shape.kvHeads(),
                keysPerPart(),
                (float) (options.scale / Math.log(2)));
    }

    private boolean isSplit() {
        return arrays.workspace != null && parts() > 1;
    }

    private int keysPerPart() {
        AttentionRows rows = rows();
        int most = Math.clamp(ENOUGH_UNITS / ((long) rows.batch() * rows.heads()), 1, MOST_PARTS);
        int blocks = Math.ceilDiv(Math.ceilDiv(shape.keys(), most), keyBlock());
        return Math.max(SHORTEST_PART, blocks * keyBlock());
    }

    private int keyBlock() {
        return options.tiling == Tiling.CPU ? 64 : 8 * AttentionKernel.SIMDGROUPS;
    }

    private int parts() {
        return rows().queries() > AttentionKernel.PART_ROWS ? 1 : Math.ceilDiv(shape.keys(), keysPerPart());
    }

    private int bands() {
        int rows = Math.ceilDiv(rows().queries(), BAND);
        int longest = Math.max(shape.keyDim(), shape.valueDim());
        boolean kept = (long) shape.keys() * (shape.keyDim() + shape.valueDim()) <= KEPT_ELEMENTS;
        int most = kept || longest > SHORT_ROW ? Math.clamp(256 / longest, 1, MOST_BANDS) : 2 * MOST_BANDS;
        return options.tiling == Tiling.CPU ? Math.min(most, rows) : 1;
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
        long maskSize = options.mask.extent(b, shape.heads(), shape.queries(), shape.keys());
        if (arrays.mask != null) {
            requireSize("mask", arrays.mask.size(), maskSize);
        }
        if (arrays.flags != null) {
            requireSize("mask", arrays.flags.getSize(), maskSize);
        }
        if (arrays.sums != null) {
            requireSize("sums", arrays.sums.size(), (long) b * shape.heads() * shape.queries());
        }
        if (arrays.workspace != null) {
            requireSize("workspace", arrays.workspace.size(), workspaceSize());
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
