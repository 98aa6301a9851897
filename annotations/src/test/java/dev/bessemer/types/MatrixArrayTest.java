package dev.bessemer.types;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The float view of the three classes of array that matrices load from. */
class MatrixArrayTest {
    /** Rounds in both 16-bit types, to different numbers. */
    private static final float VALUE = 1.00123f;

    static List<MatrixArray<?>> arrays() {
        return List.of(new FloatArray(3), new HalfFloatArray(3), new BFloat16Array(3));
    }

    private static float rounded(MatrixArray<?> array, float value) {
        return switch (array) {
            case FloatArray _ -> value;
            case HalfFloatArray _ -> HalfFloat.of(value).toFloat();
            case BFloat16Array _ -> BFloat16.of(value).toFloat();
        };
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void setFloat_anyIndexType_rounds(MatrixArray<?> array) {
        array.setFloat(1, VALUE);
        array.setFloat(2L, -VALUE);
        assertEquals(0, array.getFloat(0));
        assertEquals(rounded(array, VALUE), array.getFloat(1L));
        assertEquals(rounded(array, -VALUE), array.getFloat(2));
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void floatAccess_outOfBounds_namesArrayAndIndex(MatrixArray<?> array) {
        String message = "index 3 is out of bounds of " + array + ": valid are 0 to 2";
        for (Runnable access : List.<Runnable>of(
                () -> array.getFloat(3),
                () -> array.getFloat(3L),
                () -> array.setFloat(3, VALUE),
                () -> array.setFloat(3L, VALUE))) {
            assertEquals(
                    message,
                    assertThrows(IndexOutOfBoundsException.class, access::run).getMessage());
        }
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void sizes_newArray_areTheDeviceArrays(MatrixArray<?> array) {
        assertEquals(3, array.size());
        assertEquals(3, array.getSize());
        assertEquals(((DeviceArray) array).elementType(), array.elementType());
    }

    @Test
    void halfFromFloats_values_areRounded() {
        checkFloats(HalfFloatArray::fromArray, HalfFloatArray::toFloatArray);
    }

    @Test
    void bfloatFromFloats_values_areRounded() {
        checkFloats(BFloat16Array::fromArray, BFloat16Array::toFloatArray);
    }

    private static <A extends DeviceArray & MatrixArray<?>> void checkFloats(
            Function<float[], A> from, Function<A, float[]> to) {
        float[] values = {VALUE, -VALUE, 1e-30f, Float.POSITIVE_INFINITY, Float.NaN};
        try (A array = from.apply(values)) {
            float[] expected = new float[values.length];
            for (int i = 0; i < values.length; i++) {
                expected[i] = rounded(array, values[i]);
            }
            assertArrayEquals(expected, to.apply(array));
        }
    }
}
