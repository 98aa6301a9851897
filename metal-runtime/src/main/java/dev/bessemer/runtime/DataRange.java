package dev.bessemer.runtime;

/**
 * Some elements of an array, for a partial transfer to the host.
 *
 * @param array a device array or a Java array
 * @param offset the first element
 * @param size how many elements; 0 stands for all from the offset on
 */
public record DataRange(Object array, long offset, long size) {
    /**
     * A range within an array.
     *
     * @throws IllegalArgumentException when it is not inside the array, or the object is no array
     */
    public DataRange {
        long length = HostArrays.size(array);
        if (offset < 0 || size < 0 || offset > length || size > length - offset) {
            throw new IllegalArgumentException("a range of " + size + " elements from " + offset + " on is not inside "
                    + HostArrays.describe(array) + ": offset and size must not be negative, nor reach beyond its "
                    + length + " elements");
        }
    }

    /** All elements of an array. */
    public DataRange(Object array) {
        this(array, 0, 0);
    }

    /**
     * The same number of elements from another one on.
     *
     * @throws IllegalArgumentException when they are not inside the array
     */
    public DataRange withOffset(long newOffset) {
        return new DataRange(array, newOffset, size);
    }

    /**
     * Another number of elements from the same one on.
     *
     * @throws IllegalArgumentException when they are not inside the array
     */
    public DataRange withSize(long newSize) {
        return new DataRange(array, offset, newSize);
    }

    /** How many elements it covers. */
    long count() {
        return size == 0 ? HostArrays.size(array) - offset : size;
    }
}
