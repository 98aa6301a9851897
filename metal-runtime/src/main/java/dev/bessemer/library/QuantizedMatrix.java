package dev.bessemer.library;

import dev.bessemer.types.ByteArray;
import dev.bessemer.types.ElementType;
import dev.bessemer.types.MatrixArray;

/**
 * The right factor of a {@link Gemm} as small integers and scales: a weight is an integer times the scale that a group of weights has in common, rounded to half.
 *
 * <p>A group is {@code group} weights that follow each other along K in one column of the product's right factor; the last group of a column may have fewer. The
 * scales are a matrix with a column for each column of the factor and a row for each group, ceil(K / group) x N, packed, or, where the factor is transposed,
 * N x ceil(K / group). In a batch they follow each other as the factors do, and are shared where these are.
 *
 * @param values one integer a byte, or two where bits is 4: element i lies in byte i / 2, in its low half where i is even
 * @param bits 8, for -128 to 127, or 4, for -8 to 7
 * @param group how many weights a scale serves, a positive multiple of 32
 * @param scales of halves or floats
 */
public record QuantizedMatrix(ByteArray values, int bits, int group, MatrixArray<?> scales) {
    /** How much of K is made into halves at once. */
    static final int STEP = 32;

    private static final int BYTE = 8;
    private static final int NIBBLE = 4;

    /** @throws IllegalArgumentException if bits, group or the scales' type are none of these */
    public QuantizedMatrix {
        if (bits != BYTE && bits != NIBBLE) {
            throw new IllegalArgumentException("weights of " + bits + " bits: they are of 4 or 8");
        }
        if (group < 1 || group % STEP != 0) {
            throw new IllegalArgumentException(
                    "a scale for each " + group + " weights: groups have a positive multiple of " + STEP);
        }
        if (scales.elementType() == ElementType.BF16) {
            throw new IllegalArgumentException("scales of bfloats: they are halves or floats");
        }
    }

    /** Weights of a byte each. */
    public static QuantizedMatrix ofBytes(ByteArray values, int group, MatrixArray<?> scales) {
        return new QuantizedMatrix(values, BYTE, group, scales);
    }

    /** Weights of four bits each, two a byte. */
    public static QuantizedMatrix ofNibbles(ByteArray values, int group, MatrixArray<?> scales) {
        return new QuantizedMatrix(values, NIBBLE, group, scales);
    }

    boolean isOfNibbles() {
        return bits == NIBBLE;
    }

    /** How many weights the bytes hold. */
    long size() {
        return values.size() * (BYTE / bits);
    }

    /** How many scales one matrix has. */
    long scalesOf(GemmShape shape) {
        return (long) Math.ceilDiv(shape.k(), group) * shape.n();
    }
}
