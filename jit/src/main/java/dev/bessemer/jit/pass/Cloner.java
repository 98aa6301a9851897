package dev.bessemer.jit.pass;

import dev.bessemer.jit.ir.Label;
import dev.bessemer.jit.ir.Mapping;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Copies ops with fresh values and labels of their own, replacing the values it was told to. */
final class Cloner implements Mapping {
    private final Map<Value, Value> values = new HashMap<>();
    private final Map<Label, Label> labels = new HashMap<>();

    /** Uses of {@code from} become uses of {@code to} in what is cloned from here on. */
    void replace(Value from, Value to) {
        values.put(from, to);
    }

    @Override
    public Value use(Value operand) {
        return values.getOrDefault(operand, operand);
    }

    @Override
    public Value define(Value result) {
        return values.computeIfAbsent(result, Value::copy);
    }

    @Override
    public Label defineLabel(Label label) {
        return labels.computeIfAbsent(label, old -> new Label(old.name()));
    }

    @Override
    public Label useLabel(Label label) {
        return labels.getOrDefault(label, label);
    }

    @Override
    public Region region(Region region) {
        List<Value> parameters = new ArrayList<>(region.parameters().size());
        for (Value parameter : region.parameters()) {
            parameters.add(define(parameter));
        }
        List<Op> ops = new ArrayList<>(region.ops().size());
        for (Op op : region.ops()) {
            ops.add(op.map(this));
        }
        return new Region(parameters, ops);
    }
}
