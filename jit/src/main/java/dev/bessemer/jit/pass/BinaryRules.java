package dev.bessemer.jit.pass;

import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;
import org.jspecify.annotations.Nullable;

/** Two-operand ops that equal one of their operands; each rule stands under its equation. */
final class BinaryRules {
    private final Definitions definitions;

    BinaryRules(Definitions definitions) {
        this.definitions = definitions;
    }

    /** The operand that the op equals, or null. */
    @Nullable
    Value operand(ScalarOp.Binary op) {
        Value x = op.left();
        Value y = op.right();
        return switch (op.result().scalar()) {
            case F32 -> ofFloats(op.kind(), x, y);
            case I32, I64 -> ofIntegers(op.kind(), x, y);
            case BOOL -> ofBooleans(op.kind(), x, y);
            case I8, I16, U16, F16, BF16 -> null;
        };
    }

    private @Nullable Value ofFloats(BinaryKind kind, Value x, Value y) {
        return switch (kind) {
            // x + -0 == x
            case ADD -> definitions.isFloat(y, -0f) ? x : definitions.isFloat(x, -0f) ? y : null;
            // x - 0 == x
            case SUBTRACT -> definitions.isFloat(y, 0f) ? x : null;
            // x * 1 == x
            case MULTIPLY -> definitions.isFloat(y, 1f) ? x : definitions.isFloat(x, 1f) ? y : null;
            // x / 1 == x
            case DIVIDE -> definitions.isFloat(y, 1f) ? x : null;
            // min(x, x) == x
            case MIN, MAX -> same(x, y);
            default -> null;
        };
    }

    private @Nullable Value ofIntegers(BinaryKind kind, Value x, Value y) {
        return switch (kind) {
            // x + 0 == x
            case ADD -> unless(0, x, y);
            // x - 0 == x, x << 0 == x
            case SUBTRACT, SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED -> definitions.isInteger(y, 0) ? x : null;
            // x * 0 == 0, x * 1 == x
            case MULTIPLY -> either(zero(x, y), unless(1, x, y));
            // x & 0 == 0, x & -1 == x, x & x == x
            case AND -> either(either(zero(x, y), unless(-1, x, y)), same(x, y));
            // x | 0 == x, x | x == x
            case OR -> either(unless(0, x, y), same(x, y));
            // x ^ 0 == x
            case XOR -> unless(0, x, y);
            // min(x, x) == x
            case MIN, MAX -> same(x, y);
            case DIVIDE, REMAINDER, POW, ATAN2, HYPOT, COPY_SIGN -> null;
        };
    }

    private @Nullable Value ofBooleans(BinaryKind kind, Value x, Value y) {
        return switch (kind) {
            // x & true == x, x & false == false, x & x == x
            case AND -> either(logical(true, x, y), same(x, y));
            // x | false == x, x | true == true, x | x == x
            case OR -> either(logical(false, x, y), same(x, y));
            // x ^ false == x
            case XOR -> definitions.isBoolean(y, false) ? x : definitions.isBoolean(x, false) ? y : null;
            default -> null;
        };
    }

    /** The other operand where one is {@code neutral}, the constant where one is the opposite. */
    private @Nullable Value logical(boolean neutral, Value x, Value y) {
        if (definitions.isBoolean(y, neutral) || definitions.isBoolean(x, !neutral)) {
            return x;
        }
        return definitions.isBoolean(x, neutral) || definitions.isBoolean(y, !neutral) ? y : null;
    }

    private @Nullable Value unless(long neutral, Value x, Value y) {
        return definitions.isInteger(y, neutral) ? x : definitions.isInteger(x, neutral) ? y : null;
    }

    private @Nullable Value zero(Value x, Value y) {
        return definitions.isInteger(y, 0) ? y : definitions.isInteger(x, 0) ? x : null;
    }

    private static @Nullable Value same(Value x, Value y) {
        return x == y ? x : null;
    }

    private static @Nullable Value either(@Nullable Value first, @Nullable Value second) {
        return first != null ? first : second;
    }

    /** Whether the op is zero whatever its operands: {@code x - x == 0}, {@code x ^ x == 0} on integers. */
    static boolean isZero(ScalarOp.Binary op) {
        return op.left() == op.right()
                && op.result().scalar() != ScalarType.F32
                && (op.kind() == BinaryKind.SUBTRACT || op.kind() == BinaryKind.XOR);
    }
}
