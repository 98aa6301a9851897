package dev.bessemer.samples;

import dev.bessemer.library.AttentionShape;

/**
 * What the command line asks of an attention.
 *
 * @param batch independent problems
 * @param heads heads of queries
 * @param kvHeads heads of keys and values, a divisor of heads
 * @param qLen query rows a head
 * @param kLen keys a head
 * @param dim a row's length
 * @param causal whether query row i sees the keys up to {@code kLen - qLen + i} only
 */
record AttentionProblem(int batch, int heads, int kvHeads, int qLen, int kLen, int dim, boolean causal) {
    private static final int MOST = 1 << 20;

    /**
     * The shape that the options ask for.
     *
     * @throws UsageException when they do not go together
     */
    static AttentionProblem of(Options options) {
        int heads = options.number("--heads", 1, MOST);
        int qLen = options.number("--seq", 1, MOST);
        int kvHeads = options.number("--kv-heads", 0, MOST);
        int kLen = options.number("--kv-seq", 0, MOST);
        AttentionProblem problem = new AttentionProblem(
                options.number("--batch", 1, MOST),
                heads,
                kvHeads == 0 ? heads : kvHeads,
                qLen,
                kLen == 0 ? qLen : kLen,
                options.number("--dim", 32, 256),
                options.isOn("--causal"));
        problem.check();
        return problem;
    }

    private void check() {
        if (dim % 8 != 0) {
            throw new UsageException("option --dim is " + dim + " but must be a multiple of 8");
        }
        if (heads % kvHeads != 0) {
            throw new UsageException("option --kv-heads is " + kvHeads + " but must divide --heads, which is " + heads);
        }
        double largest = (double) batch * heads * (Math.max(qLen, kLen) + 1024.0) * dim;
        if (largest > Integer.MAX_VALUE) {
            throw new UsageException("an array of this shape has more elements than an int index reaches:"
                    + " make --batch, --heads, --seq, --kv-seq or --dim smaller");
        }
    }

    /** Elements of the queries and of the result. */
    long querySize() {
        return (long) batch * heads * qLen * dim;
    }

    /** Elements of the keys, and of the values. */
    long keySize() {
        return (long) batch * kvHeads * kLen * dim;
    }

    /** Scores, of keys that a row does not see too. */
    double scores() {
        return (double) batch * heads * qLen * kLen;
    }

    /** Pairs of a query row and a key that it sees, over all heads. */
    double pairs() {
        if (!causal) {
            return scores();
        }
        double seen = 0;
        for (int row = 0; row < qLen; row++) {
            seen += visibleKeys(row);
        }
        return batch * heads * seen;
    }

    /** How many keys a query row sees. */
    int visibleKeys(int row) {
        return causal ? Math.clamp((long) kLen - qLen + row + 1, 0, kLen) : kLen;
    }

    /** The extents, as the library has them. */
    AttentionShape shape() {
        return new AttentionShape(batch, heads, kvHeads, qLen, kLen, dim, dim);
    }
}
