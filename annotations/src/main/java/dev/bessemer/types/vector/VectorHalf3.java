package dev.bessemer.types.vector;

import dev.bessemer.types.HalfFloatArray;

/**
 * An array of {@link Half3}, their components one after another in a device array.
 *
 * @param array its size is a multiple of 3
 */
public record VectorHalf3(HalfFloatArray array) implements AutoCloseable {
    /**
     * Zeros.
     *
     * @param length the number of vectors, 0 or more
     */
    public VectorHalf3(int length) {
        this(new HalfFloatArray(3L * length));
    }

    /** Vector {@code i}. */
    public Half3 get(int i) {
        long first = 3L * i;
        return new Half3(array.get(first), array.get(first + 1), array.get(first + 2));
    }

    /** Sets vector {@code i}. */
    public void set(int i, Half3 value) {
        long first = 3L * i;
        array.set(first, value.x());
        array.set(first + 1, value.y());
        array.set(first + 2, value.z());
    }

    /** The number of vectors. */
    public int getLength() {
        return (int) (array.size() / 3);
    }

    /** Gives the memory back; see {@link HalfFloatArray#close()}. */
    @Override
    public void close() {
        array.close();
    }
}
