package dev.bessemer.library;

import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.runtime.DataTransferMode;
import dev.bessemer.runtime.Device;
import dev.bessemer.runtime.ExecutionPlan;
import dev.bessemer.runtime.GridScheduler;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.DeviceArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.MatrixArray;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * One attention with random inputs and what it must give, computed in double.
 *
 * @param spare rows of room in each head of keys and values beyond those that count; they hold loud numbers
 * @param rowsFirst whether a row of all heads stands together
 * @param mask how keys are masked
 * @param matmul2D whether the kernel multiplies with Matmul2D
 */
record AttentionCase(AttentionShape shape, boolean causal, Mask mask, boolean rowsFirst, int spare, boolean matmul2D) {
    /** What a mask is made of. */
    enum Mask {
        NONE,
        /** Small numbers, one mask for all heads. */
        ADDED,
        /** A third of the keys hidden, and all of some rows, of each head its own. */
        SPARSE,
        /** The same, by flags. */
        FLAGS,
        /** Minus infinity for whole blocks of keys. */
        BLOCKS
    }

    private static final int BLOCK = 64;

    private float maskAt(int head, int row, int key) {
        return switch (mask) {
            case NONE -> 0;
            case ADDED -> (row * 7 + key * 3) % 11 / 8f;
            case SPARSE, FLAGS -> row % 5 == 3 || (head + row + key) % 3 == 0 ? -65504 : 0;
            case BLOCKS -> key / BLOCK % 2 == 0 ? Float.NEGATIVE_INFINITY : 0;
        };
    }

    private AttentionLayout layout(int heads, int rows, int dim) {
        return rowsFirst ? AttentionLayout.rowsFirst(heads, rows, dim) : AttentionLayout.headsFirst(heads, rows, dim);
    }

    /**
     * Runs it; gives the largest error of a result or of a logarithm of a sum, infinite for NaN.
     *
     * @param array makes an array of the type of all
     */
    <M extends SimdgroupMatrix<M>, A extends DeviceArray & MatrixArray<M>> double error(
            Device device, IntFunction<A> array) {
        return error(device, plan -> plan.withDevice(device), array);
    }

    /**
     * As {@link #error(Device, IntFunction)}.
     *
     * @param device whose tiling is used
     * @param on makes a plan execute there
     */
    <M extends SimdgroupMatrix<M>, A extends DeviceArray & MatrixArray<M>> double error(
            Device device, UnaryOperator<ExecutionPlan> on, IntFunction<A> array) {
        int room = shape.keys() + spare;
        AttentionLayout qs = layout(shape.heads(), shape.queries(), shape.keyDim());
        AttentionLayout ks = layout(shape.kvHeads(), room, shape.keyDim());
        AttentionLayout vs = layout(shape.kvHeads(), room, shape.valueDim());
        AttentionLayout outs = layout(shape.heads(), shape.queries(), shape.valueDim());
        int maskHeads = mask == Mask.SPARSE || mask == Mask.FLAGS ? shape.heads() : 1;
        AttentionLayout masks =
                new AttentionLayout(0, maskHeads == 1 ? 0 : shape.queries() * shape.keys(), shape.keys());
        try (A q = array.apply(shape.batch() * qs.batchStride());
                A k = array.apply(shape.batch() * ks.batchStride());
                A v = array.apply(shape.batch() * vs.batchStride());
                A m = array.apply(maskHeads * shape.queries() * shape.keys());
                ByteArray flags = new ByteArray(m.size());
                A out = array.apply(shape.batch() * outs.batchStride());
                FloatArray sums = new FloatArray((long) shape.batch() * shape.heads() * shape.queries());
                FloatArray workspace = new FloatArray(1 << 20)) {
            Random random = new Random(shape.hashCode());
            fill(q, random);
            fillRows(k, ks, random);
            fillRows(v, vs, random);
            for (int i = 0; i < m.getSize(); i++) {
                int row = i / shape.keys();
                m.setFloat(i, maskAt(row / shape.queries(), row % shape.queries(), i % shape.keys()));
                flags.set(i, (byte) (m.getFloat(i) == 0 ? -i | 1 : 0));
            }
            for (int i = 0; i < out.getSize(); i++) {
                out.setFloat(i, Float.NaN);
            }
            Attention<M> attention = Attention.of(shape, q, k, v, out)
                    .withLayouts(qs, ks, vs, outs)
                    .withLogSumExp(sums)
                    .withTiling(Attention.Tiling.of(device));
            attention = causal ? attention.withCausal() : attention;
            attention = matmul2D ? attention.withMatmul2D() : attention;
            attention = switch (mask) {
                case NONE -> attention;
                case FLAGS -> attention.withMask(flags, masks);
                case ADDED, SPARSE, BLOCKS -> attention.withMask(m, masks);
            };
            attention = attention.withWorkspace(workspace);
            run(on, attention, out, sums);
            return worst(new Expected<>(q, k, v, qs, ks, vs), out, outs, sums);
        }
    }

    private static <M extends SimdgroupMatrix<M>> void run(
            UnaryOperator<ExecutionPlan> on, Attention<M> attention, DeviceArray out, FloatArray sums) {
        TaskGraph graph = attention
                .addTo(new TaskGraph("s0"), "attention")
                .transferToHost(DataTransferMode.EVERY_EXECUTION, out, sums);
        try (ExecutionPlan plan = new ExecutionPlan(graph.snapshot())) {
            on.apply(plan)
                    .withGridScheduler(new GridScheduler("s0.attention", attention.grid()))
                    .execute();
        }
    }

    private static void fill(MatrixArray<?> array, Random random) {
        for (int i = 0; i < array.getSize(); i++) {
            array.setFloat(i, (float) random.nextGaussian());
        }
    }

    /** Fills keys or values; the rows beyond those that count are loud. */
    private void fillRows(MatrixArray<?> array, AttentionLayout layout, Random random) {
        for (int i = 0; i < array.getSize(); i++) {
            int inBatch = i % layout.batchStride();
            int row = rowsFirst ? inBatch / layout.rowStride() : inBatch % layout.headStride() / layout.rowStride();
            array.setFloat(i, row < shape.keys() ? (float) random.nextGaussian() : 30000);
        }
    }

    /** The inputs, and where their rows are. */
    private record Expected<M extends SimdgroupMatrix<M>>(
            MatrixArray<M> q,
            MatrixArray<M> k,
            MatrixArray<M> v,
            AttentionLayout qs,
            AttentionLayout ks,
            AttentionLayout vs) {}

    private double worst(Expected<?> in, MatrixArray<?> out, AttentionLayout outs, FloatArray sums) {
        double worst = 0;
        for (int b = 0; b < shape.batch(); b++) {
            for (int h = 0; h < shape.heads(); h++) {
                for (int row = 0; row < shape.queries(); row++) {
                    double[] expected = expected(in, b, h, row);
                    for (int d = 0; d < shape.valueDim(); d++) {
                        worst = larger(worst, out.getFloat(at(outs, b, h, row) + d) - expected[d]);
                    }
                    double sum = expected[shape.valueDim()];
                    float given = sums.get((b * shape.heads() + h) * shape.queries() + row);
                    worst = larger(worst, (given - sum) / Math.max(1, Math.abs(sum)));
                }
            }
        }
        return worst;
    }

    private static double larger(double worst, double error) {
        return Double.isNaN(error) ? Double.POSITIVE_INFINITY : Math.max(worst, Math.abs(error));
    }

    private static int at(AttentionLayout layout, int b, int h, int row) {
        return b * layout.batchStride() + h * layout.headStride() + row * layout.rowStride();
    }

    /** A row of the result, then the logarithm of its sum. */
    private double[] expected(Expected<?> in, int b, int h, int row) {
        int kvHead = h / (shape.heads() / shape.kvHeads());
        int seen = causal ? Math.clamp((long) shape.keys() - shape.queries() + row + 1, 0, shape.keys()) : shape.keys();
        double[] scores = new double[seen];
        double largest = Double.NEGATIVE_INFINITY;
        for (int key = 0; key < seen; key++) {
            scores[key] = score(in, at(in.qs, b, h, row), at(in.ks, b, kvHead, key), maskAt(h, row, key));
            largest = Math.max(largest, scores[key]);
        }
        double[] result = new double[shape.valueDim() + 1];
        result[shape.valueDim()] = -Float.MAX_VALUE;
        if (largest == Double.NEGATIVE_INFINITY) {
            return result;
        }
        double sum = 0;
        for (int key = 0; key < seen; key++) {
            double weight = Math.exp(scores[key] - largest);
            sum += weight;
            for (int d = 0; d < shape.valueDim(); d++) {
                result[d] += weight * in.v.getFloat(at(in.vs, b, kvHead, key) + d);
            }
        }
        for (int d = 0; d < shape.valueDim(); d++) {
            result[d] /= sum;
        }
        result[shape.valueDim()] = largest + Math.log(sum);
        return result;
    }

    private double score(Expected<?> in, int query, int key, float masked) {
        if (masked <= -65504) {
            return Double.NEGATIVE_INFINITY;
        }
        double score = 0;
        for (int d = 0; d < shape.keyDim(); d++) {
            score += (double) in.q.getFloat(query + d) * in.k.getFloat(key + d);
        }
        return score / Math.sqrt(shape.keyDim()) + masked;
    }
}
