package dev.bessemer.bench;

/** A {@link RowsProblem} as plain Java loops on all processors. */
final class PlainRows implements Contender {
    private static final int PIECE = 16;

    private final RowsInput input;
    private final float[] out;
    private final Team team = Team.ofAllProcessors();

    PlainRows(RowsInput input) {
        this.input = input;
        out = new float[input.a.length];
    }

    @Override
    public void run() {
        int rows = input.problem.rows();
        team.run(Math.ceilDiv(rows, PIECE), piece -> {
            for (int row = piece * PIECE; row < Math.min(rows, (piece + 1) * PIECE); row++) {
                row(row * input.problem.columns(), (row + 1) * input.problem.columns());
            }
        });
    }

    private void row(int first, int end) {
        switch (input.problem.kind()) {
            case "add" -> add(input.a, input.b, out, first, end);
            case "softmax" -> softmax(input.a, out, first, end);
            default -> norm(input.a, out, first, end);
        }
    }

    private static void add(float[] a, float[] b, float[] out, int first, int end) {
        for (int i = first; i < end; i++) {
            out[i] = a[i] + b[i];
        }
    }

    private static void softmax(float[] a, float[] out, int first, int end) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = first; i < end; i++) {
            max = Math.max(max, a[i]);
        }
        float sum = 0;
        for (int i = first; i < end; i++) {
            out[i] = (float) Math.exp(a[i] - max);
            sum += out[i];
        }
        scale(out, out, 1 / sum, first, end);
    }

    private static void norm(float[] a, float[] out, int first, int end) {
        float squares = 0;
        for (int i = first; i < end; i++) {
            squares += a[i] * a[i];
        }
        scale(a, out, (float) (1 / Math.sqrt(squares / (end - first) + RowsInput.EPSILON)), first, end);
    }

    private static void scale(float[] in, float[] out, float factor, int first, int end) {
        for (int i = first; i < end; i++) {
            out[i] = in[i] * factor;
        }
    }

    @Override
    public void check() {
        input.check(out);
    }

    @Override
    public double operations() {
        return input.problem.operations();
    }

    @Override
    public void close() {
        team.close();
    }
}
