package dev.bessemer.types.vector;

import dev.bessemer.intrinsics.KernelMath;

/** Sixteen floats, a value: operations work component by component and give a new one. */
public record Float16(
        float s0,
        float s1,
        float s2,
        float s3,
        float s4,
        float s5,
        float s6,
        float s7,
        float s8,
        float s9,
        float s10,
        float s11,
        float s12,
        float s13,
        float s14,
        float s15) {
    /** All components 0. */
    public Float16() {
        this(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /** All components equal. */
    public Float16(float value) {
        this(
                value, value, value, value, value, value, value, value, value, value, value, value, value, value, value,
                value);
    }

    /** The sums. */
    public static Float16 add(Float16 a, Float16 b) {
        return new Float16(
                a.s0 + b.s0,
                a.s1 + b.s1,
                a.s2 + b.s2,
                a.s3 + b.s3,
                a.s4 + b.s4,
                a.s5 + b.s5,
                a.s6 + b.s6,
                a.s7 + b.s7,
                a.s8 + b.s8,
                a.s9 + b.s9,
                a.s10 + b.s10,
                a.s11 + b.s11,
                a.s12 + b.s12,
                a.s13 + b.s13,
                a.s14 + b.s14,
                a.s15 + b.s15);
    }

    /** The sums. */
    public static Float16 add(Float16 a, float b) {
        return new Float16(
                a.s0 + b, a.s1 + b, a.s2 + b, a.s3 + b, a.s4 + b, a.s5 + b, a.s6 + b, a.s7 + b, a.s8 + b, a.s9 + b,
                a.s10 + b, a.s11 + b, a.s12 + b, a.s13 + b, a.s14 + b, a.s15 + b);
    }

    /** The differences, a less b. */
    public static Float16 sub(Float16 a, Float16 b) {
        return new Float16(
                a.s0 - b.s0,
                a.s1 - b.s1,
                a.s2 - b.s2,
                a.s3 - b.s3,
                a.s4 - b.s4,
                a.s5 - b.s5,
                a.s6 - b.s6,
                a.s7 - b.s7,
                a.s8 - b.s8,
                a.s9 - b.s9,
                a.s10 - b.s10,
                a.s11 - b.s11,
                a.s12 - b.s12,
                a.s13 - b.s13,
                a.s14 - b.s14,
                a.s15 - b.s15);
    }

    /** The differences, each less b. */
    public static Float16 sub(Float16 a, float b) {
        return new Float16(
                a.s0 - b, a.s1 - b, a.s2 - b, a.s3 - b, a.s4 - b, a.s5 - b, a.s6 - b, a.s7 - b, a.s8 - b, a.s9 - b,
                a.s10 - b, a.s11 - b, a.s12 - b, a.s13 - b, a.s14 - b, a.s15 - b);
    }

    /** The products. */
    public static Float16 mult(Float16 a, Float16 b) {
        return new Float16(
                a.s0 * b.s0,
                a.s1 * b.s1,
                a.s2 * b.s2,
                a.s3 * b.s3,
                a.s4 * b.s4,
                a.s5 * b.s5,
                a.s6 * b.s6,
                a.s7 * b.s7,
                a.s8 * b.s8,
                a.s9 * b.s9,
                a.s10 * b.s10,
                a.s11 * b.s11,
                a.s12 * b.s12,
                a.s13 * b.s13,
                a.s14 * b.s14,
                a.s15 * b.s15);
    }

    /** The products. */
    public static Float16 mult(Float16 a, float b) {
        return new Float16(
                a.s0 * b, a.s1 * b, a.s2 * b, a.s3 * b, a.s4 * b, a.s5 * b, a.s6 * b, a.s7 * b, a.s8 * b, a.s9 * b,
                a.s10 * b, a.s11 * b, a.s12 * b, a.s13 * b, a.s14 * b, a.s15 * b);
    }

    /** The quotients, a over b. */
    public static Float16 div(Float16 a, Float16 b) {
        return new Float16(
                a.s0 / b.s0,
                a.s1 / b.s1,
                a.s2 / b.s2,
                a.s3 / b.s3,
                a.s4 / b.s4,
                a.s5 / b.s5,
                a.s6 / b.s6,
                a.s7 / b.s7,
                a.s8 / b.s8,
                a.s9 / b.s9,
                a.s10 / b.s10,
                a.s11 / b.s11,
                a.s12 / b.s12,
                a.s13 / b.s13,
                a.s14 / b.s14,
                a.s15 / b.s15);
    }

    /** The quotients, each over b. */
    public static Float16 div(Float16 a, float b) {
        return new Float16(
                a.s0 / b, a.s1 / b, a.s2 / b, a.s3 / b, a.s4 / b, a.s5 / b, a.s6 / b, a.s7 / b, a.s8 / b, a.s9 / b,
                a.s10 / b, a.s11 / b, a.s12 / b, a.s13 / b, a.s14 / b, a.s15 / b);
    }

    /** The smaller components, as {@link Math#min}. */
    public static Float16 min(Float16 a, Float16 b) {
        return new Float16(
                Math.min(a.s0, b.s0),
                Math.min(a.s1, b.s1),
                Math.min(a.s2, b.s2),
                Math.min(a.s3, b.s3),
                Math.min(a.s4, b.s4),
                Math.min(a.s5, b.s5),
                Math.min(a.s6, b.s6),
                Math.min(a.s7, b.s7),
                Math.min(a.s8, b.s8),
                Math.min(a.s9, b.s9),
                Math.min(a.s10, b.s10),
                Math.min(a.s11, b.s11),
                Math.min(a.s12, b.s12),
                Math.min(a.s13, b.s13),
                Math.min(a.s14, b.s14),
                Math.min(a.s15, b.s15));
    }

    /** The smallest component. */
    public static float min(Float16 v) {
        return Math.min(
                Math.min(
                        Math.min(
                                Math.min(
                                        Math.min(
                                                Math.min(
                                                        Math.min(
                                                                Math.min(
                                                                        Math.min(
                                                                                Math.min(
                                                                                        Math.min(
                                                                                                Math.min(
                                                                                                        Math.min(
                                                                                                                Math
                                                                                                                        .min(
                                                                                                                                Math
                                                                                                                                        .min(
                                                                                                                                                v.s0,
                                                                                                                                                v.s1),
                                                                                                                                v.s2),
                                                                                                                v.s3),
                                                                                                        v.s4),
                                                                                                v.s5),
                                                                                        v.s6),
                                                                                v.s7),
                                                                        v.s8),
                                                                v.s9),
                                                        v.s10),
                                                v.s11),
                                        v.s12),
                                v.s13),
                        v.s14),
                v.s15);
    }

    /** The larger components, as {@link Math#max}. */
    public static Float16 max(Float16 a, Float16 b) {
        return new Float16(
                Math.max(a.s0, b.s0),
                Math.max(a.s1, b.s1),
                Math.max(a.s2, b.s2),
                Math.max(a.s3, b.s3),
                Math.max(a.s4, b.s4),
                Math.max(a.s5, b.s5),
                Math.max(a.s6, b.s6),
                Math.max(a.s7, b.s7),
                Math.max(a.s8, b.s8),
                Math.max(a.s9, b.s9),
                Math.max(a.s10, b.s10),
                Math.max(a.s11, b.s11),
                Math.max(a.s12, b.s12),
                Math.max(a.s13, b.s13),
                Math.max(a.s14, b.s14),
                Math.max(a.s15, b.s15));
    }

    /** The largest component. */
    public static float max(Float16 v) {
        return Math.max(
                Math.max(
                        Math.max(
                                Math.max(
                                        Math.max(
                                                Math.max(
                                                        Math.max(
                                                                Math.max(
                                                                        Math.max(
                                                                                Math.max(
                                                                                        Math.max(
                                                                                                Math.max(
                                                                                                        Math.max(
                                                                                                                Math
                                                                                                                        .max(
                                                                                                                                Math
                                                                                                                                        .max(
                                                                                                                                                v.s0,
                                                                                                                                                v.s1),
                                                                                                                                v.s2),
                                                                                                                v.s3),
                                                                                                        v.s4),
                                                                                                v.s5),
                                                                                        v.s6),
                                                                                v.s7),
                                                                        v.s8),
                                                                v.s9),
                                                        v.s10),
                                                v.s11),
                                        v.s12),
                                v.s13),
                        v.s14),
                v.s15);
    }

    /** The sum of the products, in the order of the components. */
    public static float dot(Float16 a, Float16 b) {
        return a.s0 * b.s0
                + a.s1 * b.s1
                + a.s2 * b.s2
                + a.s3 * b.s3
                + a.s4 * b.s4
                + a.s5 * b.s5
                + a.s6 * b.s6
                + a.s7 * b.s7
                + a.s8 * b.s8
                + a.s9 * b.s9
                + a.s10 * b.s10
                + a.s11 * b.s11
                + a.s12 * b.s12
                + a.s13 * b.s13
                + a.s14 * b.s14
                + a.s15 * b.s15;
    }

    /** The sum of the components, in their order. */
    public static float sum(Float16 v) {
        return v.s0 + v.s1 + v.s2 + v.s3 + v.s4 + v.s5 + v.s6 + v.s7 + v.s8 + v.s9 + v.s10 + v.s11 + v.s12 + v.s13
                + v.s14 + v.s15;
    }

    /** The absolute values, as {@link Math#abs}. */
    public static Float16 abs(Float16 v) {
        return new Float16(
                Math.abs(v.s0),
                Math.abs(v.s1),
                Math.abs(v.s2),
                Math.abs(v.s3),
                Math.abs(v.s4),
                Math.abs(v.s5),
                Math.abs(v.s6),
                Math.abs(v.s7),
                Math.abs(v.s8),
                Math.abs(v.s9),
                Math.abs(v.s10),
                Math.abs(v.s11),
                Math.abs(v.s12),
                Math.abs(v.s13),
                Math.abs(v.s14),
                Math.abs(v.s15));
    }

    /** The square roots. */
    public static Float16 sqrt(Float16 v) {
        return new Float16(
                (float) Math.sqrt(v.s0),
                (float) Math.sqrt(v.s1),
                (float) Math.sqrt(v.s2),
                (float) Math.sqrt(v.s3),
                (float) Math.sqrt(v.s4),
                (float) Math.sqrt(v.s5),
                (float) Math.sqrt(v.s6),
                (float) Math.sqrt(v.s7),
                (float) Math.sqrt(v.s8),
                (float) Math.sqrt(v.s9),
                (float) Math.sqrt(v.s10),
                (float) Math.sqrt(v.s11),
                (float) Math.sqrt(v.s12),
                (float) Math.sqrt(v.s13),
                (float) Math.sqrt(v.s14),
                (float) Math.sqrt(v.s15));
    }

    /** The components rounded down to whole numbers. */
    public static Float16 floor(Float16 v) {
        return new Float16(
                (float) Math.floor(v.s0),
                (float) Math.floor(v.s1),
                (float) Math.floor(v.s2),
                (float) Math.floor(v.s3),
                (float) Math.floor(v.s4),
                (float) Math.floor(v.s5),
                (float) Math.floor(v.s6),
                (float) Math.floor(v.s7),
                (float) Math.floor(v.s8),
                (float) Math.floor(v.s9),
                (float) Math.floor(v.s10),
                (float) Math.floor(v.s11),
                (float) Math.floor(v.s12),
                (float) Math.floor(v.s13),
                (float) Math.floor(v.s14),
                (float) Math.floor(v.s15));
    }

    /** The components, or the nearer ends of the range they lie outside of. */
    public static Float16 clamp(Float16 v, float low, float high) {
        return new Float16(
                KernelMath.clamp(v.s0, low, high),
                KernelMath.clamp(v.s1, low, high),
                KernelMath.clamp(v.s2, low, high),
                KernelMath.clamp(v.s3, low, high),
                KernelMath.clamp(v.s4, low, high),
                KernelMath.clamp(v.s5, low, high),
                KernelMath.clamp(v.s6, low, high),
                KernelMath.clamp(v.s7, low, high),
                KernelMath.clamp(v.s8, low, high),
                KernelMath.clamp(v.s9, low, high),
                KernelMath.clamp(v.s10, low, high),
                KernelMath.clamp(v.s11, low, high),
                KernelMath.clamp(v.s12, low, high),
                KernelMath.clamp(v.s13, low, high),
                KernelMath.clamp(v.s14, low, high),
                KernelMath.clamp(v.s15, low, high));
    }

    /** The Euclidean length. */
    public static float length(Float16 v) {
        return (float) Math.sqrt(dot(v, v));
    }

    /** The vector of length 1 in the same direction; NaN for one of length 0. */
    public static Float16 normalise(Float16 v) {
        return div(v, length(v));
    }

    /** The first half. */
    public Float8 getLow() {
        return new Float8(s0, s1, s2, s3, s4, s5, s6, s7);
    }

    /** The second half. */
    public Float8 getHigh() {
        return new Float8(s8, s9, s10, s11, s12, s13, s14, s15);
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

    /** Component {@code s8}. */
    public float getS8() {
        return s8;
    }

    /** Component {@code s9}. */
    public float getS9() {
        return s9;
    }

    /** Component {@code s10}. */
    public float getS10() {
        return s10;
    }

    /** Component {@code s11}. */
    public float getS11() {
        return s11;
    }

    /** Component {@code s12}. */
    public float getS12() {
        return s12;
    }

    /** Component {@code s13}. */
    public float getS13() {
        return s13;
    }

    /** Component {@code s14}. */
    public float getS14() {
        return s14;
    }

    /** Component {@code s15}. */
    public float getS15() {
        return s15;
    }
}
