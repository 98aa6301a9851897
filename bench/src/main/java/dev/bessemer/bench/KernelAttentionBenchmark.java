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

/** The samples' flash attention on the CPU device: batch 1, 8 heads, 1024 x 64; checked before it is timed. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelAttentionBenchmark {
    /** The type of inputs and output. */
    @Param({"f32", "f16"})
    public String type = "f32";

    /** Whether a query sees only the keys up to its own place. */
    @Param({"false", "true"})
    public boolean causal;

    private final AttentionInput input = new AttentionInput(8, 1024);

    @SuppressWarnings("NullAway.Init") // JMH runs the setup first
    private AttentionKernel kernel;

    /** Runs it once and checks the result. */
    @Setup
    public void check() {
        kernel = AttentionKernel.of(type, input, causal);
        kernel.run();
        kernel.check();
    }

    /** Frees the arrays. */
    @TearDown
    public void end() {
        kernel.close();
    }

    /** One forward pass. */
    @Benchmark
    public void forward(Gigaflops counter) {
        kernel.run();
        counter.add(input.operations(causal));
    }
}
