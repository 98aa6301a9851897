package dev.bessemer.bench;

import org.openjdk.jmh.annotations.Param;

/** The samples' sum of two arrays of floats, against plain Java loops on as many threads. */
public class VectorAddBenchmark extends PairBenchmark {
    /** How many floats. */
    @Param("16777216")
    public int size;

    @Override
    Contender first() {
        return VectorAddKernel.of(size);
    }

    @Override
    Contender second() {
        return new PlainVectorAdd(size);
    }
}
