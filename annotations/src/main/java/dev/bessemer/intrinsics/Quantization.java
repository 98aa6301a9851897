package dev.bessemer.intrinsics;

import dev.bessemer.types.ByteArray;

/** Dot products of four signed bytes, added to an int with wrapping as Java adds: what quantized matrices are multiplied with. */
public final class Quantization {
    private Quantization() {}

    /**
     * {@code c} and the products of four elements of {@code a} with four of {@code b}.
     *
     * @param aOffset the first of a's elements, 0 to its size - 4; so for b
     * @throws IndexOutOfBoundsException if one of the elements is outside
     */
    public static int dp4a(ByteArray a, long aOffset, ByteArray b, long bOffset, int c) {
        return c
                + a.get(aOffset) * b.get(bOffset)
                + a.get(aOffset + 1) * b.get(bOffset + 1)
                + a.get(aOffset + 2) * b.get(bOffset + 2)
                + a.get(aOffset + 3) * b.get(bOffset + 3);
    }

    /**
     * {@link #dp4a(ByteArray, long, ByteArray, long, int)} with the second factors in a Java array, as in local memory.
     *
     * @param bOffset 0 to 2^31-5
     */
    public static int dp4a(ByteArray a, long aOffset, byte[] b, long bOffset, int c) {
        int first = (int) bOffset;
        return c
                + a.get(aOffset) * b[first]
                + a.get(aOffset + 1) * b[first + 1]
                + a.get(aOffset + 2) * b[first + 2]
                + a.get(aOffset + 3) * b[first + 3];
    }

    /** {@code c} and the products of the bytes of {@code a} with those of {@code b} at the same places. */
    public static int dp4aPacked(int a, int b, int c) {
        return c
                + (byte) a * (byte) b
                + (byte) (a >> 8) * (byte) (b >> 8)
                + (byte) (a >> 16) * (byte) (b >> 16)
                + (a >> 24) * (b >> 24);
    }

    /** {@code sum * aScale * bScale}: the dot product of the numbers that the bytes stand for. */
    public static float dequantizeFusedResult(int sum, float aScale, float bScale) {
        return sum * aScale * bScale;
    }
}
