package dev.bessemer.types.matrix;

import dev.bessemer.types.LongArray;

/**
 * A matrix of longs, row by row in a device array. Indices are checked against the array, not against each row.
 *
 * @param array of at least {@code rows * columns} elements
 * @param rows the number of rows
 * @param columns the number of columns
 */
public record Matrix2DLong(LongArray array, int rows, int columns) implements AutoCloseable {
    /** Zeros. */
    public Matrix2DLong(int rows, int columns) {
        this(new LongArray((long) rows * columns), rows, columns);
    }

    /** The element at a row and a column, both from 0. */
    public long get(int row, int column) {
        return array.get((long) row * columns + column);
    }

    /** Sets the element at a row and a column, both from 0. */
    public void set(int row, int column, long value) {
        array.set((long) row * columns + column, value);
    }

    /** The number of rows. */
    public int getNumRows() {
        return rows;
    }

    /** The number of columns. */
    public int getNumColumns() {
        return columns;
    }

    /** Gives the memory back; see {@link LongArray#close()}. */
    @Override
    public void close() {
        array.close();
    }
}
