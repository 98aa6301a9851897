package dev.bessemer.types.vector;

import dev.bessemer.types.FloatArray;

/**
 * An array of {@link Float16}, their components one after another in a device array.
 *
 * @param array its size is a multiple of 16
 */
public record VectorFloat16(FloatArray array) implements AutoCloseable {
    /**
     * Zeros.
     *
     * @param length the number of vectors, 0 or more
     */
    public VectorFloat16(int length) {
        this(new FloatArray(16L * length));
    }

    /** Vector {@code i}. */
    public Float16 get(int i) {
        long first = 16L * i;
        return new Float16(
                array.get(first),
                array.get(first + 1),
                array.get(first + 2),
                array.get(first + 3),
                array.get(first + 4),
                array.get(first + 5),
                array.get(first + 6),
                array.get(first + 7),
                array.get(first + 8),
                array.get(first + 9),
                array.get(first + 10),
                array.get(first + 11),
                array.get(first + 12),
                array.get(first + 13),
                array.get(first + 14),
                array.get(first + 15));
    }

    /** Sets vector {@code i}. */
    public void set(int i, Float16 value) {
        long first = 16L * i;
        array.set(first, value.s0());
        array.set(first + 1, value.s1());
        array.set(first + 2, value.s2());
        array.set(first + 3, value.s3());
        array.set(first + 4, value.s4());
        array.set(first + 5, value.s5());
        array.set(first + 6, value.s6());
        array.set(first + 7, value.s7());
        array.set(first + 8, value.s8());
        array.set(first + 9, value.s9());
        array.set(first + 10, value.s10());
        array.set(first + 11, value.s11());
        array.set(first + 12, value.s12());
        array.set(first + 13, value.s13());
        array.set(first + 14, value.s14());
        array.set(first + 15, value.s15());
    }

    /** The number of vectors. */
    public int getLength() {
        return (int) (array.size() / 16);
    }

    /** Gives the memory back; see {@link FloatArray#close()}. */
    @Override
    public void close() {
        array.close();
    }
}
