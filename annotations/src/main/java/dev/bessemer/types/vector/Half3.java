package dev.bessemer.types.vector;

import dev.bessemer.types.HalfFloat;

/** Three half-precision numbers, a value: operations work component by component and give a new one. Each operation rounds to half. */
public record Half3(HalfFloat x, HalfFloat y, HalfFloat z) {
    /** All components 0. */
    public Half3() {
        this(HalfFloat.ZERO, HalfFloat.ZERO, HalfFloat.ZERO);
    }

    /** All components equal. */
    public Half3(HalfFloat value) {
        this(value, value, value);
    }

    /** The sums. */
    public static Half3 add(Half3 a, Half3 b) {
        return new Half3(HalfFloat.add(a.x, b.x), HalfFloat.add(a.y, b.y), HalfFloat.add(a.z, b.z));
    }

    /** The sums. */
    public static Half3 add(Half3 a, HalfFloat b) {
        return new Half3(HalfFloat.add(a.x, b), HalfFloat.add(a.y, b), HalfFloat.add(a.z, b));
    }

    /** The differences, a less b. */
    public static Half3 sub(Half3 a, Half3 b) {
        return new Half3(HalfFloat.sub(a.x, b.x), HalfFloat.sub(a.y, b.y), HalfFloat.sub(a.z, b.z));
    }

    /** The differences, each less b. */
    public static Half3 sub(Half3 a, HalfFloat b) {
        return new Half3(HalfFloat.sub(a.x, b), HalfFloat.sub(a.y, b), HalfFloat.sub(a.z, b));
    }

    /** The products. */
    public static Half3 mult(Half3 a, Half3 b) {
        return new Half3(HalfFloat.mult(a.x, b.x), HalfFloat.mult(a.y, b.y), HalfFloat.mult(a.z, b.z));
    }

    /** The products. */
    public static Half3 mult(Half3 a, HalfFloat b) {
        return new Half3(HalfFloat.mult(a.x, b), HalfFloat.mult(a.y, b), HalfFloat.mult(a.z, b));
    }

    /** The quotients, a over b. */
    public static Half3 div(Half3 a, Half3 b) {
        return new Half3(HalfFloat.div(a.x, b.x), HalfFloat.div(a.y, b.y), HalfFloat.div(a.z, b.z));
    }

    /** The quotients, each over b. */
    public static Half3 div(Half3 a, HalfFloat b) {
        return new Half3(HalfFloat.div(a.x, b), HalfFloat.div(a.y, b), HalfFloat.div(a.z, b));
    }

    /** The smaller components, as {@link Math#min}. */
    public static Half3 min(Half3 a, Half3 b) {
        return new Half3(
                HalfFloat.of(Math.min(a.x.toFloat(), b.x.toFloat())),
                HalfFloat.of(Math.min(a.y.toFloat(), b.y.toFloat())),
                HalfFloat.of(Math.min(a.z.toFloat(), b.z.toFloat())));
    }

    /** The smallest component. */
    public static HalfFloat min(Half3 v) {
        return HalfFloat.of(Math.min(Math.min(v.x.toFloat(), v.y.toFloat()), v.z.toFloat()));
    }

    /** The larger components, as {@link Math#max}. */
    public static Half3 max(Half3 a, Half3 b) {
        return new Half3(
                HalfFloat.of(Math.max(a.x.toFloat(), b.x.toFloat())),
                HalfFloat.of(Math.max(a.y.toFloat(), b.y.toFloat())),
                HalfFloat.of(Math.max(a.z.toFloat(), b.z.toFloat())));
    }

    /** The largest component. */
    public static HalfFloat max(Half3 v) {
        return HalfFloat.of(Math.max(Math.max(v.x.toFloat(), v.y.toFloat()), v.z.toFloat()));
    }

    /** The sum of the products, in the order of the components. */
    public static HalfFloat dot(Half3 a, Half3 b) {
        return HalfFloat.add(
                HalfFloat.add(HalfFloat.mult(a.x, b.x), HalfFloat.mult(a.y, b.y)), HalfFloat.mult(a.z, b.z));
    }

    /** The sum of the components, in their order. */
    public static HalfFloat sum(Half3 v) {
        return HalfFloat.add(HalfFloat.add(v.x, v.y), v.z);
    }

    /** Component {@code x}. */
    public HalfFloat getX() {
        return x;
    }

    /** Component {@code y}. */
    public HalfFloat getY() {
        return y;
    }

    /** Component {@code z}. */
    public HalfFloat getZ() {
        return z;
    }

    /** The same but for component {@code x}. */
    public Half3 withX(HalfFloat value) {
        return new Half3(value, y, z);
    }

    /** The same but for component {@code y}. */
    public Half3 withY(HalfFloat value) {
        return new Half3(x, value, z);
    }

    /** The same but for component {@code z}. */
    public Half3 withZ(HalfFloat value) {
        return new Half3(x, y, value);
    }
}
