package dev.bessemer.jit.jvm;

/** Java's arithmetic where the JVM has no single instruction for it; called by generated code. */
public final class Numbers {
    private Numbers() {}

    /** Rounded to half, as a float. */
    public static float half(float x) {
        return Float.float16ToFloat(Float.floatToFloat16(x));
    }

    /** Rounded to bfloat, as a float; to even at a tie. */
    public static float bfloat(float x) {
        return bfloatFromBits(bitsOfBfloat(x));
    }

    /** A bfloat by its bits, as a float. */
    public static float bfloatFromBits(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    /** The bits of a float rounded to bfloat. */
    public static short bitsOfBfloat(float x) {
        int bits = Float.floatToRawIntBits(x);
        if (Float.isNaN(x)) {
            return (short) ((bits >> 16) | 0x40);
        }
        return (short) ((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }

    /** {@link Math#pow}, rounded to float. */
    public static float pow(float x, float y) {
        return (float) Math.pow(x, y);
    }

    /** {@link Math#atan2}, rounded to float. */
    public static float atan2(float y, float x) {
        return (float) Math.atan2(y, x);
    }

    /** {@link Math#hypot}, rounded to float. */
    public static float hypot(float x, float y) {
        return (float) Math.hypot(x, y);
    }
}
