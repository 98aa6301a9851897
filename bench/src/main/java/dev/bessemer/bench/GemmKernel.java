package dev.bessemer.bench;

import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.runtime.Device;
import dev.bessemer.runtime.GridScheduler;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.runtime.WorkerGrid2D;
import dev.bessemer.samples.MatMul;
import dev.bessemer.types.BFloat16Array;
import dev.bessemer.types.DeviceArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.MatrixArray;
import java.util.List;
import java.util.function.LongFunction;

/** The samples' product of matrices of any type, summed in floats. */
final class GemmKernel extends KernelContender {
    private static final int BLOCK = 32;

    private final MatMulInput input;
    private final FloatArray c;

    private GemmKernel(Device device, MatMulInput input, TaskGraph graph, List<DeviceArray> arrays, FloatArray c) {
        super(device, graph, arrays, new GridScheduler("gemm.multiply", grid(input)));
        this.input = input;
        this.c = c;
    }

    private static WorkerGrid2D grid(MatMulInput input) {
        return new WorkerGrid2D(32 * Math.ceilDiv(input.n, BLOCK), Math.ceilDiv(input.m, BLOCK));
    }

    private static <M extends SimdgroupMatrix<M>, A extends DeviceArray & MatrixArray<M>> GemmKernel of(
            Device device, LongFunction<A> array, MatMulInput input) {
        A a = AttentionKernel.filled(array, input.a);
        A b = AttentionKernel.filled(array, input.b);
        FloatArray c = new FloatArray((long) input.m * input.n);
        TaskGraph graph = new TaskGraph("gemm")
                .task(
                        "multiply",
                        MatMul::multiply,
                        new KernelContext(),
                        (MatrixArray<M>) a,
                        (MatrixArray<M>) b,
                        c,
                        input.m,
                        input.n,
                        input.depth);
        return new GemmKernel(device, input, graph, List.of(a, b, c), c);
    }

    /** @param type f32, f16 or bf16, of the factors */
    static GemmKernel of(Device device, String type, MatMulInput input) {
        return switch (type) {
            case "f32" -> of(device, FloatArray::new, input);
            case "f16" -> of(device, HalfFloatArray::new, input);
            case "bf16" -> of(device, BFloat16Array::new, input);
            default -> throw new IllegalArgumentException("the type is " + type + " but must be f32, f16 or bf16");
        };
    }

    @Override
    public void check() {
        input.check(c.toHeapArray(), (product, bias) -> product);
    }

    @Override
    public double operations() {
        return input.operations();
    }
}
