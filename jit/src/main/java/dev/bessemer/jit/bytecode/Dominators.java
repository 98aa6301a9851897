package dev.bessemer.jit.bytecode;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds immediate dominators, by the algorithm of Cooper, Harvey and Kennedy. */
final class Dominators {
    private final List<FlowBlock> blocks;

    /** @param blocks in reverse postorder, numbered */
    Dominators(List<FlowBlock> blocks) {
        this.blocks = blocks;
    }

    void run() {
        FlowBlock entry = blocks.getFirst();
        entry.dominator = entry;
        boolean changed = true;
        while (changed) {
            changed = false;
            for (FlowBlock block : blocks.subList(1, blocks.size())) {
                FlowBlock dominator = common(block);
                changed |= block.dominator != dominator;
                block.dominator = dominator;
            }
        }
    }

    private static @Nullable FlowBlock common(FlowBlock block) {
        FlowBlock common = null;
        for (FlowBlock predecessor : block.predecessors) {
            if (predecessor.dominator != null) {
                common = common == null ? predecessor : intersect(common, predecessor);
            }
        }
        return common;
    }

    private static @Nullable FlowBlock intersect(FlowBlock one, FlowBlock other) {
        FlowBlock a = one;
        FlowBlock b = other;
        while (a != b && a != null && b != null) {
            if (a.order > b.order) {
                a = a.dominator;
            } else {
                b = b.dominator;
            }
        }
        return a;
    }
}
