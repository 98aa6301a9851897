package dev.bessemer.bench;

/** The sum of two arrays as plain Java loops on all processors. */
final class PlainVectorAdd implements Contender {
    private static final int PIECE = 1 << 18;

    private final float[] a;
    private final float[] b;
    private final float[] sum;
    private final Team team = Team.ofAllProcessors();

    PlainVectorAdd(int size) {
        a = new float[size];
        b = new float[size];
        sum = new float[size];
        for (int i = 0; i < size; i++) {
            a[i] = i;
            b[i] = 1 - 2f * i;
        }
    }

    @Override
    public void run() {
        team.run(Math.ceilDiv(sum.length, PIECE), this::add);
    }

    private void add(int piece) {
        int end = Math.min(sum.length, (piece + 1) * PIECE);
        for (int i = piece * PIECE; i < end; i++) {
            sum[i] = a[i] + b[i];
        }
    }

    @Override
    public void check() {
        for (int i = 0; i < sum.length; i++) {
            if (sum[i] != a[i] + b[i]) {
                throw new IllegalStateException("element " + i + " is " + sum[i]);
            }
        }
    }

    @Override
    public double operations() {
        return sum.length;
    }

    @Override
    public void close() {
        team.close();
    }
}
