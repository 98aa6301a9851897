package dev.bessemer.bench;

import java.util.List;
import org.openjdk.jmh.annotations.Param;

/** Attention by everyone who computes it, in GFLOP/s. */
public class AttentionSubject extends RoundBenchmark {
    /** The type of inputs and result. */
    @Param({"f32", "f16", "bf16"})
    public String type = "f32";

    /** Heads of queries, keys and values. */
    @Param("8")
    public int heads;

    /** Rows of keys and values a head. */
    @Param("1024")
    public int length;

    /** Elements a row. */
    @Param({"64", "128"})
    public int dim;

    /** Whether a query sees only the keys up to its own place. */
    @Param({"false", "true"})
    public boolean causal;

    /** Whether there is one query, the last, or as many as keys. */
    @Param("false")
    public boolean decode;

    private AttentionProblem problem() {
        return new AttentionProblem(heads, decode ? 1 : length, length, dim, type, causal);
    }

    @Override
    List<Candidate> candidates() {
        return Candidates.attention(problem());
    }

    @Override
    double work() {
        return problem().operations();
    }
}
