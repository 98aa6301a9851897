package dev.bessemer.intrinsics;

/**
 * The arithmetic of {@link KernelMath#exp2}, step by step, so that every device can repeat it bit for bit.
 *
 * <p>With x clamped to [{@link #LOWEST}, {@link #HIGHEST}] it is split into {@code n + f}, n whole, |f| at most 1/2;
 * {@code 2^f} is the polynomial {@code 1 + C1 f + ... + C6 f^6} in Horner's form, every step one fused multiply-add; and the result is
 * that times {@code 2^(n >> 1)} times {@code 2^(n - (n >> 1))}, of which only the last product can round or overflow. Below {@link #LOWEST}
 * it is 0: processors need a hundred times longer for a subnormal number, and a softmax over a long row would be full of them.
 */
public final class Exp2 {
    /** Below this the result is 0. */
    public static final float LOWEST = -126;

    /** At and above this the result is infinity. */
    public static final float HIGHEST = 129;

    /** 1.5 * 2^23: added to a float between -2^22 and 2^22 it rounds it to a whole number, which then sits in the lowest bits. */
    public static final float ROUNDER = 0x1.8p23f;

    /** The bits of {@link #ROUNDER}. */
    public static final int ROUNDER_BITS = 0x4B400000;

    /** The coefficient of f, ln 2. */
    public static final float C1 = 0x1.62e43p-1f;

    /** The coefficient of f^2. */
    public static final float C2 = 0x1.ebfbdcp-3f;

    /** The coefficient of f^3. */
    public static final float C3 = 0x1.c6af7cp-5f;

    /** The coefficient of f^4. */
    public static final float C4 = 0x1.3b2dep-7f;

    /** The coefficient of f^5. */
    public static final float C5 = 0x1.5f082ep-10f;

    /** The coefficient of f^6. */
    public static final float C6 = 0x1.416b5p-13f;

    private Exp2() {}

    static float of(float x) {
        float clamped = Math.max(LOWEST, Math.min(HIGHEST, x));
        float shifted = clamped + ROUNDER;
        float f = clamped - (shifted - ROUNDER);
        float power = Math.fma(C6, f, C5);
        power = Math.fma(power, f, C4);
        power = Math.fma(power, f, C3);
        power = Math.fma(power, f, C2);
        power = Math.fma(power, f, C1);
        power = Math.fma(power, f, 1);
        int n = Float.floatToRawIntBits(shifted) - ROUNDER_BITS;
        int half = n >> 1;
        return x < LOWEST ? 0 : power * powerOfTwo(half) * powerOfTwo(n - half);
    }

    /** 2^n, for n from -126 to 127. */
    private static float powerOfTwo(int n) {
        return Float.intBitsToFloat((n + Float.MAX_EXPONENT) << 23);
    }
}
