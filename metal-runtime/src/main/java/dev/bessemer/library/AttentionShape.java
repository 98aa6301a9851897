package dev.bessemer.library;

/**
 * The extents of an attention.
 *
 * @param batch independent problems, at least 1
 * @param heads heads of queries, at least 1
 * @param kvHeads heads of keys and values, a divisor of {@code heads}: each serves {@code heads / kvHeads} heads of queries next to each other
 * @param queries query rows a head, at least 1
 * @param keys keys a head, at least 1
 * @param keyDim elements of a row of queries and keys, 8 to 256 in steps of 8
 * @param valueDim elements of a row of values and of the result, 8 to 256 in steps of 8
 */
public record AttentionShape(int batch, int heads, int kvHeads, int queries, int keys, int keyDim, int valueDim) {
    private static final int LONGEST_ROW = 256;

    /** @throws IllegalArgumentException if an extent is not as said above; the message names it */
    public AttentionShape {
        require(batch >= 1, "batch", batch, "at least 1");
        require(heads >= 1, "heads", heads, "at least 1");
        require(kvHeads >= 1 && heads % kvHeads == 0, "kvHeads", kvHeads, "a divisor of heads, which is " + heads);
        require(queries >= 1, "queries", queries, "at least 1");
        require(keys >= 1, "keys", keys, "at least 1");
        require(isRow(keyDim), "keyDim", keyDim, "8 to 256 in steps of 8");
        require(isRow(valueDim), "valueDim", valueDim, "8 to 256 in steps of 8");
    }

    /** One head of values for each head of queries, all rows of one length. */
    public static AttentionShape of(int batch, int heads, int queries, int keys, int dim) {
        return new AttentionShape(batch, heads, heads, queries, keys, dim, dim);
    }

    private static boolean isRow(int dim) {
        return dim >= 8 && dim <= LONGEST_ROW && dim % 8 == 0;
    }

    private static void require(boolean holds, String name, int value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("the attention's " + name + " is " + value + " but must be " + expected);
        }
    }
}
