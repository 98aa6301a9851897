package dev.bessemer.jit.ir;

import dev.bessemer.jit.diagnostic.Location;
import java.util.List;

/** Pure ops on one thread's scalars. Their meaning is the JLS's for the types they work on. */
public sealed interface ScalarOp extends PureOp {
    /** The one value it defines. */
    Value result();

    @Override
    default List<Value> results() {
        return List.of(result());
    }

    /**
     * A constant.
     *
     * @param value a Boolean for BOOL, a Long for I64, a Float for F16, BF16 and F32 (already rounded to the type), else an Integer
     */
    record Constant(Value result, Object value, Location location) implements ScalarOp {
        @Override
        public List<Value> operands() {
            return List.of();
        }

        @Override
        public Constant map(Mapping m) {
            return new Constant(m.define(result), value, location);
        }
    }

    /** {@code kind(operand)}; result and operand have the same type. */
    record Unary(Value result, UnaryKind kind, Value operand, Location location) implements ScalarOp {
        @Override
        public List<Value> operands() {
            return List.of(operand);
        }

        @Override
        public Unary map(Mapping m) {
            return new Unary(m.define(result), kind, m.use(operand), location);
        }
    }

    /** {@code left kind right}, all of one type but for shifts, whose distance is an I32. Integers wrap. */
    record Binary(Value result, BinaryKind kind, Value left, Value right, Location location) implements ScalarOp {
        @Override
        public List<Value> operands() {
            return List.of(left, right);
        }

        @Override
        public Binary map(Mapping m) {
            return new Binary(m.define(result), kind, m.use(left), m.use(right), location);
        }
    }

    /** {@code left kind right} as a BOOL; with a NaN all are false but NE. */
    record Compare(Value result, CompareKind kind, Value left, Value right, Location location) implements ScalarOp {
        @Override
        public List<Value> operands() {
            return List.of(left, right);
        }

        @Override
        public Compare map(Mapping m) {
            return new Compare(m.define(result), kind, m.use(left), m.use(right), location);
        }
    }

    /** {@code condition ? whenTrue : whenFalse}, on scalars. */
    record Select(Value result, Value condition, Value whenTrue, Value whenFalse, Location location)
            implements ScalarOp {
        @Override
        public List<Value> operands() {
            return List.of(condition, whenTrue, whenFalse);
        }

        @Override
        public Select map(Mapping m) {
            return new Select(m.define(result), m.use(condition), m.use(whenTrue), m.use(whenFalse), location);
        }
    }

    /** A Java cast between scalar types other than BOOL: narrowing wraps, float to integer saturates and takes NaN to 0, to a floating type rounds to nearest even. */
    record Convert(Value result, Value operand, Location location) implements ScalarOp {
        @Override
        public List<Value> operands() {
            return List.of(operand);
        }

        @Override
        public Convert map(Mapping m) {
            return new Convert(m.define(result), m.use(operand), location);
        }
    }

    /** The same bits as another type of the same width: F32 and I32; F16 or BF16 and I16. */
    record Bitcast(Value result, Value operand, Location location) implements ScalarOp {
        @Override
        public List<Value> operands() {
            return List.of(operand);
        }

        @Override
        public Bitcast map(Mapping m) {
            return new Bitcast(m.define(result), m.use(operand), location);
        }
    }

    /** {@code a * b + c} in F32, rounded once. */
    record Fma(Value result, Value a, Value b, Value c, Location location) implements ScalarOp {
        @Override
        public List<Value> operands() {
            return List.of(a, b, c);
        }

        @Override
        public Fma map(Mapping m) {
            return new Fma(m.define(result), m.use(a), m.use(b), m.use(c), location);
        }
    }

    /** A thread's place, or an extent of the launch, as an I32. */
    record Builtin(Value result, BuiltinKind kind, Location location) implements ScalarOp {
        @Override
        public List<Value> operands() {
            return List.of();
        }

        @Override
        public Builtin map(Mapping m) {
            return new Builtin(m.define(result), kind, location);
        }
    }

    /** The number of elements of an array, I32 or I64 by the result's type. A launch with an array too large for the I32 it asks for is refused. */
    record ArraySize(Value result, Value array, Location location) implements ScalarOp {
        @Override
        public List<Value> operands() {
            return List.of(array);
        }

        @Override
        public ArraySize map(Mapping m) {
            return new ArraySize(m.define(result), m.use(array), location);
        }
    }
}
