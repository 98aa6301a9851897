package dev.bessemer.jit.bytecode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Where the blocks go that are not simply nested in the one block that jumps to them. */
final class Placement {
    private final Map<FlowBlock, List<FlowBlock>> inside = new HashMap<>();
    private final Map<FlowBlock, List<FlowBlock>> after = new HashMap<>();
    private final LoopArrays arrays;

    Placement(FlowGraph graph, Map<FlowBlock, BlockState> states) {
        arrays = new LoopArrays(graph, states);
        for (FlowBlock block : graph.blocks.subList(1, graph.blocks.size())) {
            if (block != graph.exit) {
                place(block);
            }
        }
        after.forEach((header, blocks) -> leaveInside(header, blocks, states));
    }

    /** Blocks without code of their own, such as an early return, stay where they are jumped to; the loop's regular end does not. */
    private static void leaveInside(FlowBlock header, List<FlowBlock> after, Map<FlowBlock, BlockState> states) {
        List<FlowBlock> placed = after.stream()
                .filter(block -> header.successors.contains(block)
                        || !Objects.requireNonNull(states.get(block)).canRepeat())
                .toList();
        if (!placed.isEmpty()) {
            after.retainAll(placed);
        }
    }

    /** The blocks that follow a block's code, in order: those where several edges meet. */
    List<FlowBlock> inside(FlowBlock block) {
        return inside.getOrDefault(block, List.of());
    }

    /** The blocks that follow a header's loop, in order: those that the loop dominates and does not contain, and that need none of its arrays. */
    List<FlowBlock> after(FlowBlock header) {
        return after.getOrDefault(header, List.of());
    }

    private void place(FlowBlock block) {
        FlowBlock dominator = Objects.requireNonNull(block.dominator);
        FlowLoop left = null;
        for (FlowLoop loop = dominator.loop; loop != null && !block.isIn(loop); loop = loop.parent) {
            if (arrays.areUsed(loop, block)) {
                break;
            }
            left = loop;
        }
        if (left != null) {
            after.computeIfAbsent(left.header, _ -> new ArrayList<>()).add(block);
        } else if (block.forwardPredecessors().size() > 1) {
            inside.computeIfAbsent(dominator, _ -> new ArrayList<>()).add(block);
        }
    }
}
