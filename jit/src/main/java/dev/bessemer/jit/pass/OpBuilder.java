package dev.bessemer.jit.pass;

import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.BuiltinKind;
import dev.bessemer.jit.ir.CompareKind;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Type;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Appends new ops, all of one location, to a list. */
final class OpBuilder {
    private final Location location;
    private List<Op> out;

    OpBuilder(List<Op> out, Location location) {
        this.out = out;
        this.location = location;
    }

    Location location() {
        return location;
    }

    void add(Op op) {
        out.add(op);
    }

    /** The one result of an op that is added. */
    Value define(Op op) {
        out.add(op);
        return op.results().getFirst();
    }

    Value constant(int value) {
        return define(new ScalarOp.Constant(new Value(ScalarType.I32), value, location));
    }

    Value constant(float value) {
        return define(new ScalarOp.Constant(new Value(ScalarType.F32), value, location));
    }

    Value builtin(BuiltinKind kind) {
        return define(new ScalarOp.Builtin(new Value(ScalarType.I32), kind, location));
    }

    Value binary(BinaryKind kind, Value left, Value right) {
        return define(new ScalarOp.Binary(new Value(left.type()), kind, left, right, location));
    }

    Value compare(CompareKind kind, Value left, Value right) {
        return define(new ScalarOp.Compare(new Value(ScalarType.BOOL), kind, left, right, location));
    }

    Value select(Value condition, Value whenTrue, Value whenFalse) {
        return define(new ScalarOp.Select(new Value(whenTrue.type()), condition, whenTrue, whenFalse, location));
    }

    Value plus(Value value, int more) {
        return more == 0 ? value : binary(BinaryKind.ADD, value, constant(more));
    }

    /** The product in the right factor's type. */
    Value product(Value left, Value right) {
        return binary(BinaryKind.MULTIPLY, as(right.type(), left), right);
    }

    /** The sum in the wider type of the two. */
    Value sum(Value left, Value right) {
        ScalarType wider =
                left.type() == ScalarType.I64 || right.type() == ScalarType.I64 ? ScalarType.I64 : ScalarType.I32;
        return binary(BinaryKind.ADD, as(wider, left), as(wider, right));
    }

    Value as(Type wanted, Value value) {
        return value.type().equals(wanted) ? value : define(new ScalarOp.Convert(new Value(wanted), value, location));
    }

    /** A region of the ops that are added meanwhile, and what ends it. */
    Region region(List<Value> parameters, Supplier<Op> end) {
        List<Op> outside = out;
        out = new ArrayList<>();
        add(end.get());
        Region region = new Region(parameters, out);
        out = outside;
        return region;
    }

    /** Does something where a condition holds. */
    void when(Value condition, Runnable then) {
        Region thenRegion = region(List.of(), () -> {
            then.run();
            return new ControlOp.Yield(List.of(), location);
        });
        Region elseRegion = region(List.of(), () -> new ControlOp.Yield(List.of(), location));
        add(new ControlOp.If(List.of(), condition, thenRegion, elseRegion, location));
    }

    /** One value where a condition holds, another where it does not; only one of them is computed. */
    Value choose(Value condition, Supplier<Value> then, Supplier<Value> otherwise) {
        Region thenRegion = region(List.of(), () -> new ControlOp.Yield(List.of(then.get()), location));
        Region elseRegion = region(List.of(), () -> new ControlOp.Yield(List.of(otherwise.get()), location));
        Value result = new Value(((ControlOp.Yield) thenRegion.ops().getLast())
                .values()
                .getFirst()
                .type());
        add(new ControlOp.If(List.of(result), condition, thenRegion, elseRegion, location));
        return result;
    }
}
