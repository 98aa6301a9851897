package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.ir.Mapping;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rewrites lifted ops with what their values were replaced by, and gives values the source's names. */
final class Finisher implements Mapping {
    private final LiftSession session;
    private final Map<Value, Value> named = new HashMap<>();

    Finisher(LiftSession session) {
        this.session = session;
    }

    @Override
    public Value use(Value operand) {
        return named.computeIfAbsent(session.resolve(operand), this::named);
    }

    private Value named(Value value) {
        String name = session.name(value);
        return name.equals(value.name()) ? value : new Value(value.type(), name);
    }

    @Override
    public Value define(Value result) {
        return use(result);
    }

    @Override
    public Region region(Region region) {
        List<Value> parameters = region.parameters().stream().map(this::use).toList();
        List<Op> ops = region.ops().stream().map(op -> op.map(this)).toList();
        ops.forEach(session::finished);
        return new Region(parameters, ops);
    }
}
