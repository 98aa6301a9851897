package dev.bessemer.runtime;

import dev.bessemer.types.ByteArray;
import java.util.Random;

/** Matrices of bytes, and what their product is in Java. */
final class ByteMatrices {
    private ByteMatrices() {}

    /** So many bytes of a seed's. */
    static ByteArray bytes(int size, int seed) {
        Random random = new Random(seed);
        ByteArray array = new ByteArray(size);
        for (int i = 0; i < size; i++) {
            array.set(i, (byte) random.nextInt(256));
        }
        return array;
    }

    /** A B of m x depth and depth x n, in int. */
    static int[] product(ByteArray a, ByteArray b, int m, int n, int depth) {
        int[] sums = new int[m * n];
        for (int i = 0; i < sums.length; i++) {
            for (int k = 0; k < depth; k++) {
                sums[i] += a.get(i / n * depth + k) * b.get(k * n + i % n);
            }
        }
        return sums;
    }
}
