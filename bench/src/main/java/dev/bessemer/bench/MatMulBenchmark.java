package dev.bessemer.bench;

import dev.bessemer.bench.variant.MatMulVariant;
import org.openjdk.jmh.annotations.Param;

/** The samples' product of two square matrices of floats, against {@link HandWrittenMatMul}. */
public class MatMulBenchmark extends PairBenchmark {
    /** The matrices' rows and columns, a multiple of 64. */
    @Param("1024")
    public int extent;

    @Override
    Contender first() {
        return MatMulKernel.of(MatMulVariant.SAMPLE, input());
    }

    @Override
    Contender second() {
        return new HandWrittenMatMul(input());
    }

    private MatMulInput input() {
        return new MatMulInput(extent, extent, extent);
    }
}
