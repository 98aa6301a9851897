package dev.bessemer.types;

import org.jspecify.annotations.Nullable;

/**
 * A bfloat16 number: the upper half of a float, 8 exponent and 7 fraction bits.
 * Immutable and value-like: compare with {@code equals} or {@code compareTo}, never by identity.
 *
 * <p>Arithmetic gives the exact result rounded once, to nearest and to even at a tie.
 */
public final class BFloat16 implements Comparable<BFloat16> {
    /** 0. */
    public static final BFloat16 ZERO = ofBits((short) 0x0000);

    /** 1. */
    public static final BFloat16 ONE = ofBits((short) 0x3F80);

    /** The largest finite value, about 3.39e38. */
    public static final BFloat16 MAX_VALUE = ofBits((short) 0x7F7F);

    /** The smallest positive normal value, 2^-126. */
    public static final BFloat16 MIN_NORMAL = ofBits((short) 0x0080);

    /** The smallest positive value, 2^-133. */
    public static final BFloat16 MIN_VALUE = ofBits((short) 0x0001);

    /** Infinity. */
    public static final BFloat16 POSITIVE_INFINITY = ofBits((short) 0x7F80);

    /** Minus infinity. */
    public static final BFloat16 NEGATIVE_INFINITY = ofBits((short) 0xFF80);

    /** Not a number. */
    public static final BFloat16 NaN = ofBits((short) 0x7FC0);

    /** The fraction's top bit: set in a NaN, it keeps it a NaN whatever the lower half held. */
    private static final int QUIET = 0x40;

    /** One less than half a unit of the last place kept. */
    private static final int HALF_UNIT_BELOW = 0x7FFF;

    private final short bits;

    /** The nearest value to a float, the even one at a tie; beyond the largest by half a unit or more, infinity; NaN stays NaN. */
    public BFloat16(float value) {
        this(round(value));
    }

    private BFloat16(short bits) {
        this.bits = bits;
    }

    /** The nearest value to a float, as the constructor gives it. */
    public static BFloat16 of(float value) {
        return new BFloat16(value);
    }

    /** The value with the given 16-bit pattern. */
    public static BFloat16 ofBits(short bits) {
        return new BFloat16(bits);
    }

    /** The 16-bit pattern. */
    public short bits() {
        return bits;
    }

    /** The same number as a float, exactly. */
    public float toFloat() {
        return toFloat(bits);
    }

    /** {@code a + b}. */
    public static BFloat16 add(BFloat16 a, BFloat16 b) {
        return of(a.toFloat() + b.toFloat());
    }

    /** {@code a - b}. */
    public static BFloat16 sub(BFloat16 a, BFloat16 b) {
        return of(a.toFloat() - b.toFloat());
    }

    /** {@code a * b}. */
    public static BFloat16 mult(BFloat16 a, BFloat16 b) {
        return of(a.toFloat() * b.toFloat());
    }

    /** {@code a / b}. */
    public static BFloat16 div(BFloat16 a, BFloat16 b) {
        return of(a.toFloat() / b.toFloat());
    }

    /** The order of {@link Float#compare}: -0 below 0, NaN above everything. */
    @Override
    public int compareTo(BFloat16 other) {
        return Float.compare(toFloat(), other.toFloat());
    }

    /** Whether the other is a BFloat16 of the same number, as {@link Float#equals}: NaN equals NaN, -0 and 0 differ. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BFloat16 that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        return Float.hashCode(toFloat());
    }

    /** The number as {@link Float#toString(float)} writes it. */
    @Override
    public String toString() {
        return Float.toString(toFloat());
    }

    /** The pattern of the nearest value to a float. */
    static short round(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) ((bits >>> 16) | QUIET);
        }
        int even = (bits >>> 16) & 1;
        return (short) ((bits + HALF_UNIT_BELOW + even) >>> 16);
    }

    /** The number a pattern stands for. */
    static float toFloat(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }
}
