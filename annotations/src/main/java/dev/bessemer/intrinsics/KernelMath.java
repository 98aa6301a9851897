package dev.bessemer.intrinsics;

/**
 * Mathematical functions for kernels beyond those of {@link Math}. They run as plain Java too, and give the same numbers on the host
 * and in a STRICT kernel.
 */
public final class KernelMath {
    private static final double LN_2 = Math.log(2);

    private KernelMath() {}

    /**
     * 2 to the power x, within 0.9 units in the last place; exact for whole x. Gradual underflow: results below 2^-126 are subnormal
     * numbers, and 0 from x = -150 down. Infinity from x = 128 up; NaN for NaN.
     */
    public static float exp2(float x) {
        return Exp2.of(x);
    }

    /** The logarithm of x to base 2, within 0.51 units in the last place. NaN for x below 0 and NaN; minus infinity for 0. */
    public static float log2(float x) {
        return (float) (Math.log(x) / LN_2);
    }

    /** One over the square root of x, rounded once from double. NaN for x below 0 and NaN; infinity for 0, minus infinity for -0. */
    public static float rsqrt(float x) {
        return (float) (1 / Math.sqrt(x));
    }

    /**
     * {@code value}, or the nearer end of the range it lies outside of: {@code Math.min(high, Math.max(low, value))}. NaN if any is;
     * {@code high} where low is above high.
     */
    public static float clamp(float value, float low, float high) {
        return Math.min(high, Math.max(low, value));
    }

    /** {@code value}, or the nearer end of the range it lies outside of; {@code high} where low is above high. */
    public static int clamp(int value, int low, int high) {
        return Math.min(high, Math.max(low, value));
    }
}
