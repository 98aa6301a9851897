package dev.bessemer.bench;

import org.openjdk.jmh.annotations.Param;

/** The library's product of two square matrices by the type of their elements, against floats. */
public class GemmTypesBenchmark extends PairBenchmark {
    /** What the matrices are of. */
    @Param({"f16", "bf16", "i8", "f16_i8", "f16_i4"})
    public String type = "f16";

    /** The matrices' rows and columns. */
    @Param("1024")
    public int extent;

    @Override
    Contender first() {
        return LibraryGemm.of(type, extent);
    }

    @Override
    Contender second() {
        return LibraryGemm.of("f32", extent);
    }
}
