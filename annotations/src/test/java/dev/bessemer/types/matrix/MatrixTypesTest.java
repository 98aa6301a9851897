package dev.bessemer.types.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.bessemer.types.HalfFloat;
import dev.bessemer.types.vector.Float4;
import org.junit.jupiter.api.Test;

/** Matrices lie row by row in their arrays. */
class MatrixTypesTest {
    @Test
    void set_element_liesRowByRow() {
        try (Matrix2DFloat floats = new Matrix2DFloat(2, 3);
                Matrix2DInt ints = new Matrix2DInt(2, 3);
                Matrix2DLong longs = new Matrix2DLong(2, 3);
                Matrix2DShort shorts = new Matrix2DShort(2, 3);
                Matrix2DHalfFloat halves = new Matrix2DHalfFloat(2, 3)) {
            floats.set(1, 2, 1.5f);
            ints.set(1, 2, 7);
            longs.set(1, 2, 1L << 40);
            shorts.set(1, 2, (short) -3);
            halves.set(1, 2, HalfFloat.ONE);
            assertEquals(1.5f, floats.array().get(5));
            assertEquals(7, ints.array().get(5));
            assertEquals(1L << 40, longs.array().get(5));
            assertEquals(-3, shorts.get(1, 2));
            assertEquals(HalfFloat.ONE, halves.get(1, 2));
            assertEquals(2, floats.getNumRows());
            assertEquals(3, floats.getNumColumns());
        }
    }

    @Test
    void set_vector_liesRowByRow() {
        try (Matrix2DFloat4 vectors = new Matrix2DFloat4(2, 2)) {
            vectors.set(1, 0, new Float4(1, 2, 3, 4));
            assertEquals(new Float4(1, 2, 3, 4), vectors.get(1, 0));
            assertEquals(3, vectors.array().array().get(10));
        }
    }

    @Test
    void get_beyondTheArray_isRefused() {
        try (Matrix2DFloat floats = new Matrix2DFloat(2, 3)) {
            assertThrows(IndexOutOfBoundsException.class, () -> floats.get(2, 0));
        }
    }
}
