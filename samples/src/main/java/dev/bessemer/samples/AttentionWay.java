package dev.bessemer.samples;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The ways in which {@link FlashAttention} computes attention. */
enum AttentionWay {
    /** Two products and a softmax by MPS, three tasks, with all scores in memory. */
    MPS,
    /** MPSGraph's operation for it. */
    MPSGRAPH,
    /** A kernel on {@link dev.bessemer.intrinsics.SimdgroupMatrix}, which stores no scores. */
    SIMDGROUP,
    /** A kernel on {@link dev.bessemer.intrinsics.Matmul2D}, the softmax between its products; it stores no scores either. */
    MATMUL2D;

    /**
     * The way of a name, or all.
     *
     * @throws UsageException where there is none of the name
     */
    static List<AttentionWay> of(String name) {
        List<AttentionWay> chosen = Stream.of(values())
                .filter(way -> name.equals("all") || name.equals(way.label()))
                .toList();
        if (chosen.isEmpty()) {
            String labels = Stream.of(values()).map(AttentionWay::label).collect(Collectors.joining(" "));
            throw new UsageException("option --way is '" + name + "' but must be one of " + labels + " all");
        }
        return chosen;
    }

    /** As typed on the command line. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Why it cannot do what is asked; empty where it can. */
    String missing(AttentionProblem problem, Dtype type) {
        return switch (this) {
            case MPS -> missingFromMps(problem, type);
            case MPSGRAPH -> missingFromMpsGraph(problem);
            case SIMDGROUP, MATMUL2D -> "";
        };
    }

    private static String missingFromMps(AttentionProblem problem, Dtype type) {
        if (type == Dtype.BF16) {
            return "MPS has no matrices of bf16";
        }
        if (problem.causal()) {
            return "the softmax of MPS takes no mask, which --causal needs";
        }
        if (problem.kvHeads() != problem.heads()) {
            return "MPS multiplies a matrix of each head with one of its own: leave --kv-heads out";
        }
        return problem.scores() > Integer.MAX_VALUE ? tooManyScores(problem) : "";
    }

    private static String missingFromMpsGraph(AttentionProblem problem) {
        if (problem.kvHeads() != problem.heads()) {
            return "MPSGraph's attention wants as many heads of keys as of queries: leave --kv-heads out";
        }
        if (problem.causal() && problem.qLen() > problem.kLen()) {
            return "Apple does not say what MPSGraph gives for rows that see no key: make --seq at most --kv-seq";
        }
        return "";
    }

    private static String tooManyScores(AttentionProblem problem) {
        return "it stores the scores, %.0f of them, more than an int index reaches: make --seq smaller"
                .formatted(problem.scores());
    }
}
