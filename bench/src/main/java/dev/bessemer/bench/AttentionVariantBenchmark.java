package dev.bessemer.bench;

import dev.bessemer.bench.variant.AttentionVariant;
import org.openjdk.jmh.annotations.Param;

/** Variants of attention, 8 heads of 1024 x 64 floats, against the sample. */
public class AttentionVariantBenchmark extends PairBenchmark {
    /** How it is written. */
    @Param
    public AttentionVariant variant = AttentionVariant.SAMPLE;

    /** The sequence's length, a multiple of 64. */
    @Param("1024")
    public int length;

    @Override
    Contender first() {
        return AttentionVariantKernel.of(variant, input());
    }

    @Override
    Contender second() {
        return AttentionVariantKernel.of(AttentionVariant.SAMPLE, input());
    }

    private AttentionInput input() {
        return new AttentionInput(8, length, HandWrittenAttention.DIM);
    }
}
