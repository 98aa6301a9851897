package dev.bessemer.jit.ir;

/** One-operand operations; Java's {@code Math} methods of the same names where there is one, applied in double and rounded to float where Java has only double. */
public enum UnaryKind {
    NEGATE,
    /** Logical not, of a BOOL. */
    NOT,
    ABS,
    SQRT,
    FLOOR,
    CEIL,
    RINT,
    SIGNUM,
    EXP,
    /** {@code KernelMath.exp2}. */
    EXP2,
    LOG,
    /** {@code KernelMath.log2}. */
    LOG2,
    LOG10,
    SIN,
    COS,
    TAN,
    ASIN,
    ACOS,
    ATAN,
    SINH,
    COSH,
    TANH,
    CBRT,
    EXPM1,
    LOG1P,
    TO_RADIANS,
    TO_DEGREES,
    /** {@code KernelMath.fastExp}, and so on. */
    FAST_EXP,
    FAST_EXP2,
    FAST_LOG,
    FAST_LOG2,
    FAST_SIN,
    FAST_COS,
    /** {@code KernelMath.rsqrt}. */
    RSQRT,
    BIT_COUNT,
    LEADING_ZEROS,
    TRAILING_ZEROS,
    REVERSE_BITS;

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
