package dev.bessemer.bench;

/** Attention as scalar Java loops on one thread. */
final class PlainAttention implements Contender {
    private final AttentionInput input;
    private final boolean causal;
    private final float[] out;

    PlainAttention(AttentionInput input, boolean causal) {
        this.input = input;
        this.causal = causal;
        out = new float[input.q.length];
    }

    @Override
    public void run() {
        int length = input.length;
        float[] scores = new float[length];
        for (int row = 0; row < input.heads * length; row++) {
            int head = row / length * length;
            int seen = causal ? row % length + 1 : length;
            float sum = weigh(scores, row * input.dim, head * input.dim, seen);
            addValues(scores, 1 / sum, row * input.dim, head * input.dim, seen);
        }
    }

    /** The weights of one query's keys, not normalised; returns their sum. */
    private float weigh(float[] scores, int query, int keys, int seen) {
        int dim = input.dim;
        float scale = (float) (1 / Math.sqrt(dim));
        float max = Float.NEGATIVE_INFINITY;
        for (int j = 0; j < seen; j++) {
            float score = 0;
            for (int i = 0; i < dim; i++) {
                score += input.q[query + i] * input.k[keys + j * dim + i];
            }
            scores[j] = score * scale;
            max = Math.max(max, scores[j]);
        }
        float sum = 0;
        for (int j = 0; j < seen; j++) {
            scores[j] = (float) Math.exp(scores[j] - max);
            sum += scores[j];
        }
        return sum;
    }

    private void addValues(float[] weights, float factor, int query, int values, int seen) {
        int dim = input.dim;
        for (int i = 0; i < dim; i++) {
            float sum = 0;
            for (int j = 0; j < seen; j++) {
                sum += weights[j] * input.v[values + j * dim + i];
            }
            out[query + i] = sum * factor;
        }
    }

    @Override
    public void check() {
        input.check(out, causal, AttentionInput.Score.PLAIN, 2e-5);
    }

    @Override
    public double operations() {
        return input.operations(causal);
    }

    @Override
    public void close() {}
}
