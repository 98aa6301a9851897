package dev.bessemer.types.vector;

import dev.bessemer.types.ByteArray;

/**
 * An array of {@link Byte4}, their components one after another in a device array.
 *
 * @param array its size is a multiple of 4
 */
public record VectorByte4(ByteArray array) implements AutoCloseable {
    /**
     * Zeros.
     *
     * @param length the number of vectors, 0 or more
     */
    public VectorByte4(int length) {
        this(new ByteArray(4L * length));
    }

    /** Vector {@code i}. */
    public Byte4 get(int i) {
        long first = 4L * i;
        return new Byte4(array.get(first), array.get(first + 1), array.get(first + 2), array.get(first + 3));
    }

    /** Sets vector {@code i}. */
    public void set(int i, Byte4 value) {
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

    /** Gives the memory back; see {@link ByteArray#close()}. */
    @Override
    public void close() {
        array.close();
    }
}
