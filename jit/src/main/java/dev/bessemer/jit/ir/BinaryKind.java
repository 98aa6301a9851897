package dev.bessemer.jit.ir;

/** Two-operand operations. Integer division and remainder can fault and are {@link MemoryOp.Divide}; DIVIDE and REMAINDER here are on floating types. */
public enum BinaryKind {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    /** Java's {@code %}: exact, the dividend's sign. */
    REMAINDER,
    AND,
    OR,
    XOR,
    SHIFT_LEFT,
    SHIFT_RIGHT,
    /** Java's {@code >>>}. */
    SHIFT_RIGHT_UNSIGNED,
    /** {@code Math.min}: NaN wins, -0 is below +0. */
    MIN,
    /** {@code Math.max}: NaN wins, +0 is above -0. */
    MAX,
    /** {@code Math.pow}, rounded to float. */
    POW,
    /** {@code Math.atan2}, rounded to float. */
    ATAN2,
    /** {@code Math.hypot}, rounded to float. */
    HYPOT,
    /** {@code Math.copySign}. */
    COPY_SIGN;

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
