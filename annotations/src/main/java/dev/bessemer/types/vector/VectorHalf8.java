package dev.bessemer.types.vector;

import dev.bessemer.types.HalfFloatArray;

/**
 * An array of {@link Half8}, their components one after another in a device array.
 *
 * @param array its size is a multiple of 8
 */
public record VectorHalf8(HalfFloatArray array) implements AutoCloseable {
    /**
     * Zeros.
     *
     * @param length the number of vectors, 0 or more
     */
    public VectorHalf8(int length) {
        this(new HalfFloatArray(8L * length));
    }

    /** Vector {@code i}. */
    public Half8 get(int i) {
        long first = 8L * i;
        return new Half8(
                array.get(first),
                array.get(first + 1),
                array.get(first + 2),
                array.get(first + 3),
                array.get(first + 4),
                array.get(first + 5),
                array.get(first + 6),
                array.get(first + 7));
    }

    /** Sets vector {@code i}. */
    public void set(int i, Half8 value) {
        long first = 8L * i;
        array.set(first, value.s0());
        array.set(first + 1, value.s1());
        array.set(first + 2, value.s2());
        array.set(first + 3, value.s3());
        array.set(first + 4, value.s4());
        array.set(first + 5, value.s5());
        array.set(first + 6, value.s6());
        array.set(first + 7, value.s7());
    }

    /** The number of vectors. */
    public int getLength() {
        return (int) (array.size() / 8);
    }

    /** Gives the memory back; see {@link HalfFloatArray#close()}. */
    @Override
    public void close() {
        array.close();
    }
}
