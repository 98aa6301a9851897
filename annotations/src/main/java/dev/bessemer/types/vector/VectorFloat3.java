package dev.bessemer.types.vector;

import dev.bessemer.types.FloatArray;

/**
 * An array of {@link Float3}, their components one after another in a device array.
 *
 * @param array its size is a multiple of 3
 */
public record VectorFloat3(FloatArray array) implements AutoCloseable {
    /**
     * Zeros.
     *
     * @param length the number of vectors, 0 or more
     */
    public VectorFloat3(int length) {
        this(new FloatArray(3L * length));
    }

    /** Vector {@code i}. */
    public Float3 get(int i) {
        long first = 3L * i;
        return new Float3(array.get(first), array.get(first + 1), array.get(first + 2));
    }

    /** Sets vector {@code i}. */
    public void set(int i, Float3 value) {
        long first = 3L * i;
        array.set(first, value.x());
        array.set(first + 1, value.y());
        array.set(first + 2, value.z());
    }

    /** The number of vectors. */
    public int getLength() {
        return (int) (array.size() / 3);
    }

    /** Gives the memory back; see {@link FloatArray#close()}. */
    @Override
    public void close() {
        array.close();
    }
}
