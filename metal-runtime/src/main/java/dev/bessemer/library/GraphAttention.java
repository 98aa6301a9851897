package dev.bessemer.library;

import dev.bessemer.runtime.LibraryOperation.Operand;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An attention as MPSGraph is asked for it.
 *
 * @param fused by one operation, else by several
 * @param mask null where there is none
 */
record GraphAttention(
        AttentionShape shape,
        boolean fused,
        float scale,
        Operand q,
        Operand k,
        Operand v,
        Operand out,
        @Nullable Mask mask) {
    /** What is added to the scores, and its extents; those of 1 serve all batches, heads or rows. */
    record Mask(Operand operand, int batches, int heads, int rows) {}

    /** @throws IllegalArgumentException when anything does not fit the rest; the message names it */
    GraphAttention {
        String name = name(fused);
        checkShape(name, shape, fused);
        if (!Float.isFinite(scale)) {
            throw new IllegalArgumentException(name + ": scale is " + scale + " but must be finite");
        }
        long heads = (long) shape.batch() * shape.heads();
        MpsOperands.checkSize(name, q, heads, shape.queries(), shape.keyDim());
        MpsOperands.checkSize(name, k, heads, shape.keys(), shape.keyDim());
        MpsOperands.checkSize(name, v, heads, shape.keys(), shape.valueDim());
        MpsOperands.checkSize(name, out, heads, shape.queries(), shape.valueDim());
        if (mask != null) {
            checkMask(name, shape, mask);
            MpsOperands.checkType(name, mask.operand, q);
        }
        MpsOperands.checkApart(name, operands(q, k, v, mask, out));
    }

    static String name(boolean fused) {
        return fused ? "MpsGraphAttention" : "MpsGraphAttention (unfused)";
    }

    String name() {
        return name(fused);
    }

    /** The arrays: q, k, v, the mask if there is one, out. */
    List<Operand> operands() {
        return operands(q, k, v, mask, out);
    }

    private static List<Operand> operands(Operand q, Operand k, Operand v, @Nullable Mask mask, Operand out) {
        List<Operand> operands = new ArrayList<>(List.of(q, k, v));
        if (mask != null) {
            operands.add(mask.operand);
        }
        operands.add(out);
        return operands;
    }

    private static void checkShape(String name, AttentionShape shape, boolean fused) {
        if (shape.kvHeads() != shape.heads()) {
            throw new IllegalArgumentException(name + ": " + shape.heads() + " heads of queries share "
                    + shape.kvHeads() + " of keys, but MPSGraph takes one of keys for each: repeat them, or use"
                    + " Attention");
        }
        MpsOperands.checkRow(name, "keys", shape.keys());
        if (fused && shape.keyDim() != shape.valueDim()) {
            throw new IllegalArgumentException(
                    name + ": rows of keys have " + shape.keyDim()
                            + " elements and rows of values " + shape.valueDim()
                            + ", but MPSGraph's operation takes rows of one length: use MpsGraphAttention.unfused, or Attention");
        }
    }

    private static void checkMask(String name, AttentionShape shape, Mask mask) {
        checkExtent(name, "batches", mask.batches, shape.batch());
        checkExtent(name, "heads", mask.heads, shape.heads());
        checkExtent(name, "rows", mask.rows, shape.queries());
        MpsOperands.checkSize(name, mask.operand, (long) mask.batches * mask.heads, mask.rows, shape.keys());
    }

    private static void checkExtent(String name, String what, int extent, int wanted) {
        if (extent != 1 && extent != wanted) {
            throw new IllegalArgumentException(
                    name + ": the mask has " + extent + " " + what + " but must have " + wanted + ", or 1 for all");
        }
    }
}
