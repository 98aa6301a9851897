package dev.bessemer.bench;

import java.util.Random;

/** Random rows of floats, and the check of what {@link RowsProblem} makes of them against a double-precision reference. */
public final class RowsInput {
    /** Added to the mean square before the root is taken. */
    public static final float EPSILON = 1e-5f;

    private static final double TOLERANCE = 1e-5;

    final RowsProblem problem;
    final float[] a;
    final float[] b;

    RowsInput(RowsProblem problem) {
        this.problem = problem;
        Random random = new Random(42);
        a = numbers(random, problem.rows() * problem.columns());
        b = problem.kind().equals("add") ? numbers(random, a.length) : new float[0];
    }

    private static float[] numbers(Random random, int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = random.nextFloat(-4, 4);
        }
        return numbers;
    }

    /** The rows; not to be changed. */
    public float[] a() {
        return a;
    }

    /** What is added to them, for a sum; not to be changed. */
    public float[] b() {
        return b;
    }

    /**
     * Compares rows all over the result with a double-precision reference.
     *
     * @throws IllegalStateException if an element is off by more than float arithmetic explains
     */
    public void check(float[] out) {
        int columns = problem.columns();
        int step = Math.max(1, a.length / (1 << 22));
        for (int row = 0; row < problem.rows(); row += step) {
            Row expected = row(row * columns, columns);
            for (int i = row * columns; i < (row + 1) * columns; i++) {
                double wanted = expected.element(i);
                if (!(Math.abs(out[i] - wanted) <= TOLERANCE * Math.max(1, Math.abs(wanted)))) {
                    throw new IllegalStateException(
                            "row " + row + ", column " + i % columns + " is " + out[i] + " but should be " + wanted);
                }
            }
        }
    }

    /** A row of what is expected. */
    private interface Row {
        double element(int i);
    }

    private Row row(int first, int columns) {
        return switch (problem.kind()) {
            case "add" -> i -> (double) a[i] + b[i];
            case "softmax" -> softmax(first, columns);
            case "rms-norm" -> norm(first, columns);
            default ->
                throw new IllegalArgumentException(
                        "the kind is " + problem.kind() + " but must be add, softmax or rms-norm");
        };
    }

    private Row softmax(int first, int columns) {
        double sum = 0;
        for (int i = first; i < first + columns; i++) {
            sum += Math.exp(a[i]);
        }
        double total = sum;
        return i -> Math.exp(a[i]) / total;
    }

    private Row norm(int first, int columns) {
        double squares = 0;
        for (int i = first; i < first + columns; i++) {
            squares += (double) a[i] * a[i];
        }
        double root = Math.sqrt(squares / columns + EPSILON);
        return i -> a[i] / root;
    }
}
