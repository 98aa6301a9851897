package dev.bessemer.bench;

import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.runtime.DataTransferMode;
import dev.bessemer.runtime.Device;
import dev.bessemer.runtime.ExecutionPlan;
import dev.bessemer.runtime.GridScheduler;
import dev.bessemer.runtime.ImmutableTaskGraph;
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
final class AttentionKernel implements AutoCloseable {
    /** Bands of 8 query rows a SIMD-group owns, as the sample chooses for this head dimension. */
    private static final int BANDS = 4;

    private static final int THREADS = 128;
    private static final int GROUP_ROWS = THREADS / 32 * 8 * BANDS;

    private final AttentionInput input;
    private final boolean causal;
    private final List<DeviceArray> arrays;
    private final MatrixArray<?> out;
    private final double tolerance;
    private final ExecutionPlan plan;

    private <M extends SimdgroupMatrix<M>, A extends DeviceArray & MatrixArray<M>> AttentionKernel(
            AttentionInput input, boolean causal, LongFunction<A> array, double tolerance) {
        this.input = input;
        this.causal = causal;
        this.tolerance = tolerance;
        A q = filled(array, input.q);
        A k = filled(array, input.k);
        A v = filled(array, input.v);
        A result = array.apply(input.q.length);
        arrays = List.of(q, k, v, result);
        out = result;
        ImmutableTaskGraph graph = new TaskGraph("attention")
                .transferToDevice(DataTransferMode.FIRST_EXECUTION, q, k, v)
                .task(
                        "forward",
                        FlashAttention::forward,
                        new KernelContext(),
                        (MatrixArray<M>) q,
                        (MatrixArray<M>) k,
                        (MatrixArray<M>) v,
                        (MatrixArray<M>) result,
                        input.length,
                        input.length,
                        1,
                        (float) (1 / Math.sqrt(HandWrittenAttention.DIM) / Math.log(2)),
                        HandWrittenAttention.DIM,
                        BANDS,
                        causal)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, result)
                .snapshot();
        int threads = THREADS * Math.ceilDiv(input.length, GROUP_ROWS);
        plan = new ExecutionPlan(graph)
                .withDevice(Device.cpu())
                .withGridScheduler(new GridScheduler("attention.forward", new WorkerGrid2D(threads, input.heads)));
    }

    /**
     * Over arrays of a type.
     *
     * @param type f32 or f16, of inputs and output
     */
    static AttentionKernel of(String type, AttentionInput input, boolean causal) {
        return switch (type) {
            case "f32" -> new AttentionKernel(input, causal, FloatArray::new, 2e-5);
            case "f16" -> new AttentionKernel(input, causal, HalfFloatArray::new, 1e-3);
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

    /** One forward pass. */
    void run() {
        plan.execute();
    }

    /**
     * Checks the result of the last run.
     *
     * @throws IllegalStateException if it is wrong
     */
    void check() {
        float[] result = new float[input.q.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = out.getFloat(i);
        }
        input.check(result, causal, tolerance);
    }

    @Override
    public void close() {
        plan.close();
        arrays.forEach(DeviceArray::close);
    }
}
