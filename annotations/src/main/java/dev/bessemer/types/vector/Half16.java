package dev.bessemer.types.vector;

import dev.bessemer.types.HalfFloat;

/** Sixteen half-precision numbers, a value: operations work component by component and give a new one. Each operation rounds to half. */
public record Half16(
        HalfFloat s0,
        HalfFloat s1,
        HalfFloat s2,
        HalfFloat s3,
        HalfFloat s4,
        HalfFloat s5,
        HalfFloat s6,
        HalfFloat s7,
        HalfFloat s8,
        HalfFloat s9,
        HalfFloat s10,
        HalfFloat s11,
        HalfFloat s12,
        HalfFloat s13,
        HalfFloat s14,
        HalfFloat s15) {
    /** All components 0. */
    public Half16() {
        this(
                HalfFloat.ZERO,
                HalfFloat.ZERO,
                HalfFloat.ZERO,
                HalfFloat.ZERO,
                HalfFloat.ZERO,
                HalfFloat.ZERO,
                HalfFloat.ZERO,
                HalfFloat.ZERO,
                HalfFloat.ZERO,
                HalfFloat.ZERO,
                HalfFloat.ZERO,
                HalfFloat.ZERO,
                HalfFloat.ZERO,
                HalfFloat.ZERO,
                HalfFloat.ZERO,
                HalfFloat.ZERO);
    }

    /** All components equal. */
    public Half16(HalfFloat value) {
        this(
                value, value, value, value, value, value, value, value, value, value, value, value, value, value, value,
                value);
    }

    /** The sums. */
    public static Half16 add(Half16 a, Half16 b) {
        return new Half16(
                HalfFloat.add(a.s0, b.s0),
                HalfFloat.add(a.s1, b.s1),
                HalfFloat.add(a.s2, b.s2),
                HalfFloat.add(a.s3, b.s3),
                HalfFloat.add(a.s4, b.s4),
                HalfFloat.add(a.s5, b.s5),
                HalfFloat.add(a.s6, b.s6),
                HalfFloat.add(a.s7, b.s7),
                HalfFloat.add(a.s8, b.s8),
                HalfFloat.add(a.s9, b.s9),
                HalfFloat.add(a.s10, b.s10),
                HalfFloat.add(a.s11, b.s11),
                HalfFloat.add(a.s12, b.s12),
                HalfFloat.add(a.s13, b.s13),
                HalfFloat.add(a.s14, b.s14),
                HalfFloat.add(a.s15, b.s15));
    }

    /** The sums. */
    public static Half16 add(Half16 a, HalfFloat b) {
        return new Half16(
                HalfFloat.add(a.s0, b),
                HalfFloat.add(a.s1, b),
                HalfFloat.add(a.s2, b),
                HalfFloat.add(a.s3, b),
                HalfFloat.add(a.s4, b),
                HalfFloat.add(a.s5, b),
                HalfFloat.add(a.s6, b),
                HalfFloat.add(a.s7, b),
                HalfFloat.add(a.s8, b),
                HalfFloat.add(a.s9, b),
                HalfFloat.add(a.s10, b),
                HalfFloat.add(a.s11, b),
                HalfFloat.add(a.s12, b),
                HalfFloat.add(a.s13, b),
                HalfFloat.add(a.s14, b),
                HalfFloat.add(a.s15, b));
    }

    /** The differences, a less b. */
    public static Half16 sub(Half16 a, Half16 b) {
        return new Half16(
                HalfFloat.sub(a.s0, b.s0),
                HalfFloat.sub(a.s1, b.s1),
                HalfFloat.sub(a.s2, b.s2),
                HalfFloat.sub(a.s3, b.s3),
                HalfFloat.sub(a.s4, b.s4),
                HalfFloat.sub(a.s5, b.s5),
                HalfFloat.sub(a.s6, b.s6),
                HalfFloat.sub(a.s7, b.s7),
                HalfFloat.sub(a.s8, b.s8),
                HalfFloat.sub(a.s9, b.s9),
                HalfFloat.sub(a.s10, b.s10),
                HalfFloat.sub(a.s11, b.s11),
                HalfFloat.sub(a.s12, b.s12),
                HalfFloat.sub(a.s13, b.s13),
                HalfFloat.sub(a.s14, b.s14),
                HalfFloat.sub(a.s15, b.s15));
    }

    /** The differences, each less b. */
    public static Half16 sub(Half16 a, HalfFloat b) {
        return new Half16(
                HalfFloat.sub(a.s0, b),
                HalfFloat.sub(a.s1, b),
                HalfFloat.sub(a.s2, b),
                HalfFloat.sub(a.s3, b),
                HalfFloat.sub(a.s4, b),
                HalfFloat.sub(a.s5, b),
                HalfFloat.sub(a.s6, b),
                HalfFloat.sub(a.s7, b),
                HalfFloat.sub(a.s8, b),
                HalfFloat.sub(a.s9, b),
                HalfFloat.sub(a.s10, b),
                HalfFloat.sub(a.s11, b),
                HalfFloat.sub(a.s12, b),
                HalfFloat.sub(a.s13, b),
                HalfFloat.sub(a.s14, b),
                HalfFloat.sub(a.s15, b));
    }

    /** The products. */
    public static Half16 mult(Half16 a, Half16 b) {
        return new Half16(
                HalfFloat.mult(a.s0, b.s0),
                HalfFloat.mult(a.s1, b.s1),
                HalfFloat.mult(a.s2, b.s2),
                HalfFloat.mult(a.s3, b.s3),
                HalfFloat.mult(a.s4, b.s4),
                HalfFloat.mult(a.s5, b.s5),
                HalfFloat.mult(a.s6, b.s6),
                HalfFloat.mult(a.s7, b.s7),
                HalfFloat.mult(a.s8, b.s8),
                HalfFloat.mult(a.s9, b.s9),
                HalfFloat.mult(a.s10, b.s10),
                HalfFloat.mult(a.s11, b.s11),
                HalfFloat.mult(a.s12, b.s12),
                HalfFloat.mult(a.s13, b.s13),
                HalfFloat.mult(a.s14, b.s14),
                HalfFloat.mult(a.s15, b.s15));
    }

    /** The products. */
    public static Half16 mult(Half16 a, HalfFloat b) {
        return new Half16(
                HalfFloat.mult(a.s0, b),
                HalfFloat.mult(a.s1, b),
                HalfFloat.mult(a.s2, b),
                HalfFloat.mult(a.s3, b),
                HalfFloat.mult(a.s4, b),
                HalfFloat.mult(a.s5, b),
                HalfFloat.mult(a.s6, b),
                HalfFloat.mult(a.s7, b),
                HalfFloat.mult(a.s8, b),
                HalfFloat.mult(a.s9, b),
                HalfFloat.mult(a.s10, b),
                HalfFloat.mult(a.s11, b),
                HalfFloat.mult(a.s12, b),
                HalfFloat.mult(a.s13, b),
                HalfFloat.mult(a.s14, b),
                HalfFloat.mult(a.s15, b));
    }

    /** The quotients, a over b. */
    public static Half16 div(Half16 a, Half16 b) {
        return new Half16(
                HalfFloat.div(a.s0, b.s0),
                HalfFloat.div(a.s1, b.s1),
                HalfFloat.div(a.s2, b.s2),
                HalfFloat.div(a.s3, b.s3),
                HalfFloat.div(a.s4, b.s4),
                HalfFloat.div(a.s5, b.s5),
                HalfFloat.div(a.s6, b.s6),
                HalfFloat.div(a.s7, b.s7),
                HalfFloat.div(a.s8, b.s8),
                HalfFloat.div(a.s9, b.s9),
                HalfFloat.div(a.s10, b.s10),
                HalfFloat.div(a.s11, b.s11),
                HalfFloat.div(a.s12, b.s12),
                HalfFloat.div(a.s13, b.s13),
                HalfFloat.div(a.s14, b.s14),
                HalfFloat.div(a.s15, b.s15));
    }

    /** The quotients, each over b. */
    public static Half16 div(Half16 a, HalfFloat b) {
        return new Half16(
                HalfFloat.div(a.s0, b),
                HalfFloat.div(a.s1, b),
                HalfFloat.div(a.s2, b),
                HalfFloat.div(a.s3, b),
                HalfFloat.div(a.s4, b),
                HalfFloat.div(a.s5, b),
                HalfFloat.div(a.s6, b),
                HalfFloat.div(a.s7, b),
                HalfFloat.div(a.s8, b),
                HalfFloat.div(a.s9, b),
                HalfFloat.div(a.s10, b),
                HalfFloat.div(a.s11, b),
                HalfFloat.div(a.s12, b),
                HalfFloat.div(a.s13, b),
                HalfFloat.div(a.s14, b),
                HalfFloat.div(a.s15, b));
    }

    /** The smaller components, as {@link Math#min}. */
    public static Half16 min(Half16 a, Half16 b) {
        return new Half16(
                HalfFloat.of(Math.min(a.s0.toFloat(), b.s0.toFloat())),
                HalfFloat.of(Math.min(a.s1.toFloat(), b.s1.toFloat())),
                HalfFloat.of(Math.min(a.s2.toFloat(), b.s2.toFloat())),
                HalfFloat.of(Math.min(a.s3.toFloat(), b.s3.toFloat())),
                HalfFloat.of(Math.min(a.s4.toFloat(), b.s4.toFloat())),
                HalfFloat.of(Math.min(a.s5.toFloat(), b.s5.toFloat())),
                HalfFloat.of(Math.min(a.s6.toFloat(), b.s6.toFloat())),
                HalfFloat.of(Math.min(a.s7.toFloat(), b.s7.toFloat())),
                HalfFloat.of(Math.min(a.s8.toFloat(), b.s8.toFloat())),
                HalfFloat.of(Math.min(a.s9.toFloat(), b.s9.toFloat())),
                HalfFloat.of(Math.min(a.s10.toFloat(), b.s10.toFloat())),
                HalfFloat.of(Math.min(a.s11.toFloat(), b.s11.toFloat())),
                HalfFloat.of(Math.min(a.s12.toFloat(), b.s12.toFloat())),
                HalfFloat.of(Math.min(a.s13.toFloat(), b.s13.toFloat())),
                HalfFloat.of(Math.min(a.s14.toFloat(), b.s14.toFloat())),
                HalfFloat.of(Math.min(a.s15.toFloat(), b.s15.toFloat())));
    }

    /** The smallest component. */
    public static HalfFloat min(Half16 v) {
        return HalfFloat.of(Math.min(
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
                                                                                                                                                v
                                                                                                                                                        .s0
                                                                                                                                                        .toFloat(),
                                                                                                                                                v
                                                                                                                                                        .s1
                                                                                                                                                        .toFloat()),
                                                                                                                                v
                                                                                                                                        .s2
                                                                                                                                        .toFloat()),
                                                                                                                v.s3
                                                                                                                        .toFloat()),
                                                                                                        v.s4.toFloat()),
                                                                                                v.s5.toFloat()),
                                                                                        v.s6.toFloat()),
                                                                                v.s7.toFloat()),
                                                                        v.s8.toFloat()),
                                                                v.s9.toFloat()),
                                                        v.s10.toFloat()),
                                                v.s11.toFloat()),
                                        v.s12.toFloat()),
                                v.s13.toFloat()),
                        v.s14.toFloat()),
                v.s15.toFloat()));
    }

    /** The larger components, as {@link Math#max}. */
    public static Half16 max(Half16 a, Half16 b) {
        return new Half16(
                HalfFloat.of(Math.max(a.s0.toFloat(), b.s0.toFloat())),
                HalfFloat.of(Math.max(a.s1.toFloat(), b.s1.toFloat())),
                HalfFloat.of(Math.max(a.s2.toFloat(), b.s2.toFloat())),
                HalfFloat.of(Math.max(a.s3.toFloat(), b.s3.toFloat())),
                HalfFloat.of(Math.max(a.s4.toFloat(), b.s4.toFloat())),
                HalfFloat.of(Math.max(a.s5.toFloat(), b.s5.toFloat())),
                HalfFloat.of(Math.max(a.s6.toFloat(), b.s6.toFloat())),
                HalfFloat.of(Math.max(a.s7.toFloat(), b.s7.toFloat())),
                HalfFloat.of(Math.max(a.s8.toFloat(), b.s8.toFloat())),
                HalfFloat.of(Math.max(a.s9.toFloat(), b.s9.toFloat())),
                HalfFloat.of(Math.max(a.s10.toFloat(), b.s10.toFloat())),
                HalfFloat.of(Math.max(a.s11.toFloat(), b.s11.toFloat())),
                HalfFloat.of(Math.max(a.s12.toFloat(), b.s12.toFloat())),
                HalfFloat.of(Math.max(a.s13.toFloat(), b.s13.toFloat())),
                HalfFloat.of(Math.max(a.s14.toFloat(), b.s14.toFloat())),
                HalfFloat.of(Math.max(a.s15.toFloat(), b.s15.toFloat())));
    }

    /** The largest component. */
    public static HalfFloat max(Half16 v) {
        return HalfFloat.of(Math.max(
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
                                                                                                                                                v
                                                                                                                                                        .s0
                                                                                                                                                        .toFloat(),
                                                                                                                                                v
                                                                                                                                                        .s1
                                                                                                                                                        .toFloat()),
                                                                                                                                v
                                                                                                                                        .s2
                                                                                                                                        .toFloat()),
                                                                                                                v.s3
                                                                                                                        .toFloat()),
                                                                                                        v.s4.toFloat()),
                                                                                                v.s5.toFloat()),
                                                                                        v.s6.toFloat()),
                                                                                v.s7.toFloat()),
                                                                        v.s8.toFloat()),
                                                                v.s9.toFloat()),
                                                        v.s10.toFloat()),
                                                v.s11.toFloat()),
                                        v.s12.toFloat()),
                                v.s13.toFloat()),
                        v.s14.toFloat()),
                v.s15.toFloat()));
    }

    /** The sum of the products, in the order of the components. */
    public static HalfFloat dot(Half16 a, Half16 b) {
        return HalfFloat.add(
                HalfFloat.add(
                        HalfFloat.add(
                                HalfFloat.add(
                                        HalfFloat.add(
                                                HalfFloat.add(
                                                        HalfFloat.add(
                                                                HalfFloat.add(
                                                                        HalfFloat.add(
                                                                                HalfFloat.add(
                                                                                        HalfFloat.add(
                                                                                                HalfFloat.add(
                                                                                                        HalfFloat.add(
                                                                                                                HalfFloat
                                                                                                                        .add(
                                                                                                                                HalfFloat
                                                                                                                                        .add(
                                                                                                                                                HalfFloat
                                                                                                                                                        .mult(
                                                                                                                                                                a.s0,
                                                                                                                                                                b.s0),
                                                                                                                                                HalfFloat
                                                                                                                                                        .mult(
                                                                                                                                                                a.s1,
                                                                                                                                                                b.s1)),
                                                                                                                                HalfFloat
                                                                                                                                        .mult(
                                                                                                                                                a.s2,
                                                                                                                                                b.s2)),
                                                                                                                HalfFloat
                                                                                                                        .mult(
                                                                                                                                a.s3,
                                                                                                                                b.s3)),
                                                                                                        HalfFloat.mult(
                                                                                                                a.s4,
                                                                                                                b.s4)),
                                                                                                HalfFloat.mult(
                                                                                                        a.s5, b.s5)),
                                                                                        HalfFloat.mult(a.s6, b.s6)),
                                                                                HalfFloat.mult(a.s7, b.s7)),
                                                                        HalfFloat.mult(a.s8, b.s8)),
                                                                HalfFloat.mult(a.s9, b.s9)),
                                                        HalfFloat.mult(a.s10, b.s10)),
                                                HalfFloat.mult(a.s11, b.s11)),
                                        HalfFloat.mult(a.s12, b.s12)),
                                HalfFloat.mult(a.s13, b.s13)),
                        HalfFloat.mult(a.s14, b.s14)),
                HalfFloat.mult(a.s15, b.s15));
    }

    /** The sum of the components, in their order. */
    public static HalfFloat sum(Half16 v) {
        return HalfFloat.add(
                HalfFloat.add(
                        HalfFloat.add(
                                HalfFloat.add(
                                        HalfFloat.add(
                                                HalfFloat.add(
                                                        HalfFloat.add(
                                                                HalfFloat.add(
                                                                        HalfFloat.add(
                                                                                HalfFloat.add(
                                                                                        HalfFloat.add(
                                                                                                HalfFloat.add(
                                                                                                        HalfFloat.add(
                                                                                                                HalfFloat
                                                                                                                        .add(
                                                                                                                                HalfFloat
                                                                                                                                        .add(
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

    /** The first half. */
    public Half8 getLow() {
        return new Half8(s0, s1, s2, s3, s4, s5, s6, s7);
    }

    /** The second half. */
    public Half8 getHigh() {
        return new Half8(s8, s9, s10, s11, s12, s13, s14, s15);
    }

    /** Component {@code s0}. */
    public HalfFloat getS0() {
        return s0;
    }

    /** Component {@code s1}. */
    public HalfFloat getS1() {
        return s1;
    }

    /** Component {@code s2}. */
    public HalfFloat getS2() {
        return s2;
    }

    /** Component {@code s3}. */
    public HalfFloat getS3() {
        return s3;
    }

    /** Component {@code s4}. */
    public HalfFloat getS4() {
        return s4;
    }

    /** Component {@code s5}. */
    public HalfFloat getS5() {
        return s5;
    }

    /** Component {@code s6}. */
    public HalfFloat getS6() {
        return s6;
    }

    /** Component {@code s7}. */
    public HalfFloat getS7() {
        return s7;
    }

    /** Component {@code s8}. */
    public HalfFloat getS8() {
        return s8;
    }

    /** Component {@code s9}. */
    public HalfFloat getS9() {
        return s9;
    }

    /** Component {@code s10}. */
    public HalfFloat getS10() {
        return s10;
    }

    /** Component {@code s11}. */
    public HalfFloat getS11() {
        return s11;
    }

    /** Component {@code s12}. */
    public HalfFloat getS12() {
        return s12;
    }

    /** Component {@code s13}. */
    public HalfFloat getS13() {
        return s13;
    }

    /** Component {@code s14}. */
    public HalfFloat getS14() {
        return s14;
    }

    /** Component {@code s15}. */
    public HalfFloat getS15() {
        return s15;
    }
}
