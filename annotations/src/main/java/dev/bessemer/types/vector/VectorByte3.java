package dev.bessemer.types.vector;

import dev.bessemer.types.ByteArray;

/**
 * An array of {@link Byte3}, their components one after another in a device array.
 *
 * @param array its size is a multiple of 3
 */
public record VectorByte3(ByteArray array) implements AutoCloseable {
    /**
     * Zeros.
     *
     * @param length the number of vectors, 0 or more
     */
    public VectorByte3(int length) {
        this(new ByteArray(3L * length));
    }

    /** Vector {@code i}. */
    public Byte3 get(int i) {
        long first = 3L * i;
        return new Byte3(array.get(first), array.get(first + 1), array.get(first + 2));
    }

    /** Sets vector {@code i}. */
    public void set(int i, Byte3 value) {
        long first = 3L * i;
        array.set(first, value.x());
        array.set(first + 1, value.y());
        array.set(first + 2, value.z());
    }

    /** The number of vectors. */
    public int getLength() {
        return (int) (array.size() / 3);
    }

    /** Gives the memory back; see {@link ByteArray#close()}. */
    @Override
    public void close() {
        array.close();
    }
}
