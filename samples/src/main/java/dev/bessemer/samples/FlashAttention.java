package dev.bessemer.samples;

import dev.bessemer.library.Attention;
import dev.bessemer.types.BFloat16Array;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import java.util.List;

/**
 * Flash attention: {@code softmax(scale * Q K^T) V} in one kernel that never stores the scores, so that its memory grows with the sequence's
 * length and not with its square. The kernel is the library's, {@link Attention}; Apple's MPS and MPSGraph do
 * the same beside it.
 */
public final class FlashAttention implements Sample {
    /** The sample of this name. */
    public FlashAttention() {}

    @Override
    public String name() {
        return "flash-attention";
    }

    @Override
    public String summary() {
        return "softmax(Q K^T) V in one tiled kernel on SimdgroupMatrix";
    }

    @Override
    public List<Option> options() {
        return List.of(
                Option.of("--batch", "N", 1, "independent problems"),
                Option.of("--heads", "N", 8, "heads of queries"),
                Option.of("--kv-heads", "N", 0, "heads of keys and values, a divisor of --heads; 0 for as many"),
                Option.of("--seq", "N", 1024, "query rows a head"),
                Option.of("--kv-seq", "N", 0, "keys a head; 0 for as many as query rows"),
                Option.of("--dim", "N", 64, "a row's length, 32 to 256 in steps of 8"),
                Option.of("--dtype", "TYPE", "f32", "f32, f16 or bf16: the elements of all arrays"),
                Option.of(
                        "--way",
                        "WAY",
                        "simdgroup",
                        "simdgroup, matmul2d, mps or mpsgraph: who computes it; all for each in turn"),
                Option.flag("--causal", "let query row i see the keys up to kv-seq - seq + i only"),
                LOWERING,
                DEVICE,
                REPEAT);
    }

    @Override
    public List<Way> ways(Options options) {
        AttentionProblem problem = AttentionProblem.of(options);
        Dtype type = options.choice("--dtype", Dtype.class);
        Attention.Tiling tiling =
                options.text(DEVICE.name()).startsWith("cpu") ? Attention.Tiling.CPU : Attention.Tiling.GPU;
        return AttentionWay.of(options.text("--way")).stream()
                .map(way -> new Way(way.label(), way.missing(problem, type), () -> run(problem, type, way, tiling)))
                .toList();
    }

    private static SampleRun run(AttentionProblem problem, Dtype type, AttentionWay way, Attention.Tiling tiling) {
        return switch (type) {
            case F32 -> new FlashAttentionRun<>(FloatArray::new, problem, way, tiling, 2e-5);
            case F16 -> new FlashAttentionRun<>(HalfFloatArray::new, problem, way, tiling, 3e-4);
            case BF16 -> new FlashAttentionRun<>(BFloat16Array::new, problem, way, tiling, 5e-3);
        };
    }
}
