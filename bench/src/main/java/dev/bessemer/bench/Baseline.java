package dev.bessemer.bench;

/**
 * A library to compare with, found by {@link java.util.ServiceLoader}, so that only who wants it fetches it.
 *
 * <p>What it computes is checked by the inputs' own {@code check} before it is timed.
 */
public interface Baseline {
    /** As reports show it. */
    String name();

    /** Of the library. */
    String version();

    /** Takes part in an attention, or says why not. */
    Candidate attention(AttentionProblem problem);

    /** Takes part in a product of matrices, or says why not. */
    Candidate gemm(GemmProblem problem);

    /** Takes part in work on rows, or says why not. */
    Candidate rows(RowsProblem problem);
}
