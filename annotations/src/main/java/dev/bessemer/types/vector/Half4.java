package dev.bessemer.types.vector;

import dev.bessemer.types.HalfFloat;

/** Four half-precision numbers, a value: operations work component by component and give a new one. Each operation rounds to half. */
public record Half4(HalfFloat x, HalfFloat y, HalfFloat z, HalfFloat w) {
    /** All components 0. */
    public Half4() {
        this(HalfFloat.ZERO, HalfFloat.ZERO, HalfFloat.ZERO, HalfFloat.ZERO);
    }

    /** All components equal. */
    public Half4(HalfFloat value) {
        this(value, value, value, value);
    }

    /** The sums. */
    public static Half4 add(Half4 a, Half4 b) {
        return new Half4(
                HalfFloat.add(a.x, b.x), HalfFloat.add(a.y, b.y), HalfFloat.add(a.z, b.z), HalfFloat.add(a.w, b.w));
    }

    /** The sums. */
    public static Half4 add(Half4 a, HalfFloat b) {
        return new Half4(HalfFloat.add(a.x, b), HalfFloat.add(a.y, b), HalfFloat.add(a.z, b), HalfFloat.add(a.w, b));
    }

    /** The differences, a less b. */
    public static Half4 sub(Half4 a, Half4 b) {
        return new Half4(
                HalfFloat.sub(a.x, b.x), HalfFloat.sub(a.y, b.y), HalfFloat.sub(a.z, b.z), HalfFloat.sub(a.w, b.w));
    }

    /** The differences, each less b. */
    public static Half4 sub(Half4 a, HalfFloat b) {
        return new Half4(HalfFloat.sub(a.x, b), HalfFloat.sub(a.y, b), HalfFloat.sub(a.z, b), HalfFloat.sub(a.w, b));
    }

    /** The products. */
    public static Half4 mult(Half4 a, Half4 b) {
        return new Half4(
                HalfFloat.mult(a.x, b.x), HalfFloat.mult(a.y, b.y), HalfFloat.mult(a.z, b.z), HalfFloat.mult(a.w, b.w));
    }

    /** The products. */
    public static Half4 mult(Half4 a, HalfFloat b) {
        return new Half4(
                HalfFloat.mult(a.x, b), HalfFloat.mult(a.y, b), HalfFloat.mult(a.z, b), HalfFloat.mult(a.w, b));
    }

    /** The quotients, a over b. */
    public static Half4 div(Half4 a, Half4 b) {
        return new Half4(
                HalfFloat.div(a.x, b.x), HalfFloat.div(a.y, b.y), HalfFloat.div(a.z, b.z), HalfFloat.div(a.w, b.w));
    }

    /** The quotients, each over b. */
    public static Half4 div(Half4 a, HalfFloat b) {
        return new Half4(HalfFloat.div(a.x, b), HalfFloat.div(a.y, b), HalfFloat.div(a.z, b), HalfFloat.div(a.w, b));
    }

    /** The smaller components, as {@link Math#min}. */
    public static Half4 min(Half4 a, Half4 b) {
        return new Half4(
                HalfFloat.of(Math.min(a.x.toFloat(), b.x.toFloat())),
                HalfFloat.of(Math.min(a.y.toFloat(), b.y.toFloat())),
                HalfFloat.of(Math.min(a.z.toFloat(), b.z.toFloat())),
                HalfFloat.of(Math.min(a.w.toFloat(), b.w.toFloat())));
    }

    /** The smallest component. */
    public static HalfFloat min(Half4 v) {
        return HalfFloat.of(Math.min(Math.min(Math.min(v.x.toFloat(), v.y.toFloat()), v.z.toFloat()), v.w.toFloat()));
    }

    /** The larger components, as {@link Math#max}. */
    public static Half4 max(Half4 a, Half4 b) {
        return new Half4(
                HalfFloat.of(Math.max(a.x.toFloat(), b.x.toFloat())),
                HalfFloat.of(Math.max(a.y.toFloat(), b.y.toFloat())),
                HalfFloat.of(Math.max(a.z.toFloat(), b.z.toFloat())),
                HalfFloat.of(Math.max(a.w.toFloat(), b.w.toFloat())));
    }

    /** The largest component. */
    public static HalfFloat max(Half4 v) {
        return HalfFloat.of(Math.max(Math.max(Math.max(v.x.toFloat(), v.y.toFloat()), v.z.toFloat()), v.w.toFloat()));
    }

    /** The sum of the products, in the order of the components. */
    public static HalfFloat dot(Half4 a, Half4 b) {
        return HalfFloat.add(
                HalfFloat.add(
                        HalfFloat.add(HalfFloat.mult(a.x, b.x), HalfFloat.mult(a.y, b.y)), HalfFloat.mult(a.z, b.z)),
                HalfFloat.mult(a.w, b.w));
    }

    /** The sum of the components, in their order. */
    public static HalfFloat sum(Half4 v) {
        return HalfFloat.add(HalfFloat.add(HalfFloat.add(v.x, v.y), v.z), v.w);
    }

    /** The first half. */
    public Half2 getLow() {
        return new Half2(x, y);
    }

    /** The second half. */
    public Half2 getHigh() {
        return new Half2(z, w);
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

    /** Component {@code w}. */
    public HalfFloat getW() {
        return w;
    }

    /** The same but for component {@code x}. */
    public Half4 withX(HalfFloat value) {
        return new Half4(value, y, z, w);
    }

    /** The same but for component {@code y}. */
    public Half4 withY(HalfFloat value) {
        return new Half4(x, value, z, w);
    }

    /** The same but for component {@code z}. */
    public Half4 withZ(HalfFloat value) {
        return new Half4(x, y, value, w);
    }

    /** The same but for component {@code w}. */
    public Half4 withW(HalfFloat value) {
        return new Half4(x, y, z, value);
    }
}
