package dev.bessemer.samples;

import dev.bessemer.types.BFloat16Array;
import dev.bessemer.types.DeviceArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.MatrixArray;
import java.util.SplittableRandom;

/** The element types that the samples with matrices take. */
enum Dtype {
    /** {@code float}. */
    F32,
    /** Half. */
    F16,
    /** Bfloat. */
    BF16;

    /** Sets all elements to numbers from -1 to 1, rounded to the array's type. */
    static void fill(MatrixArray<?> array, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (long i = 0; i < array.size(); i++) {
            array.setFloat(i, (float) random.nextDouble(-1, 1));
        }
    }

    /** The array, to be transferred or closed. */
    static DeviceArray device(MatrixArray<?> array) {
        return switch (array) {
            case FloatArray floats -> floats;
            case HalfFloatArray halves -> halves;
            case BFloat16Array bfloats -> bfloats;
        };
    }
}
