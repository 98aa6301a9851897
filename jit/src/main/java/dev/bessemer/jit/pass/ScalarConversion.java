package dev.bessemer.jit.pass;

import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.types.BFloat16;
import dev.bessemer.types.HalfFloat;
import org.jspecify.annotations.Nullable;

/** Java's casts and changes of bits, on constants. Null is the answer for what a constant cannot hold or Java has no one cast for. */
final class ScalarConversion {
    private ScalarConversion() {}

    /** A cast. */
    static @Nullable Object convert(Object operand, ScalarType to) {
        return switch (operand) {
            case Integer value -> ofLong(value, to);
            case Long value -> ofLong(value, to);
            case Float value -> ofFloat(value, to);
            default -> null;
        };
    }

    private static @Nullable Object ofLong(long x, ScalarType to) {
        return switch (to) {
            case BOOL -> null;
            case I8 -> (int) (byte) x;
            case I16 -> (int) (short) x;
            case U16 -> (int) (char) x;
            case I32 -> (int) x;
            case I64 -> x;
            case F32 -> (float) x;
            // A second rounding would be wrong.
            case F16, BF16 ->
                (long) (float) x == x && Math.abs(x) < 1L << Float.PRECISION ? ofFloat((float) x, to) : null;
        };
    }

    private static @Nullable Object ofFloat(float x, ScalarType to) {
        return switch (to) {
            case BOOL -> null;
            case I8 -> (int) (byte) x;
            case I16 -> (int) (short) x;
            case U16 -> (int) (char) x;
            case I32 -> (int) x;
            case I64 -> (long) x;
            case F32 -> x;
            case F16 -> HalfFloat.of(x).toFloat();
            case BF16 -> BFloat16.of(x).toFloat();
        };
    }

    /** The same bits; null where they are those of a NaN, of which a constant keeps one only. */
    static @Nullable Object bitcast(Object operand, ScalarType from, ScalarType to) {
        Object result = operand instanceof Float value ? bits(value, from) : value(((Number) operand).intValue(), to);
        boolean nan = (operand instanceof Float in && in.isNaN()) || (result instanceof Float out && out.isNaN());
        return nan ? null : result;
    }

    private static Object bits(float value, ScalarType type) {
        return switch (type) {
            case F16 -> (int) HalfFloat.of(value).bits();
            case BF16 -> (int) BFloat16.of(value).bits();
            default -> Float.floatToRawIntBits(value);
        };
    }

    private static Object value(int bits, ScalarType type) {
        return switch (type) {
            case F16 -> HalfFloat.ofBits((short) bits).toFloat();
            case BF16 -> BFloat16.ofBits((short) bits).toFloat();
            default -> Float.intBitsToFloat(bits);
        };
    }
}
