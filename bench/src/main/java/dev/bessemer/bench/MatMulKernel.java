package dev.bessemer.bench;

import dev.bessemer.bench.variant.MatMulVariant;
import dev.bessemer.bench.variant.MatMulVariant.Arrays;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.types.FloatArray;
import java.util.List;

/** A product of matrices on the CPU device, over a {@link MatMulInput}. */
final class MatMulKernel extends KernelContender {
    private final MatMulVariant variant;
    private final MatMulInput input;
    private final FloatArray c;

    private MatMulKernel(MatMulVariant variant, MatMulInput input, Arrays arrays) {
        super(
                variant.addTo(new TaskGraph("matrices"), arrays),
                List.of(arrays.a(), arrays.b(), arrays.bias(), arrays.c()),
                variant.grid("matrices.multiply", arrays));
        this.variant = variant;
        this.input = input;
        c = arrays.c();
    }

    static MatMulKernel of(MatMulVariant variant, MatMulInput input) {
        Arrays arrays = new Arrays(
                FloatArray.fromArray(input.a),
                FloatArray.fromArray(input.b),
                FloatArray.fromArray(input.bias),
                new FloatArray((long) input.m * input.n),
                input.m,
                input.n,
                input.depth);
        return new MatMulKernel(variant, input, arrays);
    }

    @Override
    public void check() {
        input.check(c.toHeapArray(), variant::expected);
    }

    @Override
    public double operations() {
        return input.operations();
    }
}
