package dev.bessemer.jit.pass;

import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.Value;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The scalar ops that define values, as far as a rewrite has come. */
final class Definitions {
    private final Map<Value, ScalarOp> definitions = new HashMap<>();

    /** Notes an op. */
    void add(Op op) {
        if (op instanceof ScalarOp scalar) {
            definitions.put(scalar.result(), scalar);
        }
    }

    /** The scalar op that defines a value; null for any other. */
    @Nullable
    ScalarOp of(Value value) {
        return definitions.get(value);
    }

    /** A constant's value; null for what is none. */
    @Nullable
    Object constant(Value value) {
        return definitions.get(value) instanceof ScalarOp.Constant constant ? constant.value() : null;
    }

    /** Whether a value is the integer constant, of whatever width. */
    boolean isInteger(Value value, long constant) {
        Object found = constant(value);
        return (found instanceof Integer || found instanceof Long) && ((Number) found).longValue() == constant;
    }

    /** Whether a value is this floating constant, bit for bit. */
    boolean isFloat(Value value, float constant) {
        return constant(value) instanceof Float found && Float.floatToIntBits(found) == Float.floatToIntBits(constant);
    }

    /** Whether a value is this BOOL constant. */
    boolean isBoolean(Value value, boolean constant) {
        return constant(value) instanceof Boolean found && found == constant;
    }
}
