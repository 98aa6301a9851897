package dev.bessemer.bench;

/** {@link HandWrittenAttention} on all processors, over an {@link AttentionInput}. */
final class HandWrittenAttentionRun implements Contender {
    private final AttentionInput input;
    private final boolean causal;
    private final boolean halves;
    private final short[] q;
    private final short[] k;
    private final short[] v;
    private final float[] out;
    private final HandWrittenAttention attention;
    private final Team team = Team.ofAllProcessors();

    /** @param type f32 or f16, of the inputs */
    HandWrittenAttentionRun(String type, AttentionInput input, boolean causal) {
        this.input = input;
        this.causal = causal;
        halves = type.equals("f16");
        q = AttentionInput.patterns(input.q);
        k = AttentionInput.patterns(input.k);
        v = AttentionInput.patterns(input.v);
        out = new float[input.q.length];
        attention = new HandWrittenAttention(input.heads, input.length, causal);
    }

    @Override
    public void run() {
        if (halves) {
            attention.run(team, q, k, v, out);
        } else {
            attention.run(team, input.q, input.k, input.v, out);
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
    public void close() {
        team.close();
    }
}
