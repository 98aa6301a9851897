package dev.bessemer.jit.pass;

import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Computes ops whose operands are known, exactly as Java would. */
public final class ScalarEvaluation {
    private ScalarEvaluation() {}

    /**
     * What an op computes.
     *
     * @param known values as {@link ScalarOp.Constant} holds them
     * @return null where an operand is not known, or the op asks for more than scalars, or divides by zero
     */
    public static @Nullable Object evaluate(Op op, Map<Value, Object> known) {
        for (Value operand : op.operands()) {
            if (!known.containsKey(operand)) {
                return null;
            }
        }
        return switch (op) {
            case ScalarOp scalar -> scalar(scalar, known);
            case MemoryOp.Divide divide ->
                ScalarArithmetic.divide(divide.remainder(), value(known, divide.left()), value(known, divide.right()));
            default -> null;
        };
    }

    private static @Nullable Object scalar(ScalarOp op, Map<Value, Object> known) {
        return switch (op) {
            case ScalarOp.Constant constant -> constant.value();
            case ScalarOp.Unary unary -> ScalarArithmetic.unary(unary.kind(), value(known, unary.operand()));
            case ScalarOp.Binary binary ->
                ScalarArithmetic.binary(binary.kind(), value(known, binary.left()), value(known, binary.right()));
            case ScalarOp.Compare compare ->
                ScalarArithmetic.compare(compare.kind(), value(known, compare.left()), value(known, compare.right()));
            case ScalarOp.Select select ->
                value(
                        known,
                        Boolean.TRUE.equals(known.get(select.condition())) ? select.whenTrue() : select.whenFalse());
            case ScalarOp.Convert convert ->
                ScalarConversion.convert(
                        value(known, convert.operand()), convert.result().scalar());
            case ScalarOp.Bitcast cast ->
                ScalarConversion.bitcast(
                        value(known, cast.operand()),
                        cast.operand().scalar(),
                        cast.result().scalar());
            case ScalarOp.Fma fma ->
                Math.fma((Float) value(known, fma.a()), (Float) value(known, fma.b()), (Float) value(known, fma.c()));
            case ScalarOp.Builtin _, ScalarOp.ArraySize _ -> null;
        };
    }

    private static Object value(Map<Value, Object> known, Value value) {
        Object found = known.get(value);
        if (found == null) {
            throw new IllegalStateException(value + " is not known");
        }
        return found;
    }
}
