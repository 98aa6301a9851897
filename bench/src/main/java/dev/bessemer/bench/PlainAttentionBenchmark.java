package dev.bessemer.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Attention as scalar Java loops on one thread: batch 1, 8 heads, 1024 x 64, f32; checked before it is timed. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class PlainAttentionBenchmark {
    private static final int DIM = HandWrittenAttention.DIM;
    private static final int HEADS = 8;
    private static final int LENGTH = 1024;

    /** Whether a query sees only the keys up to its own place. */
    @Param({"false", "true"})
    public boolean causal;

    private final AttentionInput input = new AttentionInput(HEADS, LENGTH);
    private final float[] out = new float[input.q.length];

    /** Runs it once and checks the result. */
    @Setup
    public void check() {
        run();
        input.check(out, causal);
    }

    /** One forward pass. */
    @Benchmark
    public float[] forward(Gigaflops counter) {
        run();
        counter.add(input.operations(causal));
        return out;
    }

    private void run() {
        float[] scores = new float[LENGTH];
        for (int row = 0; row < HEADS * LENGTH; row++) {
            int head = row / LENGTH * LENGTH;
            int seen = causal ? row % LENGTH + 1 : LENGTH;
            float sum = weigh(scores, row * DIM, head * DIM, seen);
            addValues(scores, 1 / sum, row * DIM, head * DIM, seen);
        }
    }

    /** The weights of one query's keys, not normalised; returns their sum. */
    private float weigh(float[] scores, int query, int keys, int seen) {
        float max = Float.NEGATIVE_INFINITY;
        for (int j = 0; j < seen; j++) {
            float score = 0;
            for (int i = 0; i < DIM; i++) {
                score += input.q[query + i] * input.k[keys + j * DIM + i];
            }
            scores[j] = score * 0.125f;
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
        for (int i = 0; i < DIM; i++) {
            float sum = 0;
            for (int j = 0; j < seen; j++) {
                sum += weights[j] * input.v[values + j * DIM + i];
            }
            out[query + i] = sum * factor;
        }
    }
}
