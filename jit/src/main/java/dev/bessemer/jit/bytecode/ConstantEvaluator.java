package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.CompareKind;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.UnaryKind;
import dev.bessemer.jit.ir.Value;
import org.jspecify.annotations.Nullable;

/**
 * Computes integers and conditions that follow from constants, for the places that need one while lifting. What was found is kept, and a
 * question looks at so many ops and no more: it costs little however large the kernel is.
 */
final class ConstantEvaluator {
    private static final int MOST_OPS = 256;

    private final LiftSession session;
    private int looks;

    ConstantEvaluator(LiftSession session) {
        this.session = session;
    }

    /** The constant a value is, as {@link ScalarOp.Constant} holds it; null where it is not known. */
    @Nullable
    Object evaluate(Value value) {
        looks = MOST_OPS;
        return look(value);
    }

    private @Nullable Object look(Value value) {
        Op op = looks == 0 ? null : session.definition(value);
        if (op == null || op instanceof ScalarOp.Constant) {
            return op instanceof ScalarOp.Constant constant ? constant.value() : null;
        }
        Object known = session.knownConstant(value);
        if (known == null) {
            looks--;
            known = compute(op);
            session.knownConstant(value, known);
        }
        return known;
    }

    private @Nullable Object compute(Op op) {
        return switch (op) {
            case ScalarOp.Binary binary -> binary(binary.kind(), look(binary.left()), look(binary.right()));
            case MemoryOp.Divide divide -> divide(divide.remainder(), look(divide.left()), look(divide.right()));
            case ScalarOp.Unary unary -> unary(unary.kind(), look(unary.operand()));
            case ScalarOp.Convert convert ->
                convert(look(convert.operand()), convert.result().scalar());
            case ScalarOp.Compare compare -> compare(compare.kind(), compare.left(), look(compare.right()));
            case ScalarOp.Select select -> select(select);
            default -> null;
        };
    }

    /** The constant of an I32; null where it is not known. */
    @Nullable
    Integer integer(Value value) {
        return evaluate(value) instanceof Integer known ? known : null;
    }

    private @Nullable Object select(ScalarOp.Select select) {
        return switch (look(select.condition())) {
            case Boolean known -> look(known ? select.whenTrue() : select.whenFalse());
            case null, default -> null;
        };
    }

    private static @Nullable Object binary(BinaryKind kind, @Nullable Object left, @Nullable Object right) {
        if (left instanceof Integer a && right instanceof Integer b) {
            Long wide = binary(kind, a, b, 31, a & 0xFFFFFFFFL);
            return wide == null ? null : wide.intValue();
        }
        if (left instanceof Boolean || right instanceof Boolean) {
            return logic(kind, left, right);
        }
        if (left instanceof Long a && right instanceof Number b) {
            return binary(kind, a, b.longValue(), 63, a);
        }
        return null;
    }

    /** One side decides where it can. */
    private static @Nullable Object logic(BinaryKind kind, @Nullable Object left, @Nullable Object right) {
        if (kind != BinaryKind.AND && kind != BinaryKind.OR) {
            return null;
        }
        Boolean decides = kind == BinaryKind.OR;
        if (decides.equals(left) || decides.equals(right)) {
            return decides;
        }
        boolean open = left == null || right == null;
        return open ? null : !decides;
    }

    private static @Nullable Long binary(BinaryKind kind, long a, long b, int mask, long unsigned) {
        return switch (kind) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case AND -> a & b;
            case OR -> a | b;
            case XOR -> a ^ b;
            case SHIFT_LEFT -> a << (b & mask);
            case SHIFT_RIGHT -> a >> (b & mask);
            case SHIFT_RIGHT_UNSIGNED -> unsigned >>> (b & mask);
            case MIN -> Math.min(a, b);
            case MAX -> Math.max(a, b);
            case DIVIDE, REMAINDER, POW, ATAN2, HYPOT, COPY_SIGN -> null;
        };
    }

    private static @Nullable Object divide(boolean remainder, @Nullable Object left, @Nullable Object right) {
        if (left instanceof Integer a && right instanceof Integer b && b != 0) {
            return remainder ? a % b : a / b;
        }
        if (left instanceof Long a && right instanceof Long b && b != 0) {
            return remainder ? a % b : a / b;
        }
        return null;
    }

    private static @Nullable Object unary(UnaryKind kind, @Nullable Object operand) {
        return switch (operand) {
            case Boolean known when kind == UnaryKind.NOT -> !known;
            case Integer known when kind == UnaryKind.NEGATE -> -known;
            case Long known when kind == UnaryKind.NEGATE -> -known;
            case null, default -> null;
        };
    }

    private static @Nullable Object convert(@Nullable Object operand, ScalarType type) {
        if (!(operand instanceof Number number) || operand instanceof Float) {
            return null;
        }
        return switch (type) {
            case I8 -> (int) number.byteValue();
            case I16 -> (int) number.shortValue();
            case U16 -> number.intValue() & 0xFFFF;
            case I32 -> number.intValue();
            case I64 -> number.longValue();
            case BOOL, F16, BF16, F32 -> null;
        };
    }

    /** Where the left is one of two, the answer of both where it is the same. */
    private @Nullable Object compare(CompareKind kind, Value left, @Nullable Object right) {
        if (right != null
                && session.definition(left) instanceof ScalarOp.Select select
                && look(select.condition()) == null) {
            Object one = compare(kind, select.whenTrue(), right);
            return one != null && one.equals(compare(kind, select.whenFalse(), right)) ? one : null;
        }
        return compare(kind, look(left), right);
    }

    private static @Nullable Object compare(CompareKind kind, @Nullable Object left, @Nullable Object right) {
        if (!(left instanceof Number a) || !(right instanceof Number b) || left instanceof Float) {
            return null;
        }
        int order = Long.compare(a.longValue(), b.longValue());
        return switch (kind) {
            case EQ -> order == 0;
            case NE -> order != 0;
            case LT -> order < 0;
            case LE -> order <= 0;
            case GT -> order > 0;
            case GE -> order >= 0;
        };
    }
}
