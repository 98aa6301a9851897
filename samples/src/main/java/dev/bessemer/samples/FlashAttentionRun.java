package dev.bessemer.samples;

import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.library.Attention;
import dev.bessemer.runtime.DataTransferMode;
import dev.bessemer.runtime.GridScheduler;
import dev.bessemer.runtime.ImmutableTaskGraph;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.types.DeviceArray;
import dev.bessemer.types.MatrixArray;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Queries, keys and values for {@link FlashAttention}, of elements of one type. */
final class FlashAttentionRun<M extends SimdgroupMatrix<M>> implements SampleRun {
    /** Multiplications the reference may cost; of larger problems it checks as many rows as that allows, evenly spread. */
    private static final double REFERENCE_BUDGET = 4e9;

    private final AttentionArrays<M> arrays;
    private final AttentionProblem problem;
    private final AttentionTasks tasks;
    private final double tolerance;

    /** @param tolerance of the result's error, relative to the largest value there may be, which is 1 */
    FlashAttentionRun(
            LongFunction<MatrixArray<M>> array,
            AttentionProblem problem,
            AttentionWay way,
            Attention.Tiling tiling,
            double tolerance) {
        this.problem = problem;
        this.tolerance = tolerance;
        arrays = AttentionArrays.of(array, problem);
        tasks = AttentionTasks.of(way, problem, arrays, tiling);
    }

    private double scale() {
        return 1 / Math.sqrt(problem.dim());
    }

    @Override
    public ImmutableTaskGraph graph() {
        DeviceArray[] inputs = Stream.concat(Stream.of(arrays.q(), arrays.k(), arrays.v()), tasks.scratch().stream())
                .map(Dtype::device)
                .toArray(DeviceArray[]::new);
        TaskGraph graph = new TaskGraph(AttentionTasks.GRAPH)
                .transferToDevice(DataTransferMode.FIRST_EXECUTION, (Object[]) inputs);
        return tasks.addTo()
                .apply(graph)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, Dtype.device(arrays.out()))
                .snapshot();
    }

    @Override
    public GridScheduler grids() {
        return tasks.grids();
    }

    @Override
    public List<DeviceArray> arrays() {
        return Stream.concat(Stream.of(arrays.q(), arrays.k(), arrays.v(), arrays.out()), tasks.scratch().stream())
                .map(Dtype::device)
                .toList();
    }

    @Override
    public DeviceArray result() {
        return Dtype.device(arrays.out());
    }

    @Override
    public String shape() {
        return problem.batch() + " x " + problem.heads()
                + (problem.kvHeads() == problem.heads() ? "" : "/" + problem.kvHeads())
                + " x " + problem.qLen() + (problem.kLen() == problem.qLen() ? "" : "/" + problem.kLen()) + " x "
                + problem.dim()
                + (problem.causal() ? " causal" : "");
    }

    @Override
    public String type() {
        return arrays.q().elementType().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public double operations() {
        return 4 * problem.pairs() * problem.dim();
    }

    @Override
    public Check check(Progress progress) {
        long rows = problem.querySize() / problem.dim();
        long step = Math.max(1, (long) (2.0 * rows * problem.kLen() * problem.dim() / REFERENCE_BUDGET));
        long checked = Math.ceilDiv(rows, step);
        AtomicLong done = new AtomicLong();
        double largest = LongStream.range(0, checked)
                .parallel()
                .mapToDouble(i -> {
                    progress.report("checking", done.getAndIncrement(), checked);
                    return rowError(i * step);
                })
                .reduce(0, Math::max);
        return new Check(largest, tolerance);
    }

    /** The largest error of one row of the result, of all heads' rows counted through. */
    private double rowError(long row) {
        int head = (int) (row / problem.qLen());
        int keyBase = head / (problem.heads() / problem.kvHeads()) * problem.kLen() * problem.dim();
        int queryBase = (int) row * problem.dim();
        double[] weights = weights(queryBase, keyBase, problem.visibleKeys((int) (row % problem.qLen())));
        double largest = 0;
        for (int d = 0; d < problem.dim(); d++) {
            double expected = 0;
            for (int key = 0; key < weights.length; key++) {
                expected += weights[key] * arrays.v().getFloat(keyBase + key * problem.dim() + d);
            }
            largest = Math.max(largest, Math.abs(arrays.out().getFloat(queryBase + d) - expected));
        }
        return largest;
    }

    /** The softmax of a row's scores over the keys it sees. */
    private double[] weights(int queryBase, int keyBase, int visible) {
        double[] weights = new double[visible];
        double largest = Double.NEGATIVE_INFINITY;
        for (int key = 0; key < visible; key++) {
            double score = 0;
            for (int d = 0; d < problem.dim(); d++) {
                score += (double) arrays.q().getFloat(queryBase + d)
                        * arrays.k().getFloat(keyBase + key * problem.dim() + d);
            }
            weights[key] = score * scale();
            largest = Math.max(largest, weights[key]);
        }
        double sum = 0;
        for (int key = 0; key < visible; key++) {
            weights[key] = Math.exp(weights[key] - largest);
            sum += weights[key];
        }
        for (int key = 0; key < visible; key++) {
            weights[key] /= sum;
        }
        return weights;
    }
}
