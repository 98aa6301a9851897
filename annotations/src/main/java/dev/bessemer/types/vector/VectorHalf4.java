package dev.bessemer.types.vector;

import dev.bessemer.types.HalfFloatArray;

/**
 * An array of {@link Half4}, their components one after another in a device array.
 *
 * @param array its size is a multiple of 4
 */
public record VectorHalf4(HalfFloatArray array) implements AutoCloseable {
    /**
     * Zeros.
     *
     * @param length the number of vectors, 0 or more
     */
    public VectorHalf4(int length) {
        this(new HalfFloatArray(4L * length));
    }

    /** Vector {@code i}. */
    public Half4 get(int i) {
        long first = 4L * i;
        return new Half4(array.get(first), array.get(first + 1), array.get(first + 2), array.get(first + 3));
    }

    /** Sets vector {@code i}. */
    public void set(int i, Half4 value) {
        long first = 4L * i;
        array.set(first, value.x());
        array.set(first + 1, value.y());
        array.set(first + 2, value.z());
        array.set(first + 3, value.w());
    }

    /** The number of vectors. */
    public int getLength() {
        return (int) (array.size() / 4);
    }

    /** Gives the memory back; see {@link HalfFloatArray#close()}. */
    @Override
    public void close() {
        array.close();
    }
}
