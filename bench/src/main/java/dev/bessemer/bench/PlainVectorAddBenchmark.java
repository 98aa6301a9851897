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

/** The sum of two arrays of 2^24 floats as plain Java loops, on one thread or on all processors; checked before it is timed. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class PlainVectorAddBenchmark {
    private static final int SIZE = 1 << 24;
    private static final int PIECE = 1 << 18;

    /** How many threads share the work; 0 means one a processor. */
    @Param({"1", "0"})
    public int threads;

    private final float[] a = new float[SIZE];
    private final float[] b = new float[SIZE];
    private final float[] sum = new float[SIZE];
    private Team team = new Team(1);

    /** Runs it once and checks the result. */
    @Setup
    public void check() {
        team.close();
        team = new Team(threads == 0 ? Runtime.getRuntime().availableProcessors() : threads);
        for (int i = 0; i < SIZE; i++) {
            a[i] = i;
            b[i] = 1 - 2f * i;
        }
        team.run(SIZE / PIECE, this::add);
        for (int i = 0; i < SIZE; i++) {
            if (sum[i] != a[i] + b[i]) {
                throw new IllegalStateException("element " + i + " is " + sum[i]);
            }
        }
    }

    /** Ends the threads. */
    @TearDown
    public void end() {
        team.close();
    }

    /** One sum. */
    @Benchmark
    public float[] add(Gigaflops counter) {
        team.run(SIZE / PIECE, this::add);
        counter.add(SIZE);
        return sum;
    }

    private void add(int piece) {
        for (int i = piece * PIECE; i < (piece + 1) * PIECE; i++) {
            sum[i] = a[i] + b[i];
        }
    }
}
