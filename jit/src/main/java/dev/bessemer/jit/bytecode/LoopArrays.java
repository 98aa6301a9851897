package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Local arrays that are allocated in loops: code that uses one has to stay in the loop, since no array leaves it as a value. */
final class LoopArrays {
    private final Map<FlowBlock, BlockState> states;
    private final Map<FlowBlock, List<FlowBlock>> dominated = new HashMap<>();
    private final Map<FlowLoop, Set<Value>> allocated = new HashMap<>();

    LoopArrays(FlowGraph graph, Map<FlowBlock, BlockState> states) {
        this.states = states;
        for (FlowBlock block : graph.blocks) {
            if (block.dominator != null && block.dominator != block) {
                dominated
                        .computeIfAbsent(block.dominator, _ -> new ArrayList<>())
                        .add(block);
            }
        }
    }

    /** Whether a block, or one that it dominates, uses an array that a loop allocates. */
    boolean areUsed(FlowLoop loop, FlowBlock block) {
        Set<Value> arrays = allocated.computeIfAbsent(loop, this::allocatedIn);
        return !arrays.isEmpty() && uses(block, arrays);
    }

    private Set<Value> allocatedIn(FlowLoop loop) {
        Set<Value> arrays = new HashSet<>();
        for (FlowBlock block : loop.blocks) {
            for (Op op : ops(block)) {
                if (op instanceof MemoryOp.Allocate allocate) {
                    arrays.add(allocate.result());
                }
            }
        }
        return arrays;
    }

    private List<Op> ops(FlowBlock block) {
        BlockState state = states.get(block);
        return state == null ? List.of() : state.ops;
    }

    private boolean uses(FlowBlock block, Set<Value> arrays) {
        Deque<FlowBlock> left = new ArrayDeque<>(List.of(block));
        while (!left.isEmpty()) {
            FlowBlock next = left.pop();
            if (uses(ops(next), arrays)) {
                return true;
            }
            left.addAll(dominated.getOrDefault(next, List.of()));
        }
        return false;
    }

    private static boolean uses(List<Op> ops, Set<Value> arrays) {
        return ops.stream()
                .anyMatch(op -> op.operands().stream().anyMatch(arrays::contains)
                        || op.regions().stream().anyMatch(region -> uses(region.ops(), arrays)));
    }
}
