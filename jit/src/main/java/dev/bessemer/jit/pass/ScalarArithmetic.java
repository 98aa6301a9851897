package dev.bessemer.jit.pass;

import dev.bessemer.intrinsics.KernelMath;
import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.CompareKind;
import dev.bessemer.jit.ir.UnaryKind;
import org.jspecify.annotations.Nullable;

/**
 * What scalar ops compute, on constants as {@link dev.bessemer.jit.ir.ScalarOp.Constant} holds them: exactly what Java computes. Null is the answer for
 * what has none.
 */
final class ScalarArithmetic {
    private ScalarArithmetic() {}

    static @Nullable Object unary(UnaryKind kind, Object operand) {
        return switch (operand) {
            case Boolean value -> kind == UnaryKind.NOT ? !value : null;
            case Integer value -> ofInt(kind, value);
            case Long value -> ofLong(kind, value);
            case Float value -> ofFloat(kind, value);
            default -> null;
        };
    }

    private static @Nullable Object ofInt(UnaryKind kind, int x) {
        return switch (kind) {
            case NEGATE -> -x;
            case ABS -> Math.abs(x);
            case BIT_COUNT -> Integer.bitCount(x);
            case LEADING_ZEROS -> Integer.numberOfLeadingZeros(x);
            case TRAILING_ZEROS -> Integer.numberOfTrailingZeros(x);
            case REVERSE_BITS -> Integer.reverse(x);
            default -> null;
        };
    }

    private static @Nullable Object ofLong(UnaryKind kind, long x) {
        return switch (kind) {
            case NEGATE -> -x;
            case ABS -> Math.abs(x);
            case BIT_COUNT -> (long) Long.bitCount(x);
            case LEADING_ZEROS -> (long) Long.numberOfLeadingZeros(x);
            case TRAILING_ZEROS -> (long) Long.numberOfTrailingZeros(x);
            case REVERSE_BITS -> Long.reverse(x);
            default -> null;
        };
    }

    private static @Nullable Object ofFloat(UnaryKind kind, float x) {
        return switch (kind) {
            case NEGATE -> -x;
            case ABS -> Math.abs(x);
            case SQRT -> (float) Math.sqrt(x);
            case FLOOR -> (float) Math.floor(x);
            case CEIL -> (float) Math.ceil(x);
            case RINT -> (float) Math.rint(x);
            case SIGNUM -> Math.signum(x);
            case EXP -> (float) Math.exp(x);
            case EXP2 -> KernelMath.exp2(x);
            case LOG -> (float) Math.log(x);
            case LOG2 -> KernelMath.log2(x);
            case LOG10 -> (float) Math.log10(x);
            case SIN -> (float) Math.sin(x);
            case COS -> (float) Math.cos(x);
            case TAN -> (float) Math.tan(x);
            case ASIN -> (float) Math.asin(x);
            case ACOS -> (float) Math.acos(x);
            case ATAN -> (float) Math.atan(x);
            case SINH -> (float) Math.sinh(x);
            case COSH -> (float) Math.cosh(x);
            case TANH -> (float) Math.tanh(x);
            case CBRT -> (float) Math.cbrt(x);
            case EXPM1 -> (float) Math.expm1(x);
            case LOG1P -> (float) Math.log1p(x);
            case TO_RADIANS -> (float) Math.toRadians(x);
            case TO_DEGREES -> (float) Math.toDegrees(x);
            case FAST_EXP -> KernelMath.fastExp(x);
            case FAST_EXP2 -> KernelMath.fastExp2(x);
            case FAST_LOG -> KernelMath.fastLog(x);
            case FAST_LOG2 -> KernelMath.fastLog2(x);
            case FAST_SIN -> KernelMath.fastSin(x);
            case FAST_COS -> KernelMath.fastCos(x);
            case RSQRT -> KernelMath.rsqrt(x);
            case NOT, BIT_COUNT, LEADING_ZEROS, TRAILING_ZEROS, REVERSE_BITS -> null;
        };
    }

    static @Nullable Object binary(BinaryKind kind, Object left, Object right) {
        return switch (left) {
            case Boolean value when right instanceof Boolean other -> ofBooleans(kind, value, other);
            case Integer value when right instanceof Integer other -> ofInts(kind, value, other);
            case Long value when right instanceof Long other -> ofLongs(kind, value, other);
            case Long value when right instanceof Integer distance -> ofShift(kind, value, distance);
            case Float value when right instanceof Float other -> ofFloats(kind, value, other);
            default -> null;
        };
    }

    private static @Nullable Object ofBooleans(BinaryKind kind, boolean a, boolean b) {
        return switch (kind) {
            case AND -> a && b;
            case OR -> a || b;
            case XOR -> a ^ b;
            default -> null;
        };
    }

    private static @Nullable Object ofInts(BinaryKind kind, int a, int b) {
        return switch (kind) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case AND -> a & b;
            case OR -> a | b;
            case XOR -> a ^ b;
            case SHIFT_LEFT -> a << b;
            case SHIFT_RIGHT -> a >> b;
            case SHIFT_RIGHT_UNSIGNED -> a >>> b;
            case MIN -> Math.min(a, b);
            case MAX -> Math.max(a, b);
            case DIVIDE, REMAINDER, POW, ATAN2, HYPOT, COPY_SIGN -> null;
        };
    }

    private static @Nullable Object ofLongs(BinaryKind kind, long a, long b) {
        return switch (kind) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case AND -> a & b;
            case OR -> a | b;
            case XOR -> a ^ b;
            case MIN -> Math.min(a, b);
            case MAX -> Math.max(a, b);
            default -> null;
        };
    }

    private static @Nullable Object ofShift(BinaryKind kind, long a, int distance) {
        return switch (kind) {
            case SHIFT_LEFT -> a << distance;
            case SHIFT_RIGHT -> a >> distance;
            case SHIFT_RIGHT_UNSIGNED -> a >>> distance;
            default -> null;
        };
    }

    private static @Nullable Object ofFloats(BinaryKind kind, float a, float b) {
        return switch (kind) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case REMAINDER -> a % b;
            case MIN -> Math.min(a, b);
            case MAX -> Math.max(a, b);
            case POW -> (float) Math.pow(a, b);
            case ATAN2 -> (float) Math.atan2(a, b);
            case HYPOT -> (float) Math.hypot(a, b);
            case COPY_SIGN -> Math.copySign(a, b);
            case AND, OR, XOR, SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED -> null;
        };
    }

    /** Integer division or remainder; null for a division by zero. */
    static @Nullable Object divide(boolean remainder, Object left, Object right) {
        if (left instanceof Integer a && right instanceof Integer b && b != 0) {
            return remainder ? a % b : a / b;
        }
        if (left instanceof Long a && right instanceof Long b && b != 0) {
            return remainder ? a % b : a / b;
        }
        return null;
    }

    static @Nullable Object compare(CompareKind kind, Object left, Object right) {
        return switch (left) {
            case Boolean value
            when right instanceof Boolean other ->
                switch (kind) {
                    case EQ -> value.equals(other);
                    case NE -> !value.equals(other);
                    default -> null;
                };
            case Float value when right instanceof Float other -> ofFloats(kind, value, other);
            case Integer value when right instanceof Integer other -> holds(kind, Integer.compare(value, other));
            case Long value when right instanceof Long other -> holds(kind, Long.compare(value, other));
            default -> null;
        };
    }

    private static boolean holds(CompareKind kind, int order) {
        return switch (kind) {
            case EQ -> order == 0;
            case NE -> order != 0;
            case LT -> order < 0;
            case LE -> order <= 0;
            case GT -> order > 0;
            case GE -> order >= 0;
        };
    }

    private static boolean ofFloats(CompareKind kind, float a, float b) {
        return switch (kind) {
            case EQ -> a == b;
            case NE -> a != b;
            case LT -> a < b;
            case LE -> a <= b;
            case GT -> a > b;
            case GE -> a >= b;
        };
    }
}
