package dev.bessemer.jit.pass;

import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;

/** Makes constants of a type. */
final class Constants {
    private Constants() {}

    /** An integer constant that defines {@code result}, of I64 or a narrower type. */
    static ScalarOp.Constant integer(Value result, long value, Location location) {
        if (result.scalar() == ScalarType.I64) {
            return new ScalarOp.Constant(result, value, location);
        }
        return new ScalarOp.Constant(result, (int) value, location);
    }

    /** The zero that defines {@code result}. */
    static ScalarOp.Constant zero(Value result, Location location) {
        ScalarType type = result.scalar();
        if (type == ScalarType.BOOL) {
            return new ScalarOp.Constant(result, false, location);
        }
        return type.isFloat() ? new ScalarOp.Constant(result, 0f, location) : integer(result, 0, location);
    }
}
