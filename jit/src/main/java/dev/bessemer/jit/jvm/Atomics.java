package dev.bessemer.jit.jvm;

/** Atomic ops on a threadgroup's arrays, which one worker alone accesses; each gives what was there. */
final class Atomics {
    private Atomics() {}

    static int add(int[] array, int index, int value) {
        int old = array[index];
        array[index] += value;
        return old;
    }

    static int min(int[] array, int index, int value) {
        int old = array[index];
        array[index] = Math.min(array[index], value);
        return old;
    }

    static int max(int[] array, int index, int value) {
        int old = array[index];
        array[index] = Math.max(array[index], value);
        return old;
    }

    static int and(int[] array, int index, int value) {
        int old = array[index];
        array[index] &= value;
        return old;
    }

    static int or(int[] array, int index, int value) {
        int old = array[index];
        array[index] |= value;
        return old;
    }

    static int xor(int[] array, int index, int value) {
        int old = array[index];
        array[index] ^= value;
        return old;
    }

    static int exchange(int[] array, int index, int value) {
        int old = array[index];
        array[index] = value;
        return old;
    }

    static int compareExchange(int[] array, int index, int expected, int value) {
        int old = array[index];
        if (old == expected) {
            array[index] = value;
        }
        return old;
    }

    static long add(long[] array, int index, long value) {
        long old = array[index];
        array[index] += value;
        return old;
    }

    static long min(long[] array, int index, long value) {
        long old = array[index];
        array[index] = Math.min(array[index], value);
        return old;
    }

    static long max(long[] array, int index, long value) {
        long old = array[index];
        array[index] = Math.max(array[index], value);
        return old;
    }

    static long and(long[] array, int index, long value) {
        long old = array[index];
        array[index] &= value;
        return old;
    }

    static long or(long[] array, int index, long value) {
        long old = array[index];
        array[index] |= value;
        return old;
    }

    static long xor(long[] array, int index, long value) {
        long old = array[index];
        array[index] ^= value;
        return old;
    }

    static long exchange(long[] array, int index, long value) {
        long old = array[index];
        array[index] = value;
        return old;
    }

    static long compareExchange(long[] array, int index, long expected, long value) {
        long old = array[index];
        if (old == expected) {
            array[index] = value;
        }
        return old;
    }

    static float add(float[] array, int index, float value) {
        float old = array[index];
        array[index] += value;
        return old;
    }

    static float min(float[] array, int index, float value) {
        float old = array[index];
        array[index] = Math.min(array[index], value);
        return old;
    }

    static float max(float[] array, int index, float value) {
        float old = array[index];
        array[index] = Math.max(array[index], value);
        return old;
    }

    static float exchange(float[] array, int index, float value) {
        float old = array[index];
        array[index] = value;
        return old;
    }

    static float compareExchange(float[] array, int index, float expected, float value) {
        float old = array[index];
        if (Float.floatToRawIntBits(old) == Float.floatToRawIntBits(expected)) {
            array[index] = value;
        }
        return old;
    }
}
