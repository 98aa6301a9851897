package dev.bessemer.types.vector;

/** Sixteen ints, a value: operations work component by component and give a new one. Sums, differences and products wrap. */
public record Int16(
        int s0,
        int s1,
        int s2,
        int s3,
        int s4,
        int s5,
        int s6,
        int s7,
        int s8,
        int s9,
        int s10,
        int s11,
        int s12,
        int s13,
        int s14,
        int s15) {
    /** All components 0. */
    public Int16() {
        this(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /** All components equal. */
    public Int16(int value) {
        this(
                value, value, value, value, value, value, value, value, value, value, value, value, value, value, value,
                value);
    }

    /** The sums. */
    public static Int16 add(Int16 a, Int16 b) {
        return new Int16(
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
    public static Int16 add(Int16 a, int b) {
        return new Int16(
                a.s0 + b, a.s1 + b, a.s2 + b, a.s3 + b, a.s4 + b, a.s5 + b, a.s6 + b, a.s7 + b, a.s8 + b, a.s9 + b,
                a.s10 + b, a.s11 + b, a.s12 + b, a.s13 + b, a.s14 + b, a.s15 + b);
    }

    /** The differences, a less b. */
    public static Int16 sub(Int16 a, Int16 b) {
        return new Int16(
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
    public static Int16 sub(Int16 a, int b) {
        return new Int16(
                a.s0 - b, a.s1 - b, a.s2 - b, a.s3 - b, a.s4 - b, a.s5 - b, a.s6 - b, a.s7 - b, a.s8 - b, a.s9 - b,
                a.s10 - b, a.s11 - b, a.s12 - b, a.s13 - b, a.s14 - b, a.s15 - b);
    }

    /** The products. */
    public static Int16 mult(Int16 a, Int16 b) {
        return new Int16(
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
    public static Int16 mult(Int16 a, int b) {
        return new Int16(
                a.s0 * b, a.s1 * b, a.s2 * b, a.s3 * b, a.s4 * b, a.s5 * b, a.s6 * b, a.s7 * b, a.s8 * b, a.s9 * b,
                a.s10 * b, a.s11 * b, a.s12 * b, a.s13 * b, a.s14 * b, a.s15 * b);
    }

    /** The quotients, a over b. A component of b that is 0 is a fault of a kernel and, on the host, an {@link ArithmeticException}. */
    public static Int16 div(Int16 a, Int16 b) {
        return new Int16(
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

    /** The quotients, each over b. A b of 0 is a fault of a kernel and, on the host, an {@link ArithmeticException}. */
    public static Int16 div(Int16 a, int b) {
        return new Int16(
                a.s0 / b, a.s1 / b, a.s2 / b, a.s3 / b, a.s4 / b, a.s5 / b, a.s6 / b, a.s7 / b, a.s8 / b, a.s9 / b,
                a.s10 / b, a.s11 / b, a.s12 / b, a.s13 / b, a.s14 / b, a.s15 / b);
    }

    /** The smaller components, as {@link Math#min}. */
    public static Int16 min(Int16 a, Int16 b) {
        return new Int16(
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
    public static int min(Int16 v) {
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
    public static Int16 max(Int16 a, Int16 b) {
        return new Int16(
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
    public static int max(Int16 v) {
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

    /** The sum of the products. */
    public static int dot(Int16 a, Int16 b) {
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

    /** The sum of the components. */
    public static int sum(Int16 v) {
        return v.s0 + v.s1 + v.s2 + v.s3 + v.s4 + v.s5 + v.s6 + v.s7 + v.s8 + v.s9 + v.s10 + v.s11 + v.s12 + v.s13
                + v.s14 + v.s15;
    }

    /** The absolute values, as {@link Math#abs}; that of the smallest number is itself. */
    public static Int16 abs(Int16 v) {
        return new Int16(
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

    /** The first half. */
    public Int8 getLow() {
        return new Int8(s0, s1, s2, s3, s4, s5, s6, s7);
    }

    /** The second half. */
    public Int8 getHigh() {
        return new Int8(s8, s9, s10, s11, s12, s13, s14, s15);
    }

    /** Component {@code s0}. */
    public int getS0() {
        return s0;
    }

    /** Component {@code s1}. */
    public int getS1() {
        return s1;
    }

    /** Component {@code s2}. */
    public int getS2() {
        return s2;
    }

    /** Component {@code s3}. */
    public int getS3() {
        return s3;
    }

    /** Component {@code s4}. */
    public int getS4() {
        return s4;
    }

    /** Component {@code s5}. */
    public int getS5() {
        return s5;
    }

    /** Component {@code s6}. */
    public int getS6() {
        return s6;
    }

    /** Component {@code s7}. */
    public int getS7() {
        return s7;
    }

    /** Component {@code s8}. */
    public int getS8() {
        return s8;
    }

    /** Component {@code s9}. */
    public int getS9() {
        return s9;
    }

    /** Component {@code s10}. */
    public int getS10() {
        return s10;
    }

    /** Component {@code s11}. */
    public int getS11() {
        return s11;
    }

    /** Component {@code s12}. */
    public int getS12() {
        return s12;
    }

    /** Component {@code s13}. */
    public int getS13() {
        return s13;
    }

    /** Component {@code s14}. */
    public int getS14() {
        return s14;
    }

    /** Component {@code s15}. */
    public int getS15() {
        return s15;
    }
}
