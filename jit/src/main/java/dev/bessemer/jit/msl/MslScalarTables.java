package dev.bessemer.jit.msl;

import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.BuiltinKind;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.UnaryKind;

/** What each unary operation, float operation and builtin is called in MSL. */
final class MslScalarTables {
    private MslScalarTables() {}

    static Expression unary(MslScope scope, UnaryKind kind, ScalarType type, Expression operand) {
        if (type == ScalarType.BOOL) {
            return Expression.of(operand.negation(), Expression.UNARY, operand).withNegated(operand.text());
        }
        if (type.isInteger()) {
            return integerUnary(scope, kind, type, operand);
        }
        if (type != ScalarType.F32) {
            Expression wide = unary(scope, kind, ScalarType.F32, Expression.call("float", operand));
            return Expression.call(MslTypes.spell(type), wide);
        }
        return floatUnary(scope, kind, operand);
    }

    private static Expression integerUnary(MslScope scope, UnaryKind kind, ScalarType type, Expression operand) {
        return switch (kind) {
            case NEGATE -> negative(type, operand);
            case ABS -> Expression.call(scope.helper(Helper.JAVA_ABS), operand);
            case BIT_COUNT -> Expression.call("popcount", operand);
            case LEADING_ZEROS -> Expression.call("clz", operand);
            case TRAILING_ZEROS -> Expression.call("ctz", operand);
            case REVERSE_BITS -> Expression.call("reverse_bits", operand);
            default -> throw new IllegalArgumentException(kind + " of " + type);
        };
    }

    private static Expression negative(ScalarType type, Expression operand) {
        String unsigned = MslTypes.unsigned(type);
        Expression bits = operand.unsigned() != null ? operand.unsigned() : Expression.call(unsigned, operand);
        Expression zero = Expression.atom(type == ScalarType.I64 ? "0UL" : "0u");
        Expression difference = Expression.infix(zero, "-", Expression.PLUS, bits);
        return Expression.call(MslTypes.spell(type), difference).withUnsigned(difference);
    }

    private static Expression floatUnary(MslScope scope, UnaryKind kind, Expression x) {
        return switch (kind) {
            case NEGATE -> Expression.prefix("-", x);
            case ABS -> Expression.call("fabs", x);
            case FLOOR -> Expression.call("floor", x);
            case CEIL -> Expression.call("ceil", x);
            case RINT -> Expression.call("rint", x);
            case SIGNUM -> Expression.call(scope.fast() ? "sign" : scope.helper(Helper.JAVA_SIGNUM), x);
            case EXP2 -> Expression.call(scope.fast() ? "fast::exp2" : scope.helper(Helper.JAVA_EXP2), x);
            case SQRT, EXP, LOG, LOG2, LOG10, SIN, COS, TAN, ASIN, ACOS, ATAN, SINH, COSH, TANH, RSQRT ->
                Expression.call(math(scope, kind.toString()), x);
            case FAST_EXP, FAST_EXP2, FAST_LOG, FAST_LOG2, FAST_SIN, FAST_COS ->
                Expression.call(kind.toString().replace("fast_", "fast::"), x);
            case CBRT -> Expression.call(scope.helper(Helper.JAVA_CBRT), x);
            case EXPM1 -> Expression.call(scope.helper(Helper.JAVA_EXPM1), x);
            case LOG1P -> Expression.call(scope.helper(Helper.JAVA_LOG1P), x);
            case TO_RADIANS -> Expression.call(scope.helper(Helper.JAVA_TO_RADIANS), x);
            case TO_DEGREES -> Expression.call(scope.helper(Helper.JAVA_TO_DEGREES), x);
            case NOT, BIT_COUNT, LEADING_ZEROS, TRAILING_ZEROS, REVERSE_BITS ->
                throw new IllegalArgumentException(kind + " of a float");
        };
    }

    /** A function of Metal's library in the accuracy the kernel asks for. */
    private static String math(MslScope scope, String function) {
        return (scope.fast() ? "fast::" : "precise::") + function;
    }

    static Expression floatBinary(MslScope scope, BinaryKind kind, Expression left, Expression right) {
        return switch (kind) {
            case ADD -> Expression.infix(left, "+", Expression.PLUS, right);
            case SUBTRACT -> Expression.infix(left, "-", Expression.PLUS, right);
            case MULTIPLY -> Expression.infix(left, "*", Expression.TIMES, right);
            case DIVIDE -> Expression.infix(left, "/", Expression.TIMES, right);
            case REMAINDER -> Expression.call(math(scope, "fmod"), left, right);
            case MIN -> Expression.call(scope.fast() ? "fast::min" : scope.helper(Helper.JAVA_MIN), left, right);
            case MAX -> Expression.call(scope.fast() ? "fast::max" : scope.helper(Helper.JAVA_MAX), left, right);
            case POW -> Expression.call(scope.fast() ? "fast::pow" : scope.helper(Helper.JAVA_POW), left, right);
            case ATAN2 -> Expression.call(math(scope, "atan2"), left, right);
            case HYPOT -> Expression.call(scope.helper(Helper.JAVA_HYPOT), left, right);
            case COPY_SIGN -> Expression.call("copysign", left, right);
            case AND, OR, XOR, SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED ->
                throw new IllegalArgumentException(kind + " of a float");
        };
    }

    /** A thread's place, as an int. */
    static Expression builtin(MslScope scope, BuiltinKind kind) {
        return switch (kind) {
            case GLOBAL_ID_X -> place(scope, MslInput.GRID_POSITION, ".x");
            case GLOBAL_ID_Y -> place(scope, MslInput.GRID_POSITION, ".y");
            case GLOBAL_ID_Z -> place(scope, MslInput.GRID_POSITION, ".z");
            case LOCAL_ID_X -> place(scope, MslInput.LOCAL_POSITION, ".x");
            case LOCAL_ID_Y -> place(scope, MslInput.LOCAL_POSITION, ".y");
            case LOCAL_ID_Z -> place(scope, MslInput.LOCAL_POSITION, ".z");
            case GROUP_ID_X -> place(scope, MslInput.GROUP_POSITION, ".x");
            case GROUP_ID_Y -> place(scope, MslInput.GROUP_POSITION, ".y");
            case GROUP_ID_Z -> place(scope, MslInput.GROUP_POSITION, ".z");
            case GLOBAL_SIZE_X -> place(scope, MslInput.GRID_SIZE, ".x");
            case GLOBAL_SIZE_Y -> place(scope, MslInput.GRID_SIZE, ".y");
            case GLOBAL_SIZE_Z -> place(scope, MslInput.GRID_SIZE, ".z");
            case LOCAL_SIZE_X -> place(scope, MslInput.GROUP_SIZE, ".x");
            case LOCAL_SIZE_Y -> place(scope, MslInput.GROUP_SIZE, ".y");
            case LOCAL_SIZE_Z -> place(scope, MslInput.GROUP_SIZE, ".z");
            case GROUP_COUNT_X -> place(scope, MslInput.GROUP_COUNT, ".x");
            case GROUP_COUNT_Y -> place(scope, MslInput.GROUP_COUNT, ".y");
            case GROUP_COUNT_Z -> place(scope, MslInput.GROUP_COUNT, ".z");
            case LANE -> place(scope, MslInput.LANE, "");
            case SIMDGROUP -> place(scope, MslInput.SIMDGROUP, "");
            case SIMDGROUP_COUNT -> place(scope, MslInput.SIMDGROUP_COUNT, "");
            case TILE_ROW -> Expression.atom(scope.tileRow());
            case TILE_COLUMN -> Expression.atom(scope.tileColumn());
        };
    }

    private static Expression place(MslScope scope, MslInput input, String member) {
        Expression bits = Expression.atom(scope.input(input) + member);
        return Expression.call("int", bits).withUnsigned(bits);
    }
}
