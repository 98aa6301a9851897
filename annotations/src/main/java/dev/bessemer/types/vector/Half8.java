package dev.bessemer.types.vector;

import dev.bessemer.types.HalfFloat;

/** Eight half-precision numbers, a value: operations work component by component and give a new one. Each operation rounds to half. */
public record Half8(
        HalfFloat s0,
        HalfFloat s1,
        HalfFloat s2,
        HalfFloat s3,
        HalfFloat s4,
        HalfFloat s5,
        HalfFloat s6,
        HalfFloat s7) {
    /** All components 0. */
    public Half8() {
        this(
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
    public Half8(HalfFloat value) {
        this(value, value, value, value, value, value, value, value);
    }

    /** The sums. */
    public static Half8 add(Half8 a, Half8 b) {
        return new Half8(
                HalfFloat.add(a.s0, b.s0),
                HalfFloat.add(a.s1, b.s1),
                HalfFloat.add(a.s2, b.s2),
                HalfFloat.add(a.s3, b.s3),
                HalfFloat.add(a.s4, b.s4),
                HalfFloat.add(a.s5, b.s5),
                HalfFloat.add(a.s6, b.s6),
                HalfFloat.add(a.s7, b.s7));
    }

    /** The sums. */
    public static Half8 add(Half8 a, HalfFloat b) {
        return new Half8(
                HalfFloat.add(a.s0, b),
                HalfFloat.add(a.s1, b),
                HalfFloat.add(a.s2, b),
                HalfFloat.add(a.s3, b),
                HalfFloat.add(a.s4, b),
                HalfFloat.add(a.s5, b),
                HalfFloat.add(a.s6, b),
                HalfFloat.add(a.s7, b));
    }

    /** The differences, a less b. */
    public static Half8 sub(Half8 a, Half8 b) {
        return new Half8(
                HalfFloat.sub(a.s0, b.s0),
                HalfFloat.sub(a.s1, b.s1),
                HalfFloat.sub(a.s2, b.s2),
                HalfFloat.sub(a.s3, b.s3),
                HalfFloat.sub(a.s4, b.s4),
                HalfFloat.sub(a.s5, b.s5),
                HalfFloat.sub(a.s6, b.s6),
                HalfFloat.sub(a.s7, b.s7));
    }

    /** The differences, each less b. */
    public static Half8 sub(Half8 a, HalfFloat b) {
        return new Half8(
                HalfFloat.sub(a.s0, b),
                HalfFloat.sub(a.s1, b),
                HalfFloat.sub(a.s2, b),
                HalfFloat.sub(a.s3, b),
                HalfFloat.sub(a.s4, b),
                HalfFloat.sub(a.s5, b),
                HalfFloat.sub(a.s6, b),
                HalfFloat.sub(a.s7, b));
    }

    /** The products. */
    public static Half8 mult(Half8 a, Half8 b) {
        return new Half8(
                HalfFloat.mult(a.s0, b.s0),
                HalfFloat.mult(a.s1, b.s1),
                HalfFloat.mult(a.s2, b.s2),
                HalfFloat.mult(a.s3, b.s3),
                HalfFloat.mult(a.s4, b.s4),
                HalfFloat.mult(a.s5, b.s5),
                HalfFloat.mult(a.s6, b.s6),
                HalfFloat.mult(a.s7, b.s7));
    }

    /** The products. */
    public static Half8 mult(Half8 a, HalfFloat b) {
        return new Half8(
                HalfFloat.mult(a.s0, b),
                HalfFloat.mult(a.s1, b),
                HalfFloat.mult(a.s2, b),
                HalfFloat.mult(a.s3, b),
                HalfFloat.mult(a.s4, b),
                HalfFloat.mult(a.s5, b),
                HalfFloat.mult(a.s6, b),
                HalfFloat.mult(a.s7, b));
    }

    /** The quotients, a over b. */
    public static Half8 div(Half8 a, Half8 b) {
        return new Half8(
                HalfFloat.div(a.s0, b.s0),
                HalfFloat.div(a.s1, b.s1),
                HalfFloat.div(a.s2, b.s2),
                HalfFloat.div(a.s3, b.s3),
                HalfFloat.div(a.s4, b.s4),
                HalfFloat.div(a.s5, b.s5),
                HalfFloat.div(a.s6, b.s6),
                HalfFloat.div(a.s7, b.s7));
    }

    /** The quotients, each over b. */
    public static Half8 div(Half8 a, HalfFloat b) {
        return new Half8(
                HalfFloat.div(a.s0, b),
                HalfFloat.div(a.s1, b),
                HalfFloat.div(a.s2, b),
                HalfFloat.div(a.s3, b),
                HalfFloat.div(a.s4, b),
                HalfFloat.div(a.s5, b),
                HalfFloat.div(a.s6, b),
                HalfFloat.div(a.s7, b));
    }

    /** The smaller components, as {@link Math#min}. */
    public static Half8 min(Half8 a, Half8 b) {
        return new Half8(
                HalfFloat.of(Math.min(a.s0.toFloat(), b.s0.toFloat())),
                HalfFloat.of(Math.min(a.s1.toFloat(), b.s1.toFloat())),
                HalfFloat.of(Math.min(a.s2.toFloat(), b.s2.toFloat())),
                HalfFloat.of(Math.min(a.s3.toFloat(), b.s3.toFloat())),
                HalfFloat.of(Math.min(a.s4.toFloat(), b.s4.toFloat())),
                HalfFloat.of(Math.min(a.s5.toFloat(), b.s5.toFloat())),
                HalfFloat.of(Math.min(a.s6.toFloat(), b.s6.toFloat())),
                HalfFloat.of(Math.min(a.s7.toFloat(), b.s7.toFloat())));
    }

    /** The smallest component. */
    public static HalfFloat min(Half8 v) {
        return HalfFloat.of(Math.min(
                Math.min(
                        Math.min(
                                Math.min(
                                        Math.min(
                                                Math.min(Math.min(v.s0.toFloat(), v.s1.toFloat()), v.s2.toFloat()),
                                                v.s3.toFloat()),
                                        v.s4.toFloat()),
                                v.s5.toFloat()),
                        v.s6.toFloat()),
                v.s7.toFloat()));
    }

    /** The larger components, as {@link Math#max}. */
    public static Half8 max(Half8 a, Half8 b) {
        return new Half8(
                HalfFloat.of(Math.max(a.s0.toFloat(), b.s0.toFloat())),
                HalfFloat.of(Math.max(a.s1.toFloat(), b.s1.toFloat())),
                HalfFloat.of(Math.max(a.s2.toFloat(), b.s2.toFloat())),
                HalfFloat.of(Math.max(a.s3.toFloat(), b.s3.toFloat())),
                HalfFloat.of(Math.max(a.s4.toFloat(), b.s4.toFloat())),
                HalfFloat.of(Math.max(a.s5.toFloat(), b.s5.toFloat())),
                HalfFloat.of(Math.max(a.s6.toFloat(), b.s6.toFloat())),
                HalfFloat.of(Math.max(a.s7.toFloat(), b.s7.toFloat())));
    }

    /** The largest component. */
    public static HalfFloat max(Half8 v) {
        return HalfFloat.of(Math.max(
                Math.max(
                        Math.max(
                                Math.max(
                                        Math.max(
                                                Math.max(Math.max(v.s0.toFloat(), v.s1.toFloat()), v.s2.toFloat()),
                                                v.s3.toFloat()),
                                        v.s4.toFloat()),
                                v.s5.toFloat()),
                        v.s6.toFloat()),
                v.s7.toFloat()));
    }

    /** The sum of the products, in the order of the components. */
    public static HalfFloat dot(Half8 a, Half8 b) {
        return HalfFloat.add(
                HalfFloat.add(
                        HalfFloat.add(
                                HalfFloat.add(
                                        HalfFloat.add(
                                                HalfFloat.add(
                                                        HalfFloat.add(
                                                                HalfFloat.mult(a.s0, b.s0), HalfFloat.mult(a.s1, b.s1)),
                                                        HalfFloat.mult(a.s2, b.s2)),
                                                HalfFloat.mult(a.s3, b.s3)),
                                        HalfFloat.mult(a.s4, b.s4)),
                                HalfFloat.mult(a.s5, b.s5)),
                        HalfFloat.mult(a.s6, b.s6)),
                HalfFloat.mult(a.s7, b.s7));
    }

    /** The sum of the components, in their order. */
    public static HalfFloat sum(Half8 v) {
        return HalfFloat.add(
                HalfFloat.add(
                        HalfFloat.add(
                                HalfFloat.add(
                                        HalfFloat.add(HalfFloat.add(HalfFloat.add(v.s0, v.s1), v.s2), v.s3), v.s4),
                                v.s5),
                        v.s6),
                v.s7);
    }

    /** The first half. */
    public Half4 getLow() {
        return new Half4(s0, s1, s2, s3);
    }

    /** The second half. */
    public Half4 getHigh() {
        return new Half4(s4, s5, s6, s7);
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
}
