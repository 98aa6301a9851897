package dev.bessemer.bench;

import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.library.Attention;
import dev.bessemer.library.AttentionShape;
import dev.bessemer.runtime.GridScheduler;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.types.DeviceArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.MatrixArray;
import java.util.List;
import java.util.function.LongFunction;

/** The library's attention on the CPU device, over an {@link AttentionInput}. */
final class AttentionKernel extends KernelContender {
    private final AttentionInput input;
    private final boolean causal;
    private final MatrixArray<?> out;
    private final double tolerance;

    private AttentionKernel(
            AttentionInput input,
            boolean causal,
            MatrixArray<?> out,
            double tolerance,
            Attention<?> attention,
            List<DeviceArray> arrays) {
        super(
                attention.addTo(new TaskGraph("attention"), "forward"),
                arrays,
                new GridScheduler("attention.forward", attention.grid()));
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
        AttentionShape shape = AttentionShape.of(1, input.heads, input.length, input.length, input.dim);
        Attention<M> full =
                Attention.of(shape, (MatrixArray<M>) q, (MatrixArray<M>) k, (MatrixArray<M>) v, (MatrixArray<M>) out);
        Attention<M> attention = causal ? full.withCausal() : full;
        return new AttentionKernel(input, causal, out, tolerance, attention, List.of(q, k, v, out));
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
