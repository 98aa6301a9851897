package dev.bessemer.intrinsics;

/**
 * {@link Math}'s functions for floats, without the casts: each gives the float nearest to what {@code Math} gives, and in a STRICT kernel is
 * as close as {@code Math}'s is there. Names and parameters are those of TornadoVM's {@code TornadoMath}.
 */
public final class FloatMath {
    private FloatMath() {}

    /** The float nearest to pi. */
    public static float floatPI() {
        return (float) Math.PI;
    }

    /** The smaller, as {@link Math#min(float, float)}. */
    public static float min(float a, float b) {
        return Math.min(a, b);
    }

    /** The smaller. */
    public static int min(int a, int b) {
        return Math.min(a, b);
    }

    /** The smaller. */
    public static long min(long a, long b) {
        return Math.min(a, b);
    }

    /** The larger, as {@link Math#max(float, float)}. */
    public static float max(float a, float b) {
        return Math.max(a, b);
    }

    /** The larger. */
    public static int max(int a, int b) {
        return Math.max(a, b);
    }

    /** The larger. */
    public static long max(long a, long b) {
        return Math.max(a, b);
    }

    /** The absolute value. */
    public static float abs(float x) {
        return Math.abs(x);
    }

    /** The absolute value; that of the least int is itself. */
    public static int abs(int x) {
        return Math.abs(x);
    }

    /** The absolute value; that of the least long is itself. */
    public static long abs(long x) {
        return Math.abs(x);
    }

    /** {@link KernelMath#clamp(float, float, float)}. */
    public static float clamp(float value, float low, float high) {
        return KernelMath.clamp(value, low, high);
    }

    /** {@link KernelMath#clamp(int, int, int)}. */
    public static int clamp(int value, int low, int high) {
        return KernelMath.clamp(value, low, high);
    }

    /** {@link Math#sqrt}. */
    public static float sqrt(float x) {
        return (float) Math.sqrt(x);
    }

    /** {@link Math#exp}. */
    public static float exp(float x) {
        return (float) Math.exp(x);
    }

    /** {@link Math#log}. */
    public static float log(float x) {
        return (float) Math.log(x);
    }

    /** {@link KernelMath#log2}. */
    public static float log2(float x) {
        return KernelMath.log2(x);
    }

    /** {@link Math#pow}. */
    public static float pow(float x, float y) {
        return (float) Math.pow(x, y);
    }

    /** {@link Math#floor}. */
    public static float floor(float x) {
        return (float) Math.floor(x);
    }

    /** {@link Math#ceil}. */
    public static float ceil(float x) {
        return (float) Math.ceil(x);
    }

    /** What is above the next lower whole number: {@code x - floor(x)}. */
    public static float fract(float x) {
        return x - floor(x);
    }

    /** {@link Math#signum(float)}. */
    public static float signum(float x) {
        return Math.signum(x);
    }

    /** {@link Math#sin}. */
    public static float sin(float x) {
        return (float) Math.sin(x);
    }

    /** {@link Math#cos}. */
    public static float cos(float x) {
        return (float) Math.cos(x);
    }

    /** {@link Math#tan}. */
    public static float tan(float x) {
        return (float) Math.tan(x);
    }

    /** {@link Math#asin}. */
    public static float asin(float x) {
        return (float) Math.asin(x);
    }

    /** {@link Math#acos}. */
    public static float acos(float x) {
        return (float) Math.acos(x);
    }

    /** {@link Math#atan}. */
    public static float atan(float x) {
        return (float) Math.atan(x);
    }

    /** {@link Math#atan2}. */
    public static float atan2(float y, float x) {
        return (float) Math.atan2(y, x);
    }

    /** {@link Math#tanh}. */
    public static float tanh(float x) {
        return (float) Math.tanh(x);
    }

    /** {@link Math#toRadians}. */
    public static float toRadians(float degrees) {
        return (float) Math.toRadians(degrees);
    }
}
