package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.CompareKind;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Type;
import dev.bessemer.jit.ir.UnaryKind;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** Appends ops to the block being lifted. */
final class Emitter {
    private final LiftSession session;
    private List<Op> ops = new ArrayList<>();
    private Location location = Location.NONE;

    Emitter(LiftSession session) {
        this.session = session;
    }

    /** Where the following ops go. */
    void into(List<Op> target) {
        ops = target;
    }

    List<Op> ops() {
        return ops;
    }

    /** Where in the source the following ops come from. */
    void at(Location at) {
        location = at;
    }

    Location location() {
        return location;
    }

    /** Appends an op. */
    void add(Op op) {
        ops.add(op);
        session.define(op);
    }

    /** Appends an op of one result, and gives it. */
    Value define(Op op) {
        add(op);
        return op.results().getFirst();
    }

    Value constant(ScalarType type, Object value) {
        return define(new ScalarOp.Constant(new Value(type), value, location));
    }

    Value constant(int value) {
        return constant(ScalarType.I32, value);
    }

    /** Stands for a value that could not be had, which was reported; nothing is concluded from its being zero or false. */
    Value standIn(ScalarType type) {
        Object zero = switch (type) {
            case BOOL -> (Object) false;
            case I64 -> 0L;
            case F16, BF16, F32 -> 0f;
            case I8, I16, U16, I32 -> 0;
        };
        Value result = new Value(type);
        ops.add(new ScalarOp.Constant(result, zero, location));
        return result;
    }

    Value unary(UnaryKind kind, Value operand) {
        return define(new ScalarOp.Unary(new Value(operand.type()), kind, operand, location));
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

    /** The value as another scalar type; itself where it is of that type. */
    Value convert(Value value, ScalarType type) {
        return value.type() == type ? value : define(new ScalarOp.Convert(new Value(type), value, location));
    }

    Value bitcast(Value value, ScalarType type) {
        return define(new ScalarOp.Bitcast(new Value(type), value, location));
    }

    Value not(Value condition) {
        return unary(UnaryKind.NOT, condition);
    }

    /** A BOOL as the JVM's 0 or 1. */
    Value toInt(Value condition) {
        Value one = constant(1);
        return select(condition, one, constant(0));
    }

    /** The JVM's 0 or 1 as a BOOL. */
    Value toBool(Value value) {
        if (session.definition(value) instanceof ScalarOp.Select select
                && isConstant(select.whenTrue(), 1)
                && isConstant(select.whenFalse(), 0)) {
            return select.condition();
        }
        return compare(CompareKind.NE, value, constant(0));
    }

    private boolean isConstant(Value value, int expected) {
        return session.definition(value) instanceof ScalarOp.Constant constant
                && constant.value().equals(expected);
    }

    /** {@code array[index]} as the JVM sees it: small integers and booleans are ints. */
    Value load(Value array, Value index) {
        Type element = array.array().element();
        Value loaded = define(new MemoryOp.Load(new Value(computational(element)), array, index, true, location));
        return element == ScalarType.BOOL ? toInt(loaded) : loaded;
    }

    /** {@code array[index] = value}, of the JVM's type. */
    void store(Value array, Value index, Value value) {
        Value stored = array.array().element() == ScalarType.BOOL ? toBool(value) : value;
        add(new MemoryOp.Store(array, index, stored, true, location));
    }

    /** The type Java computes in. */
    static Type computational(Type type) {
        if (type == ScalarType.I8 || type == ScalarType.I16 || type == ScalarType.U16) {
            return ScalarType.I32;
        }
        if (type instanceof ScalarType || type instanceof TileType) {
            return type;
        }
        throw new IllegalArgumentException("no array has elements of type " + type);
    }
}
