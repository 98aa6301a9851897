package dev.bessemer.intrinsics;

import dev.bessemer.types.BFloat16;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.HalfFloat;
import dev.bessemer.types.IntArray;
import dev.bessemer.types.MatrixArray;

/** What views do with the arrays they are of, where kernels run as plain Java; the compiler knows these methods. */
final class TensorElements {
    /** The sign of a number of four bits. */
    private static final int SIGN = 8;

    private TensorElements() {}

    /** Whether the elements of both are integers of no more than 8 bits. */
    static boolean areIntegers(Object left, Object right) {
        return isOfSmallIntegers(left) && isOfSmallIntegers(right);
    }

    private static boolean isOfSmallIntegers(Object elements) {
        return switch (elements) {
            case ByteArray _, byte[] _, UnsignedBytes<?> _, Nibbles<?> _, UnsignedNibbles<?> _ -> true;
            default -> false;
        };
    }

    /** An element as a float, as Java converts it. */
    static float get(Object elements, int place) {
        return switch (elements) {
            case MatrixArray<?> array -> array.getFloat(place);
            case float[] array -> array[place];
            case HalfFloat[] array -> array[place].toFloat();
            case BFloat16[] array -> array[place].toFloat();
            default -> getInt(elements, place);
        };
    }

    /** An element as an int, as Java's cast converts it. */
    static int getInt(Object elements, int place) {
        return switch (elements) {
            case ByteArray array -> array.get(place);
            case IntArray array -> array.get(place);
            case UnsignedBytes<?>(Object bytes) -> getInt(bytes, place) & 0xFF;
            case Nibbles<?>(Object bytes) -> (ofFourBits(bytes, place) ^ SIGN) - SIGN;
            case UnsignedNibbles<?>(Object bytes) -> ofFourBits(bytes, place);
            case byte[] array -> array[place];
            case int[] array -> array[place];
            case MatrixArray<?> _, float[] _, HalfFloat[] _, BFloat16[] _ -> (int) get(elements, place);
            default -> throw noElements(elements);
        };
    }

    private static int ofFourBits(Object bytes, int place) {
        return (getInt(bytes, place >> 1) >> ((place & 1) * 4)) & 0xF;
    }

    /** Sets an element to a float, as Java's casts convert it. */
    static void set(Object elements, int place, float value) {
        switch (elements) {
            case MatrixArray<?> array -> array.setFloat(place, value);
            case float[] array -> array[place] = value;
            case HalfFloat[] array -> array[place] = new HalfFloat(value);
            case BFloat16[] array -> array[place] = new BFloat16(value);
            default -> setInt(elements, place, (int) value);
        }
    }

    /** Sets an element to an int, as Java's casts convert it. */
    static void setInt(Object elements, int place, int value) {
        switch (elements) {
            case ByteArray array -> array.set(place, (byte) value);
            case IntArray array -> array.set(place, value);
            case UnsignedBytes<?>(Object bytes) -> setInt(bytes, place, value);
            case Nibbles<?> _, UnsignedNibbles<?> _ ->
                throw new IllegalArgumentException("numbers of four bits are only read");
            case byte[] array -> array[place] = (byte) value;
            case int[] array -> array[place] = value;
            case MatrixArray<?> _, float[] _, HalfFloat[] _, BFloat16[] _ -> set(elements, place, (float) value);
            default -> throw noElements(elements);
        }
    }

    private static IllegalArgumentException noElements(Object elements) {
        return new IllegalArgumentException(
                "no tensor lies in a " + elements.getClass().getSimpleName());
    }

    /** @throws IllegalArgumentException if a view has not as many dimensions as it has to have */
    static void requireRank(int rank, int needed) {
        if (rank != needed) {
            throw new IllegalArgumentException("rank " + rank + " where rank " + needed + " is needed");
        }
    }

    /** @throws IndexOutOfBoundsException if a view lacks a dimension */
    static void requireDimension(int rank, int dimension) {
        if (dimension < 0 || dimension >= rank) {
            throw new IndexOutOfBoundsException("dimension " + dimension + " of rank " + rank);
        }
    }
}
