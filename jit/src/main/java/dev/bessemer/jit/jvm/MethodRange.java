package dev.bessemer.jit.jvm;

/**
 * Instructions of a method that may become one of their own.
 *
 * @param first index of the first one
 * @param end index past the last one
 */
record MethodRange(int first, int end) {
    boolean contains(int index) {
        return first <= index && index < end;
    }
}
