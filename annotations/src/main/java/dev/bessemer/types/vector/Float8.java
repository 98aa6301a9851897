package dev.bessemer.types.vector;

import dev.bessemer.intrinsics.KernelMath;

/** Eight floats, a value: operations work component by component and give a new one. */
public record Float8(float s0, float s1, float s2, float s3, float s4, float s5, float s6, float s7) {
    /** All components 0. */
    public Float8() {
        this(0, 0, 0, 0, 0, 0, 0, 0);
    }

    /** All components equal. */
    public Float8(float value) {
        this(value, value, value, value, value, value, value, value);
    }

    /** The sums. */
    public static Float8 add(Float8 a, Float8 b) {
        return new Float8(
                a.s0 + b.s0, a.s1 + b.s1, a.s2 + b.s2, a.s3 + b.s3, a.s4 + b.s4, a.s5 + b.s5, a.s6 + b.s6, a.s7 + b.s7);
    }

    /** The sums. */
    public static Float8 add(Float8 a, float b) {
        return new Float8(a.s0 + b, a.s1 + b, a.s2 + b, a.s3 + b, a.s4 + b, a.s5 + b, a.s6 + b, a.s7 + b);
    }

    /** The differences, a less b. */
    public static Float8 sub(Float8 a, Float8 b) {
        return new Float8(
                a.s0 - b.s0, a.s1 - b.s1, a.s2 - b.s2, a.s3 - b.s3, a.s4 - b.s4, a.s5 - b.s5, a.s6 - b.s6, a.s7 - b.s7);
    }

    /** The differences, each less b. */
    public static Float8 sub(Float8 a, float b) {
        return new Float8(a.s0 - b, a.s1 - b, a.s2 - b, a.s3 - b, a.s4 - b, a.s5 - b, a.s6 - b, a.s7 - b);
    }

    /** The products. */
    public static Float8 mult(Float8 a, Float8 b) {
        return new Float8(
                a.s0 * b.s0, a.s1 * b.s1, a.s2 * b.s2, a.s3 * b.s3, a.s4 * b.s4, a.s5 * b.s5, a.s6 * b.s6, a.s7 * b.s7);
    }

    /** The products. */
    public static Float8 mult(Float8 a, float b) {
        return new Float8(a.s0 * b, a.s1 * b, a.s2 * b, a.s3 * b, a.s4 * b, a.s5 * b, a.s6 * b, a.s7 * b);
    }

    /** The quotients, a over b. */
    public static Float8 div(Float8 a, Float8 b) {
        return new Float8(
                a.s0 / b.s0, a.s1 / b.s1, a.s2 / b.s2, a.s3 / b.s3, a.s4 / b.s4, a.s5 / b.s5, a.s6 / b.s6, a.s7 / b.s7);
    }

    /** The quotients, each over b. */
    public static Float8 div(Float8 a, float b) {
        return new Float8(a.s0 / b, a.s1 / b, a.s2 / b, a.s3 / b, a.s4 / b, a.s5 / b, a.s6 / b, a.s7 / b);
    }

    /** The smaller components, as {@link Math#min}. */
    public static Float8 min(Float8 a, Float8 b) {
        return new Float8(
                Math.min(a.s0, b.s0),
                Math.min(a.s1, b.s1),
                Math.min(a.s2, b.s2),
                Math.min(a.s3, b.s3),
                Math.min(a.s4, b.s4),
                Math.min(a.s5, b.s5),
                Math.min(a.s6, b.s6),
                Math.min(a.s7, b.s7));
    }

    /** The smallest component. */
    public static float min(Float8 v) {
        return Math.min(
                Math.min(Math.min(Math.min(Math.min(Math.min(Math.min(v.s0, v.s1), v.s2), v.s3), v.s4), v.s5), v.s6),
                v.s7);
    }

    /** The larger components, as {@link Math#max}. */
    public static Float8 max(Float8 a, Float8 b) {
        return new Float8(
                Math.max(a.s0, b.s0),
                Math.max(a.s1, b.s1),
                Math.max(a.s2, b.s2),
                Math.max(a.s3, b.s3),
                Math.max(a.s4, b.s4),
                Math.max(a.s5, b.s5),
                Math.max(a.s6, b.s6),
                Math.max(a.s7, b.s7));
    }

    /** The largest component. */
    public static float max(Float8 v) {
        return Math.max(
                Math.max(Math.max(Math.max(Math.max(Math.max(Math.max(v.s0, v.s1), v.s2), v.s3), v.s4), v.s5), v.s6),
                v.s7);
    }

    /** The sum of the products, in the order of the components. */
    public static float dot(Float8 a, Float8 b) {
        return a.s0 * b.s0
                + a.s1 * b.s1
                + a.s2 * b.s2
                + a.s3 * b.s3
                + a.s4 * b.s4
                + a.s5 * b.s5
                + a.s6 * b.s6
                + a.s7 * b.s7;
    }

    /** The sum of the components, in their order. */
    public static float sum(Float8 v) {
        return v.s0 + v.s1 + v.s2 + v.s3 + v.s4 + v.s5 + v.s6 + v.s7;
    }

    /** The absolute values, as {@link Math#abs}. */
    public static Float8 abs(Float8 v) {
        return new Float8(
                Math.abs(v.s0),
                Math.abs(v.s1),
                Math.abs(v.s2),
                Math.abs(v.s3),
                Math.abs(v.s4),
                Math.abs(v.s5),
                Math.abs(v.s6),
                Math.abs(v.s7));
    }

    /** The square roots. */
    public static Float8 sqrt(Float8 v) {
        return new Float8(
                (float) Math.sqrt(v.s0),
                (float) Math.sqrt(v.s1),
                (float) Math.sqrt(v.s2),
                (float) Math.sqrt(v.s3),
                (float) Math.sqrt(v.s4),
                (float) Math.sqrt(v.s5),
                (float) Math.sqrt(v.s6),
                (float) Math.sqrt(v.s7));
    }

    /** The components rounded down to whole numbers. */
    public static Float8 floor(Float8 v) {
        return new Float8(
                (float) Math.floor(v.s0),
                (float) Math.floor(v.s1),
                (float) Math.floor(v.s2),
                (float) Math.floor(v.s3),
                (float) Math.floor(v.s4),
                (float) Math.floor(v.s5),
                (float) Math.floor(v.s6),
                (float) Math.floor(v.s7));
    }

    /** The components, or the nearer ends of the range they lie outside of. */
    public static Float8 clamp(Float8 v, float low, float high) {
        return new Float8(
                KernelMath.clamp(v.s0, low, high),
                KernelMath.clamp(v.s1, low, high),
                KernelMath.clamp(v.s2, low, high),
                KernelMath.clamp(v.s3, low, high),
                KernelMath.clamp(v.s4, low, high),
                KernelMath.clamp(v.s5, low, high),
                KernelMath.clamp(v.s6, low, high),
                KernelMath.clamp(v.s7, low, high));
    }

    /** The Euclidean length. */
    public static float length(Float8 v) {
        return (float) Math.sqrt(dot(v, v));
    }

    /** The vector of length 1 in the same direction; NaN for one of length 0. */
    public static Float8 normalise(Float8 v) {
        return div(v, length(v));
    }

    /** The first half. */
    public Float4 getLow() {
        return new Float4(s0, s1, s2, s3);
    }

    /** The second half. */
    public Float4 getHigh() {
        return new Float4(s4, s5, s6, s7);
    }

    /** Component {@code s0}. */
    public float getS0() {
        return s0;
    }

    /** Component {@code s1}. */
    public float getS1() {
        return s1;
    }

    /** Component {@code s2}. */
    public float getS2() {
        return s2;
    }

    /** Component {@code s3}. */
    public float getS3() {
        return s3;
    }

    /** Component {@code s4}. */
    public float getS4() {
        return s4;
    }

    /** Component {@code s5}. */
    public float getS5() {
        return s5;
    }

    /** Component {@code s6}. */
    public float getS6() {
        return s6;
    }

    /** Component {@code s7}. */
    public float getS7() {
        return s7;
    }
}
