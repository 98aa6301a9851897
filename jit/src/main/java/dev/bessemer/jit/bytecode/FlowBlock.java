package dev.bessemer.jit.bytecode;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A basic block of a method: instructions that run one after another, or one of the comparisons a switch consists of. */
final class FlowBlock {
    /** The first instruction's index. */
    final int first;

    /** One past the last instruction's index. */
    final int end;

    /** For a branch: first where it falls through, then where it jumps; for a switch test: first where a key matches. */
    final List<FlowBlock> successors = new ArrayList<>();

    final List<FlowBlock> predecessors = new ArrayList<>();

    /** The keys that this test of a switch compares with; empty for a block of instructions. */
    final List<Integer> keys;

    /** The block whose last instruction is the switch this block is a test of. */
    final @Nullable FlowBlock switchBlock;

    /** The place in reverse postorder. */
    int order = -1;

    /** The immediate dominator; the entry's is itself. */
    @Nullable
    FlowBlock dominator;

    /** The innermost loop it is in; a header is in its own loop. */
    @Nullable
    FlowLoop loop;

    FlowBlock(int first, int end) {
        this.first = first;
        this.end = end;
        keys = List.of();
        switchBlock = null;
    }

    FlowBlock(FlowBlock switchBlock, List<Integer> keys) {
        first = switchBlock.end;
        end = switchBlock.end;
        this.keys = List.copyOf(keys);
        this.switchBlock = switchBlock;
    }

    void addSuccessor(FlowBlock successor) {
        if (!successors.contains(successor)) {
            successors.add(successor);
            successor.predecessors.add(this);
        }
    }

    void removeSuccessor(FlowBlock successor) {
        successors.remove(successor);
        successor.predecessors.remove(this);
    }

    boolean isHeader() {
        return loop != null && loop.header == this;
    }

    /** The predecessors whose edge does not close a loop. */
    List<FlowBlock> forwardPredecessors() {
        return predecessors.stream().filter(p -> p.order < order).toList();
    }

    /** The predecessors whose edge closes this header's loop. */
    List<FlowBlock> backPredecessors() {
        return predecessors.stream().filter(p -> p.order >= order).toList();
    }

    boolean dominates(FlowBlock other) {
        FlowBlock at = other;
        while (at.order > order && at.dominator != null) {
            at = at.dominator;
        }
        return at == this;
    }

    boolean isIn(FlowLoop outer) {
        for (FlowLoop at = loop; at != null; at = at.parent) {
            if (at == outer) {
                return true;
            }
        }
        return false;
    }
}
