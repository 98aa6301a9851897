package dev.bessemer.types.vector;

import dev.bessemer.intrinsics.KernelMath;

/** Four floats, a value: operations work component by component and give a new one. */
public record Float4(float x, float y, float z, float w) {
    /** All components 0. */
    public Float4() {
        this(0, 0, 0, 0);
    }

    /** All components equal. */
    public Float4(float value) {
        this(value, value, value, value);
    }

    /** The sums. */
    public static Float4 add(Float4 a, Float4 b) {
        return new Float4(a.x + b.x, a.y + b.y, a.z + b.z, a.w + b.w);
    }

    /** The sums. */
    public static Float4 add(Float4 a, float b) {
        return new Float4(a.x + b, a.y + b, a.z + b, a.w + b);
    }

    /** The differences, a less b. */
    public static Float4 sub(Float4 a, Float4 b) {
        return new Float4(a.x - b.x, a.y - b.y, a.z - b.z, a.w - b.w);
    }

    /** The differences, each less b. */
    public static Float4 sub(Float4 a, float b) {
        return new Float4(a.x - b, a.y - b, a.z - b, a.w - b);
    }

    /** The products. */
    public static Float4 mult(Float4 a, Float4 b) {
        return new Float4(a.x * b.x, a.y * b.y, a.z * b.z, a.w * b.w);
    }

    /** The products. */
    public static Float4 mult(Float4 a, float b) {
        return new Float4(a.x * b, a.y * b, a.z * b, a.w * b);
    }

    /** The quotients, a over b. */
    public static Float4 div(Float4 a, Float4 b) {
        return new Float4(a.x / b.x, a.y / b.y, a.z / b.z, a.w / b.w);
    }

    /** The quotients, each over b. */
    public static Float4 div(Float4 a, float b) {
        return new Float4(a.x / b, a.y / b, a.z / b, a.w / b);
    }

    /** The smaller components, as {@link Math#min}. */
    public static Float4 min(Float4 a, Float4 b) {
        return new Float4(Math.min(a.x, b.x), Math.min(a.y, b.y), Math.min(a.z, b.z), Math.min(a.w, b.w));
    }

    /** The smallest component. */
    public static float min(Float4 v) {
        return Math.min(Math.min(Math.min(v.x, v.y), v.z), v.w);
    }

    /** The larger components, as {@link Math#max}. */
    public static Float4 max(Float4 a, Float4 b) {
        return new Float4(Math.max(a.x, b.x), Math.max(a.y, b.y), Math.max(a.z, b.z), Math.max(a.w, b.w));
    }

    /** The largest component. */
    public static float max(Float4 v) {
        return Math.max(Math.max(Math.max(v.x, v.y), v.z), v.w);
    }

    /** The sum of the products, in the order of the components. */
    public static float dot(Float4 a, Float4 b) {
        return a.x * b.x + a.y * b.y + a.z * b.z + a.w * b.w;
    }

    /** The sum of the components, in their order. */
    public static float sum(Float4 v) {
        return v.x + v.y + v.z + v.w;
    }

    /** The absolute values, as {@link Math#abs}. */
    public static Float4 abs(Float4 v) {
        return new Float4(Math.abs(v.x), Math.abs(v.y), Math.abs(v.z), Math.abs(v.w));
    }

    /** The square roots. */
    public static Float4 sqrt(Float4 v) {
        return new Float4(
                (float) Math.sqrt(v.x), (float) Math.sqrt(v.y), (float) Math.sqrt(v.z), (float) Math.sqrt(v.w));
    }

    /** The components rounded down to whole numbers. */
    public static Float4 floor(Float4 v) {
        return new Float4(
                (float) Math.floor(v.x), (float) Math.floor(v.y), (float) Math.floor(v.z), (float) Math.floor(v.w));
    }

    /** The components, or the nearer ends of the range they lie outside of. */
    public static Float4 clamp(Float4 v, float low, float high) {
        return new Float4(
                KernelMath.clamp(v.x, low, high),
                KernelMath.clamp(v.y, low, high),
                KernelMath.clamp(v.z, low, high),
                KernelMath.clamp(v.w, low, high));
    }

    /** The Euclidean length. */
    public static float length(Float4 v) {
        return (float) Math.sqrt(dot(v, v));
    }

    /** The vector of length 1 in the same direction; NaN for one of length 0. */
    public static Float4 normalise(Float4 v) {
        return div(v, length(v));
    }

    /** The first half. */
    public Float2 getLow() {
        return new Float2(x, y);
    }

    /** The second half. */
    public Float2 getHigh() {
        return new Float2(z, w);
    }

    /** Component {@code x}. */
    public float getX() {
        return x;
    }

    /** Component {@code y}. */
    public float getY() {
        return y;
    }

    /** Component {@code z}. */
    public float getZ() {
        return z;
    }

    /** Component {@code w}. */
    public float getW() {
        return w;
    }

    /** The same but for component {@code x}. */
    public Float4 withX(float value) {
        return new Float4(value, y, z, w);
    }

    /** The same but for component {@code y}. */
    public Float4 withY(float value) {
        return new Float4(x, value, z, w);
    }

    /** The same but for component {@code z}. */
    public Float4 withZ(float value) {
        return new Float4(x, y, value, w);
    }

    /** The same but for component {@code w}. */
    public Float4 withW(float value) {
        return new Float4(x, y, z, value);
    }
}
