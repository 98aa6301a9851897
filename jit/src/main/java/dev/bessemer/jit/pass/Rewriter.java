package dev.bessemer.jit.pass;

import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.Mapping;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rebuilds a function in order of execution, one op after another. A pass overrides {@link #leaf} and {@link #nested} and from there
 * emits ops, or drops an op and replaces its results; uses that follow see the replacement. What a terminator makes unreachable is
 * dropped. Values and labels keep their identity, and what did not change is the same object afterwards.
 */
abstract class Rewriter implements Mapping {
    private final Map<Value, Value> replacements = new HashMap<>();
    private List<Op> out = new ArrayList<>();

    /** The function after this rewrite. */
    @SuppressWarnings("ReferenceEquality") // what did not change is the same object
    final Function rewrite(Function function) {
        Region body = region(function.body());
        return body == function.body() ? function : function.withBody(body);
    }

    /** Handles an op without regions, its operands already replaced. */
    protected void leaf(Op op) {
        emit(op);
    }

    /** Handles an op with regions; nothing in it is replaced yet, {@link #rebuild} does it. */
    protected void nested(Op op) {
        emit(rebuild(op));
    }

    /** Appends a finished op to the region being built. */
    protected void emit(Op op) {
        out.add(op);
    }

    /** Uses of {@code from} become uses of {@code to} in what is rebuilt from here on. */
    protected final void replace(Value from, Value to) {
        replacements.put(from, use(to));
    }

    /** Uses of each of {@code from} become uses of its counterpart. */
    protected final void replaceAll(List<Value> from, List<Value> to) {
        for (int i = 0; i < from.size(); i++) {
            replace(from.get(i), to.get(i));
        }
    }

    /** Appends the finished ops of a region that ends with a yield, and replaces {@code results} by what it yields; of another, appends all. */
    protected final void splice(Region region, List<Value> results) {
        for (Op op : region.ops()) {
            if (op instanceof ControlOp.Yield yield) {
                replaceAll(results, yield.values());
            } else {
                emit(op);
            }
        }
    }

    /** The op with operands replaced and its regions rewritten. */
    protected final Op rebuild(Op op) {
        if (op.regions().isEmpty()) {
            return usesReplaced(op) ? op.map(this) : op;
        }
        Op mapped = op.map(this);
        return usesReplaced(op) || !sameObjects(op.regions(), mapped.regions()) ? mapped : op;
    }

    @Override
    public Value use(Value operand) {
        Value replacement = replacements.get(operand);
        return replacement == null ? operand : replacement;
    }

    @Override
    public Region region(Region region) {
        List<Op> outer = out;
        out = new ArrayList<>(region.ops().size());
        for (Op op : region.ops()) {
            if (op.regions().isEmpty()) {
                leaf(rebuild(op));
            } else {
                nested(op);
            }
            if (!out.isEmpty() && out.getLast() instanceof ControlOp.Terminator) {
                break;
            }
        }
        List<Op> ops = out;
        out = outer;
        return sameObjects(region.ops(), ops) ? region : region.withOps(ops);
    }

    private boolean usesReplaced(Op op) {
        if (replacements.isEmpty()) {
            return false;
        }
        for (Value operand : op.operands()) {
            if (replacements.containsKey(operand)) {
                return true;
            }
        }
        return false;
    }

    @SuppressWarnings("ReferenceEquality") // comparing ops by value would walk all that is nested in them
    private static boolean sameObjects(List<?> left, List<?> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (left.get(i) != right.get(i)) {
                return false;
            }
        }
        return true;
    }
}
