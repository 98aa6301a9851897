package dev.bessemer.types.vector;

import dev.bessemer.intrinsics.KernelMath;

/** Three floats, a value: operations work component by component and give a new one. */
public record Float3(float x, float y, float z) {
    /** All components 0. */
    public Float3() {
        this(0, 0, 0);
    }

    /** All components equal. */
    public Float3(float value) {
        this(value, value, value);
    }

    /** The sums. */
    public static Float3 add(Float3 a, Float3 b) {
        return new Float3(a.x + b.x, a.y + b.y, a.z + b.z);
    }

    /** The sums. */
    public static Float3 add(Float3 a, float b) {
        return new Float3(a.x + b, a.y + b, a.z + b);
    }

    /** The differences, a less b. */
    public static Float3 sub(Float3 a, Float3 b) {
        return new Float3(a.x - b.x, a.y - b.y, a.z - b.z);
    }

    /** The differences, each less b. */
    public static Float3 sub(Float3 a, float b) {
        return new Float3(a.x - b, a.y - b, a.z - b);
    }

    /** The products. */
    public static Float3 mult(Float3 a, Float3 b) {
        return new Float3(a.x * b.x, a.y * b.y, a.z * b.z);
    }

    /** The products. */
    public static Float3 mult(Float3 a, float b) {
        return new Float3(a.x * b, a.y * b, a.z * b);
    }

    /** The quotients, a over b. */
    public static Float3 div(Float3 a, Float3 b) {
        return new Float3(a.x / b.x, a.y / b.y, a.z / b.z);
    }

    /** The quotients, each over b. */
    public static Float3 div(Float3 a, float b) {
        return new Float3(a.x / b, a.y / b, a.z / b);
    }

    /** The smaller components, as {@link Math#min}. */
    public static Float3 min(Float3 a, Float3 b) {
        return new Float3(Math.min(a.x, b.x), Math.min(a.y, b.y), Math.min(a.z, b.z));
    }

    /** The smallest component. */
    public static float min(Float3 v) {
        return Math.min(Math.min(v.x, v.y), v.z);
    }

    /** The larger components, as {@link Math#max}. */
    public static Float3 max(Float3 a, Float3 b) {
        return new Float3(Math.max(a.x, b.x), Math.max(a.y, b.y), Math.max(a.z, b.z));
    }

    /** The largest component. */
    public static float max(Float3 v) {
        return Math.max(Math.max(v.x, v.y), v.z);
    }

    /** The sum of the products, in the order of the components. */
    public static float dot(Float3 a, Float3 b) {
        return a.x * b.x + a.y * b.y + a.z * b.z;
    }

    /** The sum of the components, in their order. */
    public static float sum(Float3 v) {
        return v.x + v.y + v.z;
    }

    /** The absolute values, as {@link Math#abs}. */
    public static Float3 abs(Float3 v) {
        return new Float3(Math.abs(v.x), Math.abs(v.y), Math.abs(v.z));
    }

    /** The square roots. */
    public static Float3 sqrt(Float3 v) {
        return new Float3((float) Math.sqrt(v.x), (float) Math.sqrt(v.y), (float) Math.sqrt(v.z));
    }

    /** The components rounded down to whole numbers. */
    public static Float3 floor(Float3 v) {
        return new Float3((float) Math.floor(v.x), (float) Math.floor(v.y), (float) Math.floor(v.z));
    }

    /** The components, or the nearer ends of the range they lie outside of. */
    public static Float3 clamp(Float3 v, float low, float high) {
        return new Float3(
                KernelMath.clamp(v.x, low, high), KernelMath.clamp(v.y, low, high), KernelMath.clamp(v.z, low, high));
    }

    /** The Euclidean length. */
    public static float length(Float3 v) {
        return (float) Math.sqrt(dot(v, v));
    }

    /** The vector of length 1 in the same direction; NaN for one of length 0. */
    public static Float3 normalise(Float3 v) {
        return div(v, length(v));
    }

    /** The cross product. */
    public static Float3 cross(Float3 a, Float3 b) {
        return new Float3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x);
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

    /** The same but for component {@code x}. */
    public Float3 withX(float value) {
        return new Float3(value, y, z);
    }

    /** The same but for component {@code y}. */
    public Float3 withY(float value) {
        return new Float3(x, value, z);
    }

    /** The same but for component {@code z}. */
    public Float3 withZ(float value) {
        return new Float3(x, y, value);
    }
}
