package dev.bessemer.bench;

import dev.bessemer.bench.variant.MatMulVariant;
import org.openjdk.jmh.annotations.Param;

/** Variants of the product of two square matrices of floats, against the sample. */
public class MatMulVariantBenchmark extends PairBenchmark {
    /** How it is written. */
    @Param
    public MatMulVariant variant = MatMulVariant.SAMPLE;

    /** The matrices' rows and columns, a multiple of 64. */
    @Param("1024")
    public int extent;

    @Override
    Contender first() {
        return MatMulKernel.of(variant, input());
    }

    @Override
    Contender second() {
        return MatMulKernel.of(MatMulVariant.SAMPLE, input());
    }

    private MatMulInput input() {
        return new MatMulInput(extent, extent, extent);
    }
}
