package dev.bessemer.bench;

import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.library.AttentionShape;
import dev.bessemer.library.MpsGraphAttention;
import dev.bessemer.library.MpsMatrixMultiplication;
import dev.bessemer.runtime.Device;
import dev.bessemer.runtime.GridScheduler;
import dev.bessemer.runtime.LibraryOperation;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.types.BFloat16Array;
import dev.bessemer.types.DeviceArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.MatrixArray;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** One task of Apple's libraries, which a device without Metal computes on the host. */
final class MpsTasks extends KernelContender {
    private final Consumer<float[]> check;
    private final MatrixArray<?> out;
    private final double operations;

    private MpsTasks(
            Device device,
            LibraryOperation operation,
            List<DeviceArray> arrays,
            MatrixArray<?> out,
            Consumer<float[]> check,
            double operations) {
        super(device, new TaskGraph("apple").libraryTask("work", operation), arrays, new GridScheduler());
        this.check = check;
        this.out = out;
        this.operations = operations;
    }

    /**
     * Attention by MPSGraph.
     *
     * @param fused by its own operation, or by two products and a softmax
     */
    static MpsTasks attention(Device device, AttentionProblem problem, boolean fused) {
        return switch (problem.type()) {
            case "f32" -> attention(device, FloatArray::new, problem, fused);
            case "f16" -> attention(device, HalfFloatArray::new, problem, fused);
            default -> attention(device, BFloat16Array::new, problem, fused);
        };
    }

    private static <M extends SimdgroupMatrix<M>, A extends DeviceArray & MatrixArray<M>> MpsTasks attention(
            Device device, LongFunction<A> array, AttentionProblem p, boolean fused) {
        AttentionInput input = p.input();
        A q = AttentionKernel.filled(array, input.q);
        A k = AttentionKernel.filled(array, input.k);
        A v = AttentionKernel.filled(array, input.v);
        A out = array.apply(input.q.length);
        A mask = array.apply(p.causal() ? (long) p.queries() * p.keys() : 1);
        AttentionShape shape = AttentionShape.of(1, p.heads(), p.queries(), p.keys(), p.dim());
        MatrixArray<M> result = out;
        MpsGraphAttention full = fused
                ? MpsGraphAttention.of(shape, (MatrixArray<M>) q, k, v, result)
                : MpsGraphAttention.unfused(shape, (MatrixArray<M>) q, k, v, result);
        if (p.causal()) {
            hide(mask, p);
        }
        return new MpsTasks(
                device,
                p.causal() ? full.withMask(mask, 1, 1, p.queries()) : full,
                List.of(q, k, v, out, mask),
                out,
                numbers -> input.check(numbers, p.causal(), p.tolerance()),
                p.operations());
    }

    private static void hide(MatrixArray<?> mask, AttentionProblem p) {
        for (int i = 0; i < mask.getSize(); i++) {
            boolean seen = i % p.keys() <= p.keys() - p.queries() + i / p.keys();
            mask.setFloat(i, seen ? 0 : -65504);
        }
    }

    /** A product of matrices of floats by MPS. */
    static MpsTasks gemm(Device device, GemmProblem problem) {
        MatMulInput input = problem.input();
        FloatArray a = FloatArray.fromArray(input.a);
        FloatArray b = FloatArray.fromArray(input.b);
        FloatArray c = new FloatArray((long) input.m * input.n);
        return new MpsTasks(
                device,
                MpsMatrixMultiplication.of(a, b, c, input.m, input.n, input.depth),
                List.of(a, b, c),
                c,
                numbers -> input.check(numbers, (product, bias) -> product),
                problem.operations());
    }

    @Override
    public void check() {
        check.accept(AttentionKernel.floats(out));
    }

    @Override
    public double operations() {
        return operations;
    }
}
