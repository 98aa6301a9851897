package dev.bessemer.bench;

import org.openjdk.jmh.annotations.Param;

/** The samples' flash attention on all processors, 8 heads of 1024 x 64 floats, against scalar Java loops on one thread. */
public class PlainAttentionBenchmark extends PairBenchmark {
    /** Whether a query sees only the keys up to its own place. */
    @Param({"false", "true"})
    public boolean causal;

    /** The sequence's length, a multiple of 64. */
    @Param("1024")
    public int length;

    @Override
    Contender first() {
        return AttentionKernel.of("f32", input(), causal);
    }

    @Override
    Contender second() {
        return new PlainAttention(input(), causal);
    }

    private AttentionInput input() {
        return new AttentionInput(8, length, HandWrittenAttention.DIM);
    }
}
