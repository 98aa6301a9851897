package dev.bessemer.types.matrix;

import dev.bessemer.types.IntArray;

/**
 * A matrix of ints, row by row in a device array. Indices are checked against the array, not against each row.
 *
 * @param array of at least {@code rows * columns} elements
 * @param rows the number of rows
 * @param columns the number of columns
 */
public record Matrix2DInt(IntArray array, int rows, int columns) implements AutoCloseable {
    /** Zeros. */
    public Matrix2DInt(int rows, int columns) {
        this(new IntArray((long) rows * columns), rows, columns);
    }

    /** The element at a row and a column, both from 0. */
    public int get(int row, int column) {
        return array.get((long) row * columns + column);
    }

    /** Sets the element at a row and a column, both from 0. */
    public void set(int row, int column, int value) {
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

    /** Gives the memory back; see {@link IntArray#close()}. */
    @Override
    public void close() {
        array.close();
    }
}
