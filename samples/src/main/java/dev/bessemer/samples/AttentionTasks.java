package dev.bessemer.samples;

import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.library.Attention;
import dev.bessemer.library.MpsGraphAttention;
import dev.bessemer.library.MpsMatrixMultiplication;
import dev.bessemer.library.MpsSoftmax;
import dev.bessemer.runtime.GridScheduler;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.MatrixArray;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The tasks that compute attention in one of the ways.
 *
 * @param addTo adds them to a graph named {@link #GRAPH}
 * @param grids of those that need one
 * @param scratch arrays beside inputs and result
 */
record AttentionTasks(UnaryOperator<TaskGraph> addTo, GridScheduler grids, List<MatrixArray<?>> scratch) {
    /** The name of the graph that the grids are for. */
    static final String GRAPH = "attention";

    /** The tasks of a way, which must be able to do what is asked. */
    static <M extends SimdgroupMatrix<M>> AttentionTasks of(
            AttentionWay way, AttentionProblem problem, AttentionArrays<M> arrays, Attention.Tiling tiling) {
        return switch (way) {
            case MPS -> mps(problem, arrays);
            case MPSGRAPH -> mpsGraph(problem, arrays);
            case SIMDGROUP -> ours(problem, attention(problem, arrays, tiling));
            case MATMUL2D -> ours(problem, attention(problem, arrays, tiling).withMatmul2D());
        };
    }

    private static <M extends SimdgroupMatrix<M>> AttentionTasks mps(AttentionProblem p, AttentionArrays<M> a) {
        MatrixArray<M> scores = a.array().apply((long) p.scores());
        MatrixArray<M> weights = a.array().apply((long) p.scores());
        int heads = p.batch() * p.heads();
        MpsMatrixMultiplication product = MpsMatrixMultiplication.of(a.q(), a.k(), scores, p.qLen(), p.kLen(), p.dim())
                .withTransposedRight()
                .withScale(1 / Math.sqrt(p.dim()), 0)
                .withBatch(heads);
        MpsSoftmax softmax = MpsSoftmax.of(scores, weights, heads * p.qLen(), p.kLen());
        MpsMatrixMultiplication average = MpsMatrixMultiplication.of(
                        weights, a.v(), a.out(), p.qLen(), p.dim(), p.kLen())
                .withBatch(heads);
        return new AttentionTasks(
                graph -> graph.libraryTask("scores", product)
                        .libraryTask("softmax", softmax)
                        .libraryTask("average", average),
                new GridScheduler(),
                List.of(scores, weights));
    }

    private static <M extends SimdgroupMatrix<M>> AttentionTasks mpsGraph(AttentionProblem p, AttentionArrays<M> a) {
        MpsGraphAttention full = MpsGraphAttention.of(p.shape(), a.q(), a.k(), a.v(), a.out());
        if (!p.causal()) {
            return new AttentionTasks(graph -> graph.libraryTask("forward", full), new GridScheduler(), List.of());
        }
        MatrixArray<M> mask = a.array().apply((long) p.qLen() * p.kLen());
        for (int i = 0; i < mask.getSize(); i++) {
            mask.setFloat(i, i % p.kLen() < p.visibleKeys(i / p.kLen()) ? 0 : -65504);
        }
        MpsGraphAttention causal = full.withMask(mask, 1, 1, p.qLen());
        return new AttentionTasks(graph -> graph.libraryTask("forward", causal), new GridScheduler(), List.of(mask));
    }

    private static <M extends SimdgroupMatrix<M>> Attention<M> attention(
            AttentionProblem p, AttentionArrays<M> a, Attention.Tiling tiling) {
        return Attention.of(p.shape(), a.q(), a.k(), a.v(), a.out()).withTiling(tiling);
    }

    private static <M extends SimdgroupMatrix<M>> AttentionTasks ours(AttentionProblem p, Attention<M> full) {
        Attention<M> attention = p.causal() ? full.withCausal() : full;
        FloatArray workspace = new FloatArray(Math.max(1, attention.workspaceSize()));
        Attention<M> split = attention.withWorkspace(workspace);
        return new AttentionTasks(
                graph -> split.addTo(graph, "forward"),
                new GridScheduler(GRAPH + ".forward", split.grid()),
                List.of(workspace));
    }
}
