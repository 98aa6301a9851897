package dev.bessemer.bench;

/** A product of matrices as plain Java loops over arrays of rows, on all processors. */
final class PlainMatMul implements Contender {
    private final MatMulInput input;
    private final float[][] a;
    private final float[][] b;
    private final float[][] c;
    private final Team team = Team.ofAllProcessors();

    PlainMatMul(MatMulInput input) {
        this.input = input;
        a = rows(input.a, input.m, input.depth);
        b = rows(input.b, input.depth, input.n);
        c = new float[input.m][input.n];
    }

    private static float[][] rows(float[] matrix, int count, int length) {
        float[][] rows = new float[count][length];
        for (int i = 0; i < count; i++) {
            System.arraycopy(matrix, i * length, rows[i], 0, length);
        }
        return rows;
    }

    @Override
    public void run() {
        team.run(input.m, this::row);
    }

    private void row(int i) {
        float[] sums = new float[input.n];
        for (int k = 0; k < input.depth; k++) {
            addScaled(sums, a[i][k], b[k]);
        }
        c[i] = sums;
    }

    private static void addScaled(float[] sums, float factor, float[] row) {
        for (int j = 0; j < sums.length; j++) {
            sums[j] += factor * row[j];
        }
    }

    @Override
    public void check() {
        float[] flat = new float[input.m * input.n];
        for (int i = 0; i < input.m; i++) {
            System.arraycopy(c[i], 0, flat, i * input.n, input.n);
        }
        input.check(flat, (product, bias) -> product);
    }

    @Override
    public double operations() {
        return input.operations();
    }

    @Override
    public void close() {
        team.close();
    }
}
