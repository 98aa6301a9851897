package dev.bessemer.bench;

import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.library.MpsMatrixMultiplication;
import dev.bessemer.library.MpsSoftmax;
import dev.bessemer.runtime.Device;
import dev.bessemer.runtime.GridScheduler;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.types.DeviceArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.MatrixArray;
import java.util.List;
import java.util.function.LongFunction;

/** Attention as two products and a softmax by MPS, with all scores in memory; a device without Metal computes these on the host. */
final class MpsAttention extends KernelContender {
    private final AttentionProblem problem;
    private final AttentionInput input;
    private final MatrixArray<?> out;

    private MpsAttention(
            Device device,
            TaskGraph graph,
            List<DeviceArray> arrays,
            AttentionProblem problem,
            AttentionInput input,
            MatrixArray<?> out) {
        super(device, graph, arrays, new GridScheduler());
        this.problem = problem;
        this.input = input;
        this.out = out;
    }

    /** Why MPS cannot do it; empty where it can. */
    static String missing(AttentionProblem problem) {
        if (problem.type().equals("bf16")) {
            return "has no matrices of bf16";
        }
        if (problem.causal()) {
            return "its softmax takes no mask";
        }
        return (long) problem.heads() * problem.queries() * problem.keys() > Integer.MAX_VALUE
                ? "would store more scores than an int index reaches"
                : "";
    }

    /** For a problem that nothing is missing for. */
    static MpsAttention of(Device device, AttentionProblem problem) {
        return problem.type().equals("f32")
                ? of(device, FloatArray::new, problem)
                : of(device, HalfFloatArray::new, problem);
    }

    private static <M extends SimdgroupMatrix<M>, A extends DeviceArray & MatrixArray<M>> MpsAttention of(
            Device device, LongFunction<A> array, AttentionProblem p) {
        AttentionInput input = p.input();
        A q = AttentionKernel.filled(array, input.q);
        A k = AttentionKernel.filled(array, input.k);
        A v = AttentionKernel.filled(array, input.v);
        A out = array.apply(input.q.length);
        A scores = array.apply((long) p.heads() * p.queries() * p.keys());
        A weights = array.apply((long) p.heads() * p.queries() * p.keys());
        TaskGraph graph = new TaskGraph("apple")
                .libraryTask(
                        "scores",
                        MpsMatrixMultiplication.of((MatrixArray<M>) q, k, scores, p.queries(), p.keys(), p.dim())
                                .withTransposedRight()
                                .withScale(1 / Math.sqrt(p.dim()), 0)
                                .withBatch(p.heads()))
                .libraryTask(
                        "softmax", MpsSoftmax.of((MatrixArray<M>) scores, weights, p.heads() * p.queries(), p.keys()))
                .libraryTask(
                        "average",
                        MpsMatrixMultiplication.of((MatrixArray<M>) weights, v, out, p.queries(), p.dim(), p.keys())
                                .withBatch(p.heads()));
        return new MpsAttention(device, graph, List.of(q, k, v, out, scores, weights), p, input, out);
    }

    @Override
    public void check() {
        input.check(AttentionKernel.floats(out), problem.causal(), problem.tolerance());
    }

    @Override
    public double operations() {
        return problem.operations();
    }
}
