package dev.bessemer.types.vector;

import dev.bessemer.types.IntArray;

/**
 * An array of {@link Int3}, their components one after another in a device array.
 *
 * @param array its size is a multiple of 3
 */
public record VectorInt3(IntArray array) implements AutoCloseable {
    /**
     * Zeros.
     *
     * @param length the number of vectors, 0 or more
     */
    public VectorInt3(int length) {
        this(new IntArray(3L * length));
    }

    /** Vector {@code i}. */
    public Int3 get(int i) {
        long first = 3L * i;
        return new Int3(array.get(first), array.get(first + 1), array.get(first + 2));
    }

    /** Sets vector {@code i}. */
    public void set(int i, Int3 value) {
        long first = 3L * i;
        array.set(first, value.x());
        array.set(first + 1, value.y());
        array.set(first + 2, value.z());
    }

    /** The number of vectors. */
    public int getLength() {
        return (int) (array.size() / 3);
    }

    /** Gives the memory back; see {@link IntArray#close()}. */
    @Override
    public void close() {
        array.close();
    }
}
