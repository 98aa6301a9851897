package dev.bessemer.types;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A 16-bit floating-point format by its definition, in exact decimal arithmetic: the oracle of HalfFloat and BFloat16.
 *
 * @param fractionBits stored bits of the fraction
 * @param bias what the stored exponent exceeds the real one by
 */
record SmallFloatFormat(int fractionBits, int bias) {
    static final SmallFloatFormat HALF = new SmallFloatFormat(10, 15);
    static final SmallFloatFormat BFLOAT = new SmallFloatFormat(7, 127);

    /** More digits than any value here or midpoint between two has. */
    private static final MathContext DIGITS = new MathContext(200);

    /** The pattern of infinity, above those of all finite values. */
    int infinity() {
        return (0x7FFF >>> fractionBits) << fractionBits;
    }

    boolean isNaN(int pattern) {
        return (pattern & 0x7FFF) > infinity();
    }

    boolean isFinite(int pattern) {
        return (pattern & 0x7FFF) < infinity();
    }

    /** The number a pattern that is not NaN stands for; infinity counts as one unit above the largest value. */
    double decode(int pattern) {
        int exponent = (pattern & 0x7FFF) >>> fractionBits;
        int fraction = pattern & ((1 << fractionBits) - 1);
        int significand = exponent == 0 ? fraction : fraction | (1 << fractionBits);
        double magnitude = Math.scalb((double) significand, Math.max(exponent, 1) - bias - fractionBits);
        return (pattern & 0x8000) == 0 ? magnitude : -magnitude;
    }

    /** The pattern nearest to a number, the even one at a tie, without a sign for zero. */
    int encode(BigDecimal exact) {
        BigDecimal magnitude = exact.abs();
        int below = 0;
        int above = infinity();
        while (above - below > 1) {
            int middle = (below + above) >>> 1;
            if (new BigDecimal(decode(middle)).compareTo(magnitude) <= 0) {
                below = middle;
            } else {
                above = middle;
            }
        }
        BigDecimal sum = new BigDecimal(decode(below)).add(new BigDecimal(decode(above)));
        int side = magnitude.add(magnitude).compareTo(sum);
        int nearest = side < 0 || (side == 0 && below % 2 == 0) ? below : above;
        return exact.signum() < 0 ? nearest | 0x8000 : nearest;
    }

    static BigDecimal divide(BigDecimal a, BigDecimal b) {
        return a.divide(b, DIGITS);
    }
}
