package dev.bessemer.types.matrix;

import dev.bessemer.types.FloatArray;

/**
 * A matrix of floats, row by row in a device array. Indices are checked against the array, not against each row.
 *
 * @param array of at least {@code rows * columns} elements
 * @param rows the number of rows
 * @param columns the number of columns
 */
public record Matrix2DFloat(FloatArray array, int rows, int columns) implements AutoCloseable {
    /** Zeros. */
    public Matrix2DFloat(int rows, int columns) {
        this(new FloatArray((long) rows * columns), rows, columns);
    }

    /** The element at a row and a column, both from 0. */
    public float get(int row, int column) {
        return array.get((long) row * columns + column);
    }

    /** Sets the element at a row and a column, both from 0. */
    public void set(int row, int column, float value) {
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

    /** Gives the memory back; see {@link FloatArray#close()}. */
    @Override
    public void close() {
        array.close();
    }
}
