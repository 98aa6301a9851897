package dev.bessemer.bench;

import java.util.List;
import org.openjdk.jmh.annotations.Param;

/** Work that is bound by memory, by everyone who does it, in GB/s of what must be read and written at least. */
public class BandwidthSubject extends RoundBenchmark {
    /** What is done with each row. */
    @Param({"add", "softmax", "rms-norm"})
    public String kind = "add";

    /** Rows of floats. */
    @Param("4096")
    public int rows;

    /** Floats a row, a multiple of 32. */
    @Param("4096")
    public int columns;

    @Override
    List<Candidate> candidates() {
        return Candidates.rows(new RowsProblem(kind, rows, columns));
    }

    @Override
    double work() {
        return new RowsProblem(kind, rows, columns).bytes();
    }
}
