package dev.bessemer.intrinsics;

/**
 * Mathematical functions for kernels beyond those of {@link Math}. They run as plain Java too, and give the same numbers on the host
 * and in a STRICT kernel.
 */
public final class KernelMath {
    private static final double LN_2 = Math.log(2);

    /** log2(e), in two parts. */
    private static final float LOG2_E = 0x1.715476p0f;

    private static final float LOG2_E_REST = 0x1.4ae0cp-26f;

    private static final float LN_2_FLOAT = 0x1.62e43p-1f;

    /** e to a lower power is 0. */
    private static final float LOWEST_EXPONENT = -104;

    private static final float HALF_ROOT = 0x1.6a09e6p-1f;

    private KernelMath() {}

    /**
     * 2 to the power x, within 0.9 units in the last place; exact for whole x. Below x = -126, where it would be subnormal, it is 0.
     * Infinity from x = 128 up; NaN for NaN.
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

    /**
     * The value a part t of the way from a to b: {@code a + t (b - a)}, the product and the sum rounded once together. b exactly for
     * t = 1 where b - a is exact.
     */
    public static float mix(float a, float b, float t) {
        return Math.fma(t, b - a, a);
    }

    /** The logistic function {@code 1 / (1 + e^-x)}, within 4 units in the last place. NaN for NaN. */
    public static float sigmoid(float x) {
        float e = exp(-Math.abs(x));
        return (x < 0 ? e : 1) / (1 + e);
    }

    /**
     * The error function, within 1.5 units in the last place. A polynomial in x^2 up to 7/8; beyond, 1 minus 2 to a polynomial in x;
     * both fitted to the least largest error. 1 from x = 3.92 up; NaN for NaN.
     */
    public static float erf(float x) {
        float a = Math.abs(x);
        return a < 0.875f ? erfNearZero(x) : Math.copySign(1 - erfc(Math.min(a, 4)), x);
    }

    private static float erfNearZero(float x) {
        float t = x * x;
        float p = Math.fma(-0x1.44556ap-11f, t, 0x1.499e72p-8f);
        p = Math.fma(p, t, -0x1.b6ee32p-6f);
        p = Math.fma(p, t, 0x1.ce20e4p-4f);
        p = Math.fma(p, t, -0x1.81270ap-2f);
        p = Math.fma(p, t, 0x1.06eba6p-3f);
        return Math.fma(x, p, x);
    }

    /** 1 - erf(x), for x from 7/8 to 4. */
    private static float erfc(float x) {
        float p = Math.fma(-0x1.efa458p-16f, x, 0x1.433e2ep-11f);
        p = Math.fma(p, x, -0x1.872052p-8f);
        p = Math.fma(p, x, 0x1.27d0a2p-5f);
        p = Math.fma(p, x, -0x1.3f8586p-3f);
        p = Math.fma(p, x, -0x1.d3eb6ep-1f);
        p = Math.fma(p, x, -0x1.a12424p0f);
        p = Math.fma(p, x, 0x1.ea9b4cp-13f);
        return exp2(p);
    }

    /**
     * The Gaussian error linear unit {@code x / 2 (1 + erf(x / sqrt(2)))}, the exact form, not the one with tanh. Within 2^-22 times the
     * larger of 1 and |x|. NaN for NaN and minus infinity.
     */
    public static float gelu(float x) {
        return 0.5f * x * (1 + erf(x * HALF_ROOT));
    }

    /** e to the power x, for x not above 0, within 2 units in the last place; 0 where it would be subnormal. */
    private static float exp(float x) {
        float clamped = Math.max(LOWEST_EXPONENT, x);
        float power = clamped * LOG2_E;
        float rest = Math.fma(clamped, LOG2_E_REST, Math.fma(clamped, LOG2_E, -power));
        return exp2(power) * Math.fma(rest, LN_2_FLOAT, 1);
    }

    /** e to the power x: on a GPU its own instruction's, within 3 + 2|x| units in the last place. */
    public static float fastExp(float x) {
        return exp2(x * LOG2_E);
    }

    /** 2 to the power x: on a GPU its own instruction's, within 3 + 2|x| units in the last place. */
    public static float fastExp2(float x) {
        return exp2(x);
    }

    /** The natural logarithm: on a GPU its own instruction's, within 2^-21 for x from 1/2 to 2, elsewhere within 3 units in the last place. */
    public static float fastLog(float x) {
        return (float) Math.log(x);
    }

    /** The logarithm to base 2: on a GPU its own instruction's, within 2^-21 for x from 1/2 to 2, elsewhere within 3 units in the last place. */
    public static float fastLog2(float x) {
        return log2(x);
    }

    /** The sine of x radians: on a GPU its own instruction's, within 2^-13 for x from -pi to pi, and worse beyond. */
    public static float fastSin(float x) {
        return (float) Math.sin(x);
    }

    /** The cosine of x radians: on a GPU its own instruction's, within 2^-13 for x from -pi to pi, and worse beyond. */
    public static float fastCos(float x) {
        return (float) Math.cos(x);
    }
}
