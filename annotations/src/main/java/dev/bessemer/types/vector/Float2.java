package dev.bessemer.types.vector;

import dev.bessemer.intrinsics.KernelMath;

/** Two floats, a value: operations work component by component and give a new one. */
public record Float2(float x, float y) {
    /** All components 0. */
    public Float2() {
        this(0, 0);
    }

    /** All components equal. */
    public Float2(float value) {
        this(value, value);
    }

    /** The sums. */
    public static Float2 add(Float2 a, Float2 b) {
        return new Float2(a.x + b.x, a.y + b.y);
    }

    /** The sums. */
    public static Float2 add(Float2 a, float b) {
        return new Float2(a.x + b, a.y + b);
    }

    /** The differences, a less b. */
    public static Float2 sub(Float2 a, Float2 b) {
        return new Float2(a.x - b.x, a.y - b.y);
    }

    /** The differences, each less b. */
    public static Float2 sub(Float2 a, float b) {
        return new Float2(a.x - b, a.y - b);
    }

    /** The products. */
    public static Float2 mult(Float2 a, Float2 b) {
        return new Float2(a.x * b.x, a.y * b.y);
    }

    /** The products. */
    public static Float2 mult(Float2 a, float b) {
        return new Float2(a.x * b, a.y * b);
    }

    /** The quotients, a over b. */
    public static Float2 div(Float2 a, Float2 b) {
        return new Float2(a.x / b.x, a.y / b.y);
    }

    /** The quotients, each over b. */
    public static Float2 div(Float2 a, float b) {
        return new Float2(a.x / b, a.y / b);
    }

    /** The smaller components, as {@link Math#min}. */
    public static Float2 min(Float2 a, Float2 b) {
        return new Float2(Math.min(a.x, b.x), Math.min(a.y, b.y));
    }

    /** The smallest component. */
    public static float min(Float2 v) {
        return Math.min(v.x, v.y);
    }

    /** The larger components, as {@link Math#max}. */
    public static Float2 max(Float2 a, Float2 b) {
        return new Float2(Math.max(a.x, b.x), Math.max(a.y, b.y));
    }

    /** The largest component. */
    public static float max(Float2 v) {
        return Math.max(v.x, v.y);
    }

    /** The sum of the products, in the order of the components. */
    public static float dot(Float2 a, Float2 b) {
        return a.x * b.x + a.y * b.y;
    }

    /** The sum of the components, in their order. */
    public static float sum(Float2 v) {
        return v.x + v.y;
    }

    /** The absolute values, as {@link Math#abs}. */
    public static Float2 abs(Float2 v) {
        return new Float2(Math.abs(v.x), Math.abs(v.y));
    }

    /** The square roots. */
    public static Float2 sqrt(Float2 v) {
        return new Float2((float) Math.sqrt(v.x), (float) Math.sqrt(v.y));
    }

    /** The components rounded down to whole numbers. */
    public static Float2 floor(Float2 v) {
        return new Float2((float) Math.floor(v.x), (float) Math.floor(v.y));
    }

    /** The components, or the nearer ends of the range they lie outside of. */
    public static Float2 clamp(Float2 v, float low, float high) {
        return new Float2(KernelMath.clamp(v.x, low, high), KernelMath.clamp(v.y, low, high));
    }

    /** The Euclidean length. */
    public static float length(Float2 v) {
        return (float) Math.sqrt(dot(v, v));
    }

    /** The vector of length 1 in the same direction; NaN for one of length 0. */
    public static Float2 normalise(Float2 v) {
        return div(v, length(v));
    }

    /** Component {@code x}. */
    public float getX() {
        return x;
    }

    /** Component {@code y}. */
    public float getY() {
        return y;
    }

    /** The same but for component {@code x}. */
    public Float2 withX(float value) {
        return new Float2(value, y);
    }

    /** The same but for component {@code y}. */
    public Float2 withY(float value) {
        return new Float2(x, value);
    }
}
