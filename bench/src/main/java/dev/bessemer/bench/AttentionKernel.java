package dev.bessemer.bench;

import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.runtime.GridScheduler;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.runtime.WorkerGrid2D;
import dev.bessemer.samples.FlashAttention;
import dev.bessemer.types.DeviceArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.MatrixArray;
import java.util.List;
import java.util.function.LongFunction;

/** The samples' flash attention on the CPU device, over an {@link AttentionInput}. */
final class AttentionKernel extends KernelContender {
    /** Bands of 8 query rows a SIMD-group owns, as the sample chooses for a head dimension of 64. */
    private static final int BANDS = 4;

    private static final int THREADS = 128;
    private static final int GROUP_ROWS = THREADS / 32 * 8 * BANDS;

    private final AttentionInput input;
    private final boolean causal;
    private final MatrixArray<?> out;
    private final double tolerance;

    private AttentionKernel(
            AttentionInput input,
            boolean causal,
            MatrixArray<?> out,
            double tolerance,
            TaskGraph graph,
            List<DeviceArray> arrays) {
        super(graph, arrays, grid(input));
        this.input = input;
        this.causal = causal;
        this.out = out;
        this.tolerance = tolerance;
    }

    private static <M extends SimdgroupMatrix<M>, A extends DeviceArray & MatrixArray<M>> AttentionKernel of(
            LongFunction<A> array, AttentionInput input, boolean causal, double tolerance) {
        A q = filled(array, input.q);
        A k = filled(array, input.k);
        A v = filled(array, input.v);
        A out = array.apply(input.q.length);
        TaskGraph graph = new TaskGraph("attention")
                .task(
                        "forward",
                        FlashAttention::forward,
                        new KernelContext(),
                        (MatrixArray<M>) q,
                        (MatrixArray<M>) k,
                        (MatrixArray<M>) v,
                        (MatrixArray<M>) out,
                        input.length,
                        input.length,
                        1,
                        (float) (1 / Math.sqrt(input.dim) / Math.log(2)),
                        input.dim,
                        BANDS,
                        causal);
        return new AttentionKernel(input, causal, out, tolerance, graph, List.of(q, k, v, out));
    }

    private static GridScheduler grid(AttentionInput input) {
        int threads = THREADS * Math.ceilDiv(input.length, GROUP_ROWS);
        return new GridScheduler("attention.forward", new WorkerGrid2D(threads, input.heads));
    }

    /**
     * Over arrays of a type.
     *
     * @param type f32 or f16, of inputs and output
     */
    static AttentionKernel of(String type, AttentionInput input, boolean causal) {
        return switch (type) {
            case "f32" -> of(FloatArray::new, input, causal, 2e-5);
            case "f16" -> of(HalfFloatArray::new, input, causal, 1e-3);
            default -> throw new IllegalArgumentException("the type is " + type + " but must be f32 or f16");
        };
    }

    private static <M extends SimdgroupMatrix<M>, A extends DeviceArray & MatrixArray<M>> A filled(
            LongFunction<A> array, float[] values) {
        A filled = array.apply(values.length);
        for (int i = 0; i < values.length; i++) {
            filled.setFloat(i, values[i]);
        }
        return filled;
    }

    @Override
    public void check() {
        float[] result = new float[input.q.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = out.getFloat(i);
        }
        input.check(result, causal, AttentionInput.Score.PLAIN, tolerance);
    }

    @Override
    public double operations() {
        return input.operations(causal);
    }
}
