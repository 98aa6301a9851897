package dev.bessemer.types.matrix;

import dev.bessemer.types.vector.Float4;
import dev.bessemer.types.vector.VectorFloat4;

/**
 * A matrix of {@link Float4}s, row by row in a device array. Indices are checked against the array, not against each row.
 *
 * @param array of at least {@code rows * columns} elements
 * @param rows the number of rows
 * @param columns the number of columns
 */
public record Matrix2DFloat4(VectorFloat4 array, int rows, int columns) implements AutoCloseable {
    /** Zeros. */
    public Matrix2DFloat4(int rows, int columns) {
        this(new VectorFloat4(Math.multiplyExact(rows, columns)), rows, columns);
    }

    /** The element at a row and a column, both from 0. */
    public Float4 get(int row, int column) {
        return array.get(row * columns + column);
    }

    /** Sets the element at a row and a column, both from 0. */
    public void set(int row, int column, Float4 value) {
        array.set(row * columns + column, value);
    }

    /** The number of rows. */
    public int getNumRows() {
        return rows;
    }

    /** The number of columns. */
    public int getNumColumns() {
        return columns;
    }

    /** Gives the memory back; see {@link VectorFloat4#close()}. */
    @Override
    public void close() {
        array.close();
    }
}
