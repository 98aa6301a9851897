package dev.bessemer.bench;

import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.library.Attention;
import dev.bessemer.library.AttentionShape;
import dev.bessemer.runtime.Device;
import dev.bessemer.runtime.GridScheduler;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.types.BFloat16Array;
import dev.bessemer.types.DeviceArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.MatrixArray;
import java.util.List;
import java.util.function.LongFunction;

/** The library's attention, over an {@link AttentionInput}. */
final class AttentionKernel extends KernelContender {
    private final AttentionInput input;
    private final boolean causal;
    private final MatrixArray<?> out;
    private final double tolerance;

    private AttentionKernel(
            Device device,
            AttentionInput input,
            boolean causal,
            MatrixArray<?> out,
            double tolerance,
            Attention<?> attention,
            List<DeviceArray> arrays) {
        super(
                device,
                attention.addTo(new TaskGraph("attention"), "forward"),
                arrays,
                new GridScheduler("attention.forward", attention.grid()));
        this.input = input;
        this.causal = causal;
        this.out = out;
        this.tolerance = tolerance;
    }

    /** Which of the library's kernels computes it. */
    enum Way {
        /** The one on {@code SimdgroupMatrix}. */
        SIMDGROUP,
        /** The one on {@code Matmul2D}. */
        MATMUL2D
    }

    private static <M extends SimdgroupMatrix<M>, A extends DeviceArray & MatrixArray<M>> AttentionKernel of(
            Device device, Way way, LongFunction<A> array, AttentionInput input, boolean causal, double tolerance) {
        A q = filled(array, input.q);
        A k = filled(array, input.k);
        A v = filled(array, input.v);
        A out = array.apply(input.q.length);
        AttentionShape shape = AttentionShape.of(1, input.heads, input.queries, input.length, input.dim);
        Attention<M> full = Attention.of(
                        shape, (MatrixArray<M>) q, (MatrixArray<M>) k, (MatrixArray<M>) v, (MatrixArray<M>) out)
                .withTiling(Attention.Tiling.of(device));
        Attention<M> chosen = way == Way.MATMUL2D ? full.withMatmul2D() : full;
        Attention<M> attention = causal ? chosen.withCausal() : chosen;
        FloatArray workspace = new FloatArray(Math.max(1, attention.workspaceSize()));
        return new AttentionKernel(
                device,
                input,
                causal,
                out,
                tolerance,
                attention.workspaceSize() == 0 ? attention : attention.withWorkspace(workspace),
                List.of(q, k, v, out, workspace));
    }

    /**
     * Over arrays of a type, on the CPU device.
     *
     * @param type f32, f16 or bf16, of inputs and output
     */
    static AttentionKernel of(String type, AttentionInput input, boolean causal) {
        return of(Device.cpu(), Way.SIMDGROUP, type, input, causal);
    }

    /** The same on a device, in either way. */
    static AttentionKernel of(Device device, Way way, String type, AttentionInput input, boolean causal) {
        return switch (type) {
            case "f32" -> of(device, way, FloatArray::new, input, causal, 2e-5);
            case "f16" -> of(device, way, HalfFloatArray::new, input, causal, 1e-3);
            case "bf16" -> of(device, way, BFloat16Array::new, input, causal, 1e-2);
            default -> throw new IllegalArgumentException("the type is " + type + " but must be f32, f16 or bf16");
        };
    }

    /** An array of these numbers. */
    static <A extends DeviceArray & MatrixArray<?>> A filled(LongFunction<A> array, float[] values) {
        A filled = array.apply(values.length);
        for (int i = 0; i < values.length; i++) {
            filled.setFloat(i, values[i]);
        }
        return filled;
    }

    /** The elements of an array. */
    static float[] floats(MatrixArray<?> array) {
        float[] floats = new float[array.getSize()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = array.getFloat(i);
        }
        return floats;
    }

    @Override
    public void check() {
        input.check(floats(out), causal, tolerance);
    }

    @Override
    public double operations() {
        return input.operations(causal);
    }
}
