package dev.bessemer.jit.pass;

import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Label;
import dev.bessemer.jit.ir.Mapping;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.UnaryKind;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Appends the ops of a pure branch one after another, and finds by selects what its results are. */
final class BranchFlattener implements Mapping {
    /**
     * A way out of a block.
     *
     * @param condition when it is taken, or null for always
     */
    private record Exit(@Nullable Value condition, List<Value> values) {}

    private final List<Op> ops;
    private final Mapping outer;
    private final Map<Value, Value> replaced = new HashMap<>();
    private final Map<Label, List<Exit>> exits = new HashMap<>();

    BranchFlattener(List<Op> ops, Mapping outer) {
        this.ops = ops;
        this.outer = outer;
    }

    @Override
    public Value use(Value operand) {
        Value value = replaced.get(operand);
        return value == null ? outer.use(operand) : value;
    }

    /** What the results of a branch are. */
    List<Value> results(Op op) {
        Exit exit = append(op, null);
        return exit == null ? List.of() : exit.values();
    }

    /** Appends an if or block reached under a condition; how it is left at its end, or null when never. */
    private @Nullable Exit append(Op op, @Nullable Value path) {
        return switch (op) {
            case ControlOp.If branch -> append(branch, path);
            case ControlOp.Block block -> append(block, path);
            default -> throw new IllegalArgumentException("no branch: " + op);
        };
    }

    private @Nullable Exit append(ControlOp.If op, @Nullable Value path) {
        Value condition = use(op.condition());
        Value truePath = and(path, condition, op.location());
        Value falsePath = and(path, not(condition, op.location()), op.location());
        Exit whenTrue = append(op.thenRegion(), truePath);
        Exit whenFalse = append(op.elseRegion(), falsePath);
        if (whenTrue == null || whenFalse == null) {
            return whenTrue == null ? whenFalse : whenTrue;
        }
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < op.results().size(); i++) {
            values.add(select(
                    condition, whenTrue.values().get(i), whenFalse.values().get(i), op.location()));
        }
        boolean rejoined = whenTrue.condition() == truePath && whenFalse.condition() == falsePath;
        Value after = rejoined ? path : or(whenTrue.condition(), whenFalse.condition(), op.location());
        return new Exit(after, values);
    }

    private @Nullable Exit append(ControlOp.Block op, @Nullable Value path) {
        List<Exit> found = new ArrayList<>();
        exits.put(op.label(), found);
        Exit last = append(op.body(), path);
        if (last != null) {
            found.add(last);
        }
        if (found.isEmpty()) {
            return null;
        }
        Exit merged = found.getLast();
        for (Exit exit : found.subList(0, found.size() - 1).reversed()) {
            merged = merge(exit, merged, op.location());
        }
        return merged;
    }

    private Exit merge(Exit first, Exit second, Location location) {
        Value condition = first.condition();
        if (condition == null) {
            return first;
        }
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < first.values().size(); i++) {
            values.add(select(condition, first.values().get(i), second.values().get(i), location));
        }
        return new Exit(or(condition, second.condition(), location), values);
    }

    /** Appends a region's ops; how it yields, or null when it always leaves by a break. */
    private @Nullable Exit append(Region region, @Nullable Value path) {
        Value condition = path;
        for (Op op : region.ops()) {
            switch (op) {
                case ControlOp.Yield yield -> {
                    return new Exit(condition, uses(yield.values()));
                }
                case ControlOp.Break leave -> {
                    exits.getOrDefault(leave.target(), new ArrayList<>())
                            .add(new Exit(condition, uses(leave.values())));
                    return null;
                }
                case ControlOp control -> {
                    Exit exit = append(control, condition);
                    if (exit == null) {
                        return null;
                    }
                    condition = exit.condition();
                    for (int i = 0; i < op.results().size(); i++) {
                        replaced.put(op.results().get(i), exit.values().get(i));
                    }
                }
                default -> ops.add(op.map(this));
            }
        }
        throw new IllegalArgumentException("a region without a terminator");
    }

    private List<Value> uses(List<Value> values) {
        return values.stream().map(this::use).toList();
    }

    private Value select(Value condition, Value whenTrue, Value whenFalse, Location location) {
        if (whenTrue == whenFalse) {
            return whenTrue;
        }
        Value result = new Value(whenTrue.type(), whenTrue.name());
        ops.add(new ScalarOp.Select(result, condition, whenTrue, whenFalse, location));
        return result;
    }

    private Value not(Value condition, Location location) {
        Value result = new Value(ScalarType.BOOL);
        ops.add(new ScalarOp.Unary(result, UnaryKind.NOT, condition, location));
        return result;
    }

    private Value and(@Nullable Value path, Value condition, Location location) {
        return path == null ? condition : combine(BinaryKind.AND, path, condition, location);
    }

    private @Nullable Value or(@Nullable Value a, @Nullable Value b, Location location) {
        return a == null || b == null ? null : combine(BinaryKind.OR, a, b, location);
    }

    private Value combine(BinaryKind kind, Value a, Value b, Location location) {
        Value result = new Value(ScalarType.BOOL);
        ops.add(new ScalarOp.Binary(result, kind, a, b, location));
        return result;
    }
}
