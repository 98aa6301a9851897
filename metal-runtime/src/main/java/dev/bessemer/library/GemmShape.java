package dev.bessemer.library;

/**
 * What a {@link Gemm} multiplies, apart from where it lies.
 *
 * @param batch pairs of matrices
 * @param m rows of the result
 * @param n columns of the result
 * @param k what is summed over
 * @param transposeA whether A lies as k x m
 * @param transposeB whether B lies as n x k
 */
record GemmShape(int batch, int m, int n, int k, boolean transposeA, boolean transposeB) {
    /** Larger extents take as long for each element. */
    private static final int LARGEST = 1024;

    int rowsOfA() {
        return transposeA ? k : m;
    }

    int columnsOfA() {
        return transposeA ? m : k;
    }

    int rowsOfB() {
        return transposeB ? n : k;
    }

    int columnsOfB() {
        return transposeB ? k : n;
    }

    /** Elements of all A together where they are packed. */
    long elementsOfA() {
        return (long) batch * m * k;
    }

    /** Elements of all B together where they are packed. */
    long elementsOfB() {
        return (long) batch * k * n;
    }

    /** Elements of all C together where they are packed. */
    long elementsOfC() {
        return (long) batch * m * n;
    }

    GemmShape withBatch(int pairs) {
        return new GemmShape(pairs, m, n, k, transposeA, transposeB);
    }

    GemmShape withTransposes(boolean ofA, boolean ofB) {
        return new GemmShape(batch, m, n, k, ofA, ofB);
    }

    /** The shape that stands for all that are about as large: powers of two, up to a bound, and no larger batch than fills a device. */
    GemmShape representative() {
        int rows = rounded(m);
        int columns = rounded(n);
        int pairs = Math.min(rounded(batch), LARGEST / rows * (LARGEST / columns));
        return new GemmShape(pairs, rows, columns, rounded(k), transposeA, transposeB);
    }

    private static int rounded(int extent) {
        return extent >= LARGEST ? LARGEST : Math.max(1, Integer.highestOneBit(Math.max(1, 2 * extent - 1)));
    }
}
