package dev.bessemer.bench;

import java.util.List;
import org.openjdk.jmh.annotations.Param;

/** What all processors can do at most: multiply-adds in registers in GFLOP/s, and a sum of long arrays in GB/s. */
public class LimitsSubject extends RoundBenchmark {
    private static final RowsProblem LONG = new RowsProblem("add", 16384, 2048);

    /** Of what. */
    @Param({"arithmetic", "memory"})
    public String limit = "arithmetic";

    @Override
    List<Candidate> candidates() {
        return List.of(
                limit.equals("memory")
                        ? Candidate.of("limit", () -> new PlainRows(LONG.input()))
                        : Candidate.of("limit", PeakLimit::new));
    }

    @Override
    double work() {
        if (limit.equals("memory")) {
            return LONG.bytes();
        }
        try (Contender peak = new PeakLimit()) {
            return peak.operations();
        }
    }
}
