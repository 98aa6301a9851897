package dev.bessemer.bench;

import dev.bessemer.bench.variant.AttentionVariant;
import dev.bessemer.bench.variant.AttentionVariant.Arrays;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.types.FloatArray;
import java.util.List;

/** A variant of attention on the CPU device, over an {@link AttentionInput}. */
final class AttentionVariantKernel extends KernelContender {
    private final AttentionVariant variant;
    private final AttentionInput input;
    private final FloatArray out;

    private AttentionVariantKernel(AttentionVariant variant, AttentionInput input, Arrays arrays) {
        super(
                variant.addTo(new TaskGraph("attention"), arrays),
                List.of(arrays.q(), arrays.k(), arrays.v(), arrays.out()),
                variant.grid("attention.forward", arrays));
        this.variant = variant;
        this.input = input;
        out = arrays.out();
    }

    static AttentionVariantKernel of(AttentionVariant variant, AttentionInput input) {
        Arrays arrays = new Arrays(
                FloatArray.fromArray(input.q),
                FloatArray.fromArray(input.k),
                FloatArray.fromArray(input.v),
                new FloatArray(input.q.length),
                input.heads,
                input.length,
                input.dim);
        return new AttentionVariantKernel(variant, input, arrays);
    }

    @Override
    public void check() {
        input.check(out.toHeapArray(), false, variant::score, 2e-5);
    }

    @Override
    public double operations() {
        return input.operations(false);
    }
}
