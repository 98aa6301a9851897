package dev.bessemer.types.vector;

import dev.bessemer.types.HalfFloat;

/** Two half-precision numbers, a value: operations work component by component and give a new one. Each operation rounds to half. */
public record Half2(HalfFloat x, HalfFloat y) {
    /** All components 0. */
    public Half2() {
        this(HalfFloat.ZERO, HalfFloat.ZERO);
    }

    /** All components equal. */
    public Half2(HalfFloat value) {
        this(value, value);
    }

    /** The sums. */
    public static Half2 add(Half2 a, Half2 b) {
        return new Half2(HalfFloat.add(a.x, b.x), HalfFloat.add(a.y, b.y));
    }

    /** The sums. */
    public static Half2 add(Half2 a, HalfFloat b) {
        return new Half2(HalfFloat.add(a.x, b), HalfFloat.add(a.y, b));
    }

    /** The differences, a less b. */
    public static Half2 sub(Half2 a, Half2 b) {
        return new Half2(HalfFloat.sub(a.x, b.x), HalfFloat.sub(a.y, b.y));
    }

    /** The differences, each less b. */
    public static Half2 sub(Half2 a, HalfFloat b) {
        return new Half2(HalfFloat.sub(a.x, b), HalfFloat.sub(a.y, b));
    }

    /** The products. */
    public static Half2 mult(Half2 a, Half2 b) {
        return new Half2(HalfFloat.mult(a.x, b.x), HalfFloat.mult(a.y, b.y));
    }

    /** The products. */
    public static Half2 mult(Half2 a, HalfFloat b) {
        return new Half2(HalfFloat.mult(a.x, b), HalfFloat.mult(a.y, b));
    }

    /** The quotients, a over b. */
    public static Half2 div(Half2 a, Half2 b) {
        return new Half2(HalfFloat.div(a.x, b.x), HalfFloat.div(a.y, b.y));
    }

    /** The quotients, each over b. */
    public static Half2 div(Half2 a, HalfFloat b) {
        return new Half2(HalfFloat.div(a.x, b), HalfFloat.div(a.y, b));
    }

    /** The smaller components, as {@link Math#min}. */
    public static Half2 min(Half2 a, Half2 b) {
        return new Half2(
                HalfFloat.of(Math.min(a.x.toFloat(), b.x.toFloat())),
                HalfFloat.of(Math.min(a.y.toFloat(), b.y.toFloat())));
    }

    /** The smallest component. */
    public static HalfFloat min(Half2 v) {
        return HalfFloat.of(Math.min(v.x.toFloat(), v.y.toFloat()));
    }

    /** The larger components, as {@link Math#max}. */
    public static Half2 max(Half2 a, Half2 b) {
        return new Half2(
                HalfFloat.of(Math.max(a.x.toFloat(), b.x.toFloat())),
                HalfFloat.of(Math.max(a.y.toFloat(), b.y.toFloat())));
    }

    /** The largest component. */
    public static HalfFloat max(Half2 v) {
        return HalfFloat.of(Math.max(v.x.toFloat(), v.y.toFloat()));
    }

    /** The sum of the products, in the order of the components. */
    public static HalfFloat dot(Half2 a, Half2 b) {
        return HalfFloat.add(HalfFloat.mult(a.x, b.x), HalfFloat.mult(a.y, b.y));
    }

    /** The sum of the components, in their order. */
    public static HalfFloat sum(Half2 v) {
        return HalfFloat.add(v.x, v.y);
    }

    /** Component {@code x}. */
    public HalfFloat getX() {
        return x;
    }

    /** Component {@code y}. */
    public HalfFloat getY() {
        return y;
    }

    /** The same but for component {@code x}. */
    public Half2 withX(HalfFloat value) {
        return new Half2(value, y);
    }

    /** The same but for component {@code y}. */
    public Half2 withY(HalfFloat value) {
        return new Half2(x, value);
    }
}
