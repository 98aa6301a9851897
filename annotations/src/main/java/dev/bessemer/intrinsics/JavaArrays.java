package dev.bessemer.intrinsics;

/**
 * What the compiler puts in the place of {@code System.arraycopy}, {@code clone} and methods of {@code java.util.Arrays}, for arrays of any type of element. Where Java
 * throws, an element out of range is used, which a kernel reports.
 */
final class JavaArrays {
    private JavaArrays() {}

    /** Copies as if by way of another array, since both may be one. */
    static <T> void copy(T[] from, int first, T[] to, int target, int count) {
        if (count < 0) {
            to[count] = from[count];
        }
        if (first < target) {
            for (int i = count - 1; i >= 0; i--) {
                to[target + i] = from[first + i];
            }
        } else {
            for (int i = 0; i < count; i++) {
                to[target + i] = from[first + i];
            }
        }
    }

    /** Copies the elements from one index on to a new array, as many as there are and fit. */
    static <T> void copyInto(T[] made, T[] from, int first) {
        if (first > from.length) {
            made[0] = from[first];
        }
        int count = Math.min(from.length - first, made.length);
        for (int i = 0; i < count; i++) {
            made[i] = from[first + i];
        }
    }

    /** Sets all elements. */
    static <T> void fill(T[] array, T value) {
        for (int i = 0; i < array.length; i++) {
            array[i] = value;
        }
    }

    /** Sets the elements from one index to before another. */
    static <T> void fill(T[] array, int first, int end, T value) {
        if (first > end) {
            array[end - first] = value;
        }
        for (int i = first; i < end; i++) {
            array[i] = value;
        }
    }
}
