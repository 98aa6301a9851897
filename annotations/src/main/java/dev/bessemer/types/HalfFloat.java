package dev.bessemer.types;

import org.jspecify.annotations.Nullable;

/**
 * An IEEE 754 binary16 number: 5 exponent and 10 fraction bits.
 * Immutable and value-like: compare with {@code equals} or {@code compareTo}, never by identity.
 *
 * <p>Arithmetic gives the exact result rounded once, to nearest and to even at a tie.
 */
public final class HalfFloat implements Comparable<HalfFloat> {
    /** 0. */
    public static final HalfFloat ZERO = ofBits((short) 0x0000);

    /** 1. */
    public static final HalfFloat ONE = ofBits((short) 0x3C00);

    /** The largest finite value, 65504. */
    public static final HalfFloat MAX_VALUE = ofBits((short) 0x7BFF);

    /** The smallest positive normal value, 2^-14. */
    public static final HalfFloat MIN_NORMAL = ofBits((short) 0x0400);

    /** The smallest positive value, 2^-24. */
    public static final HalfFloat MIN_VALUE = ofBits((short) 0x0001);

    /** Infinity. */
    public static final HalfFloat POSITIVE_INFINITY = ofBits((short) 0x7C00);

    /** Minus infinity. */
    public static final HalfFloat NEGATIVE_INFINITY = ofBits((short) 0xFC00);

    /** Not a number. */
    public static final HalfFloat NaN = ofBits((short) 0x7E00);

    private final short bits;

    /** The nearest value to a float, the even one at a tie; beyond the largest by half a unit or more, infinity; NaN stays NaN. */
    public HalfFloat(float value) {
        this(round(value));
    }

    /** {@link #ofBits} as TornadoVM writes it: a short is a bit pattern here, where an int is a number. */
    public HalfFloat(short bits) {
        this.bits = bits;
    }

    /** The nearest value to a float, as the constructor gives it. */
    public static HalfFloat of(float value) {
        return new HalfFloat(value);
    }

    /** The value with the given 16-bit pattern. */
    public static HalfFloat ofBits(short bits) {
        return new HalfFloat(bits);
    }

    /** The 16-bit pattern. */
    public short bits() {
        return bits;
    }

    /** The same number as a float, exactly. */
    public float toFloat() {
        return toFloat(bits);
    }

    /** {@link #toFloat()} by the name that it has in TornadoVM. */
    public float getFloat32() {
        return toFloat();
    }

    /** {@link #bits()} by the name that it has in TornadoVM. */
    public short getHalfFloatValue() {
        return bits;
    }

    /** {@code a + b}. */
    public static HalfFloat add(HalfFloat a, HalfFloat b) {
        return of(a.toFloat() + b.toFloat());
    }

    /** {@code a - b}. */
    public static HalfFloat sub(HalfFloat a, HalfFloat b) {
        return of(a.toFloat() - b.toFloat());
    }

    /** {@code a * b}. */
    public static HalfFloat mult(HalfFloat a, HalfFloat b) {
        return of(a.toFloat() * b.toFloat());
    }

    /** {@code a / b}. */
    public static HalfFloat div(HalfFloat a, HalfFloat b) {
        return of(a.toFloat() / b.toFloat());
    }

    /** The order of {@link Float#compare}: -0 below 0, NaN above everything. */
    @Override
    public int compareTo(HalfFloat other) {
        return Float.compare(toFloat(), other.toFloat());
    }

    /** Whether the other is a HalfFloat of the same number, as {@link Float#equals}: NaN equals NaN, -0 and 0 differ. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HalfFloat that && compareTo(that) == 0;
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
        return Float.floatToFloat16(value);
    }

    /** The number a pattern stands for. */
    static float toFloat(short bits) {
        return Float.float16ToFloat(bits);
    }
}
