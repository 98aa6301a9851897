package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.bytecode.BlockState.Exit;
import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.UnaryKind;
import dev.bessemer.jit.ir.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes one branch of two where the second only computes a condition: {@code if (a && b)} of pure a and b branches on the conjunction.
 * A second condition that reads memory or can fault stays a branch of its own.
 */
final class ShortCircuits {
    /** Ops that are cheaper to execute in vain than to branch around. */
    private static final int MOST_OPS = 16;

    private final LiftSession session;
    private final FlowGraph graph;
    private final Map<FlowBlock, BlockState> states;
    private final Set<FlowBlock> folded = new HashSet<>();

    ShortCircuits(LiftSession session, FlowGraph graph, Map<FlowBlock, BlockState> states) {
        this.session = session;
        this.graph = graph;
        this.states = states;
    }

    void fold() {
        for (FlowBlock block : List.copyOf(graph.blocks).reversed()) {
            boolean again = true;
            while (again) {
                again = foldInto(block);
            }
        }
        graph.remove(folded);
    }

    private boolean foldInto(FlowBlock block) {
        if (!(state(block).exit instanceof Exit.Branch first)) {
            return false;
        }
        return fold(block, first, first.whenTrue(), first.whenFalse(), BinaryKind.AND)
                || fold(block, first, first.whenFalse(), first.whenTrue(), BinaryKind.OR);
    }

    /**
     * Folds the second block of {@code a && b}, reached where a is true, or {@code a || b}, reached where it is false.
     *
     * @param shared where a alone decides
     */
    private boolean fold(FlowBlock block, Exit.Branch first, FlowBlock second, FlowBlock shared, BinaryKind kind) {
        BlockState from = state(block);
        BlockState next = state(second);
        Exit.Branch inner = isCondition(block, next) ? (Exit.Branch) next.exit : null;
        if (inner == null
                || (inner.whenTrue() != shared && inner.whenFalse() != shared)
                || !agree(from, next, shared)) {
            return false;
        }
        boolean and = kind == BinaryKind.AND;
        boolean straight = (and ? inner.whenFalse() : inner.whenTrue()) == shared;
        FlowBlock other = inner.whenTrue() == shared ? inner.whenFalse() : inner.whenTrue();
        from.ops.addAll(next.ops);
        Value condition = straight ? inner.condition() : negated(from, next, inner.condition());
        Value result = new Value(ScalarType.BOOL);
        add(from, new ScalarOp.Binary(result, kind, first.condition(), condition, next.location));
        from.exit = new Exit.Branch(result, and ? other : shared, and ? shared : other);
        from.frame = next.frame;
        relink(block, second, other, shared);
        return true;
    }

    private static boolean isCondition(FlowBlock block, BlockState next) {
        return next.exit instanceof Exit.Branch
                && next.block.predecessors.equals(List.of(block))
                && next.block.loop == block.loop
                && !next.block.isHeader()
                && next.parameters.isEmpty()
                && next.ops.size() <= MOST_OPS
                && next.ops.stream().allMatch(ScalarOp.class::isInstance);
    }

    /** Whether both blocks give the shared one the same arguments. */
    private boolean agree(BlockState from, BlockState next, FlowBlock shared) {
        return state(shared).parameters.stream()
                .allMatch(p -> p.place().in(from.frame).equals(p.place().in(next.frame)));
    }

    private Value negated(BlockState from, BlockState next, Value condition) {
        Value result = new Value(ScalarType.BOOL);
        ScalarOp.Compare compare = integerComparison(condition);
        Op negation = compare == null
                ? new ScalarOp.Unary(result, UnaryKind.NOT, condition, next.location)
                : new ScalarOp.Compare(
                        result, compare.kind().negated(), compare.left(), compare.right(), compare.location());
        add(from, negation);
        return result;
    }

    private ScalarOp.@Nullable Compare integerComparison(Value condition) {
        return session.definition(condition) instanceof ScalarOp.Compare compare
                        && compare.left().scalar().isInteger()
                ? compare
                : null;
    }

    private void add(BlockState to, Op op) {
        to.ops.add(op);
        session.define(op);
    }

    private void relink(FlowBlock block, FlowBlock second, FlowBlock other, FlowBlock shared) {
        shared.predecessors.remove(second);
        other.predecessors.remove(second);
        second.successors.clear();
        second.predecessors.clear();
        Exit.Branch branch = (Exit.Branch) state(block).exit;
        block.successors.clear();
        block.successors.add(branch.whenTrue());
        block.successors.add(branch.whenFalse());
        if (!other.predecessors.contains(block)) {
            other.predecessors.add(block);
        }
        folded.add(second);
    }

    private BlockState state(FlowBlock block) {
        return Objects.requireNonNull(states.get(block));
    }
}
