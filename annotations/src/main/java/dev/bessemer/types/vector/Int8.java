package dev.bessemer.types.vector;

/** Eight ints, a value: operations work component by component and give a new one. Sums, differences and products wrap. */
public record Int8(int s0, int s1, int s2, int s3, int s4, int s5, int s6, int s7) {
    /** All components 0. */
    public Int8() {
        this(0, 0, 0, 0, 0, 0, 0, 0);
    }

    /** All components equal. */
    public Int8(int value) {
        this(value, value, value, value, value, value, value, value);
    }

    /** The sums. */
    public static Int8 add(Int8 a, Int8 b) {
        return new Int8(
                a.s0 + b.s0, a.s1 + b.s1, a.s2 + b.s2, a.s3 + b.s3, a.s4 + b.s4, a.s5 + b.s5, a.s6 + b.s6, a.s7 + b.s7);
    }

    /** The sums. */
    public static Int8 add(Int8 a, int b) {
        return new Int8(a.s0 + b, a.s1 + b, a.s2 + b, a.s3 + b, a.s4 + b, a.s5 + b, a.s6 + b, a.s7 + b);
    }

    /** The differences, a less b. */
    public static Int8 sub(Int8 a, Int8 b) {
        return new Int8(
                a.s0 - b.s0, a.s1 - b.s1, a.s2 - b.s2, a.s3 - b.s3, a.s4 - b.s4, a.s5 - b.s5, a.s6 - b.s6, a.s7 - b.s7);
    }

    /** The differences, each less b. */
    public static Int8 sub(Int8 a, int b) {
        return new Int8(a.s0 - b, a.s1 - b, a.s2 - b, a.s3 - b, a.s4 - b, a.s5 - b, a.s6 - b, a.s7 - b);
    }

    /** The products. */
    public static Int8 mult(Int8 a, Int8 b) {
        return new Int8(
                a.s0 * b.s0, a.s1 * b.s1, a.s2 * b.s2, a.s3 * b.s3, a.s4 * b.s4, a.s5 * b.s5, a.s6 * b.s6, a.s7 * b.s7);
    }

    /** The products. */
    public static Int8 mult(Int8 a, int b) {
        return new Int8(a.s0 * b, a.s1 * b, a.s2 * b, a.s3 * b, a.s4 * b, a.s5 * b, a.s6 * b, a.s7 * b);
    }

    /** The quotients, a over b. A component of b that is 0 is a fault of a kernel and, on the host, an {@link ArithmeticException}. */
    public static Int8 div(Int8 a, Int8 b) {
        return new Int8(
                a.s0 / b.s0, a.s1 / b.s1, a.s2 / b.s2, a.s3 / b.s3, a.s4 / b.s4, a.s5 / b.s5, a.s6 / b.s6, a.s7 / b.s7);
    }

    /** The quotients, each over b. A b of 0 is a fault of a kernel and, on the host, an {@link ArithmeticException}. */
    public static Int8 div(Int8 a, int b) {
        return new Int8(a.s0 / b, a.s1 / b, a.s2 / b, a.s3 / b, a.s4 / b, a.s5 / b, a.s6 / b, a.s7 / b);
    }

    /** The smaller components, as {@link Math#min}. */
    public static Int8 min(Int8 a, Int8 b) {
        return new Int8(
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
    public static int min(Int8 v) {
        return Math.min(
                Math.min(Math.min(Math.min(Math.min(Math.min(Math.min(v.s0, v.s1), v.s2), v.s3), v.s4), v.s5), v.s6),
                v.s7);
    }

    /** The larger components, as {@link Math#max}. */
    public static Int8 max(Int8 a, Int8 b) {
        return new Int8(
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
    public static int max(Int8 v) {
        return Math.max(
                Math.max(Math.max(Math.max(Math.max(Math.max(Math.max(v.s0, v.s1), v.s2), v.s3), v.s4), v.s5), v.s6),
                v.s7);
    }

    /** The sum of the products. */
    public static int dot(Int8 a, Int8 b) {
        return a.s0 * b.s0
                + a.s1 * b.s1
                + a.s2 * b.s2
                + a.s3 * b.s3
                + a.s4 * b.s4
                + a.s5 * b.s5
                + a.s6 * b.s6
                + a.s7 * b.s7;
    }

    /** The sum of the components. */
    public static int sum(Int8 v) {
        return v.s0 + v.s1 + v.s2 + v.s3 + v.s4 + v.s5 + v.s6 + v.s7;
    }

    /** The absolute values, as {@link Math#abs}; that of the smallest number is itself. */
    public static Int8 abs(Int8 v) {
        return new Int8(
                Math.abs(v.s0),
                Math.abs(v.s1),
                Math.abs(v.s2),
                Math.abs(v.s3),
                Math.abs(v.s4),
                Math.abs(v.s5),
                Math.abs(v.s6),
                Math.abs(v.s7));
    }

    /** The first half. */
    public Int4 getLow() {
        return new Int4(s0, s1, s2, s3);
    }

    /** The second half. */
    public Int4 getHigh() {
        return new Int4(s4, s5, s6, s7);
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
}
