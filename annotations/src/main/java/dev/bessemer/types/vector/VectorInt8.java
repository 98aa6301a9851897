package dev.bessemer.types.vector;

import dev.bessemer.types.IntArray;

/**
 * An array of {@link Int8}, their components one after another in a device array.
 *
 * @param array its size is a multiple of 8
 */
public record VectorInt8(IntArray array) implements AutoCloseable {
    /**
     * Zeros.
     *
     * @param length the number of vectors, 0 or more
     */
    public VectorInt8(int length) {
        this(new IntArray(8L * length));
    }

    /** Vector {@code i}. */
    public Int8 get(int i) {
        long first = 8L * i;
        return new Int8(
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
    public void set(int i, Int8 value) {
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

    /** Gives the memory back; see {@link IntArray#close()}. */
    @Override
    public void close() {
        array.close();
    }
}
