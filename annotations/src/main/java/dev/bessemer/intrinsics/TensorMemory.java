package dev.bessemer.intrinsics;

import dev.bessemer.types.ByteArray;

/**
 * The elements of a view where kernels run as plain Java.
 *
 * @param transposed whether rows and columns change places
 */
record TensorMemory(TensorView<?> view, boolean transposed) {
    TensorMemory {
        TensorElements.requireRank(view.rank(), 2);
    }

    int rows() {
        return transposed ? view.columns() : view.rows();
    }

    int columns() {
        return transposed ? view.rows() : view.columns();
    }

    private boolean has(int row, int column) {
        return row < rows() && column < columns();
    }

    private int place(int row, int column) {
        return Math.toIntExact(view.offset()
                + (transposed ? (long) column * view.rowStride() + row : (long) row * view.rowStride() + column));
    }

    /** An element; zero outside of the view. */
    float get(int row, int column) {
        return has(row, column) ? TensorElements.get(view.array(), place(row, column)) : 0;
    }

    /** Sets an element, rounded to the array's type; outside of the view nothing happens. */
    void set(int row, int column, float value) {
        if (has(row, column)) {
            TensorElements.set(view.array(), place(row, column), value);
        }
    }

    /** An element as an int; zero outside of the view. */
    int integer(int row, int column) {
        return has(row, column) ? TensorElements.getInt(view.array(), place(row, column)) : 0;
    }

    /** Sets an element to an int; outside of the view nothing happens. */
    void setInteger(int row, int column, int value) {
        if (has(row, column)) {
            TensorElements.setInt(view.array(), place(row, column), value);
        }
    }

    /** Whether two elements lie in a byte. */
    boolean isPacked() {
        return view.array() instanceof Nibbles<?> || view.array() instanceof UnsignedNibbles<?>;
    }

    /** Whether the elements are of a byte, or half of one. */
    boolean isOfBytes() {
        return view.array() instanceof ByteArray
                || view.array() instanceof byte[]
                || view.array() instanceof UnsignedBytes<?>
                || isPacked();
    }
}
