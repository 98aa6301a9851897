package dev.bessemer.bench;

import org.openjdk.jmh.annotations.Param;

/** The samples' flash attention, 8 heads of 1024 x 64, against {@link HandWrittenAttention}. */
public class AttentionBenchmark extends PairBenchmark {
    /** The type of the inputs. */
    @Param({"f32", "f16"})
    public String type = "f32";

    /** Whether a query sees only the keys up to its own place. */
    @Param({"false", "true"})
    public boolean causal;

    /** The sequence's length, a multiple of 64. */
    @Param("1024")
    public int length;

    @Override
    Contender first() {
        return AttentionKernel.of(type, input(), causal);
    }

    @Override
    Contender second() {
        return new HandWrittenAttentionRun(type, input(), causal);
    }

    private AttentionInput input() {
        return new AttentionInput(8, length, HandWrittenAttention.DIM);
    }
}
