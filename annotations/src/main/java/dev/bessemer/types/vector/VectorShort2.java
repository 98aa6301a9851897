package dev.bessemer.types.vector;

import dev.bessemer.types.ShortArray;

/**
 * An array of {@link Short2}, their components one after another in a device array.
 *
 * @param array its size is a multiple of 2
 */
public record VectorShort2(ShortArray array) implements AutoCloseable {
    /**
     * Zeros.
     *
     * @param length the number of vectors, 0 or more
     */
    public VectorShort2(int length) {
        this(new ShortArray(2L * length));
    }

    /** Vector {@code i}. */
    public Short2 get(int i) {
        long first = 2L * i;
        return new Short2(array.get(first), array.get(first + 1));
    }

    /** Sets vector {@code i}. */
    public void set(int i, Short2 value) {
        long first = 2L * i;
        array.set(first, value.x());
        array.set(first + 1, value.y());
    }

    /** The number of vectors. */
    public int getLength() {
        return (int) (array.size() / 2);
    }

    /** Gives the memory back; see {@link ShortArray#close()}. */
    @Override
    public void close() {
        array.close();
    }
}
