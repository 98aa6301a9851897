package dev.bessemer.bench;

import java.util.List;
import org.openjdk.jmh.annotations.Param;

/** A product of square matrices by everyone who computes it, in GFLOP/s. */
public class GemmSubject extends RoundBenchmark {
    /** The type of the factors. */
    @Param({"f32", "f16", "bf16"})
    public String type = "f32";

    /** Rows and columns. */
    @Param("1024")
    public int extent;

    @Override
    List<Candidate> candidates() {
        return Candidates.gemm(new GemmProblem(extent, type));
    }

    @Override
    double work() {
        return new GemmProblem(extent, type).operations();
    }
}
