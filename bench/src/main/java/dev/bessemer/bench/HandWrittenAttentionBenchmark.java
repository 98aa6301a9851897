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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** {@link HandWrittenAttention} on all processors: batch 1, 8 heads, 1024 x 64; checked before it is timed. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class HandWrittenAttentionBenchmark {
    private static final int HEADS = 8;
    private static final int LENGTH = 1024;

    /** The inputs' type. */
    @Param({"f32", "f16"})
    public String type = "f32";

    /** Whether a query sees only the keys up to its own place. */
    @Param({"false", "true"})
    public boolean causal;

    private final AttentionInput input = new AttentionInput(HEADS, LENGTH);
    private final short[] q = AttentionInput.patterns(input.q);
    private final short[] k = AttentionInput.patterns(input.k);
    private final short[] v = AttentionInput.patterns(input.v);
    private final float[] out = new float[input.q.length];
    private final Team team = new Team(Runtime.getRuntime().availableProcessors());
    private HandWrittenAttention attention = new HandWrittenAttention(HEADS, LENGTH, false);

    /** Runs it once and checks the result. */
    @Setup
    public void check() {
        attention = new HandWrittenAttention(HEADS, LENGTH, causal);
        run();
        input.check(out, causal);
    }

    /** Ends the threads. */
    @TearDown
    public void end() {
        team.close();
    }

    /** One forward pass. */
    @Benchmark
    public float[] forward(Gigaflops counter) {
        run();
        counter.add(input.operations(causal));
        return out;
    }

    private void run() {
        if (type.equals("f16")) {
            attention.run(team, q, k, v, out);
        } else {
            attention.run(team, input.q, input.k, input.v, out);
        }
    }
}
