package dev.bessemer.intrinsics;

import dev.bessemer.types.BFloat16;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.HalfFloat;
import dev.bessemer.types.IntArray;
import dev.bessemer.types.MatrixArray;

/**
 * The elements of a view where kernels run as plain Java.
 *
 * @param transposed whether rows and columns change places
 */
record TensorMemory(TensorView<?> view, boolean transposed) {
    int rows() {
        return transposed ? view.columns() : view.rows();
    }

    int columns() {
        return transposed ? view.rows() : view.columns();
    }

    private boolean has(int row, int column) {
        return row < rows() && column < columns();
    }

    private long place(int row, int column) {
        return view.offset()
                + (transposed ? (long) column * view.rowStride() + row : (long) row * view.rowStride() + column);
    }

    /** An element; zero outside of the view. */
    float get(int row, int column) {
        if (!has(row, column)) {
            return 0;
        }
        long place = place(row, column);
        return element(view.array(), place);
    }

    private float element(Object elements, long place) {
        return switch (elements) {
            case MatrixArray<?> array -> array.getFloat(place);
            case ByteArray array -> array.get(place);
            case IntArray array -> array.get(place);
            case UnsignedBytes<?>(Object bytes) -> (int) element(bytes, place) & 0xFF;
            case float[] array -> array[Math.toIntExact(place)];
            case HalfFloat[] array -> array[Math.toIntExact(place)].toFloat();
            case BFloat16[] array -> array[Math.toIntExact(place)].toFloat();
            case byte[] array -> array[Math.toIntExact(place)];
            case int[] array -> array[Math.toIntExact(place)];
            default -> throw noMatrix();
        };
    }

    /** Sets an element, rounded to the array's type; outside of the view nothing happens. */
    void set(int row, int column, float value) {
        if (!has(row, column)) {
            return;
        }
        long place = place(row, column);
        switch (view.array()) {
            case MatrixArray<?> array -> array.setFloat(place, value);
            case float[] array -> array[Math.toIntExact(place)] = value;
            case HalfFloat[] array -> array[Math.toIntExact(place)] = new HalfFloat(value);
            case BFloat16[] array -> array[Math.toIntExact(place)] = new BFloat16(value);
            default -> throw noMatrix();
        }
    }

    private IllegalArgumentException noMatrix() {
        return new IllegalArgumentException(
                "no matrix lies in a " + view.array().getClass().getSimpleName());
    }
}
