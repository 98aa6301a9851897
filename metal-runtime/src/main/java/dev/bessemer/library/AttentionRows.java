package dev.bessemer.library;

/**
 * The query rows as a launch sees them. Where each head has one query, the heads that share keys and values become the rows of one, so that
 * keys and values are read once for all of them.
 *
 * @param stack how many heads became rows of one; 1 where none did
 */
record AttentionRows(int batch, int heads, int queries, int stack) {
    static AttentionRows of(AttentionShape shape) {
        int shared = shape.heads() / shape.kvHeads();
        boolean stacks = shape.queries() == 1 && shared > 1;
        return stacks
                ? new AttentionRows(shape.batch(), shape.kvHeads(), shared, shared)
                : new AttentionRows(shape.batch(), shape.heads(), shape.queries(), 1);
    }

    boolean isStacked() {
        return stack > 1;
    }

    /** Where the rows of an array with a row for each query are. */
    AttentionKernel.Strides strides(AttentionLayout layout) {
        return isStacked()
                ? new AttentionKernel.Strides(layout.batchStride(), layout.headStride() * stack, layout.headStride())
                : layout.strides();
    }
}
