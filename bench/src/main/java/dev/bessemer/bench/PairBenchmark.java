package dev.bessemer.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Two pieces of work that are checked and then take turns in one JVM; {@link Ratios} reports how their speeds compare. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public abstract class PairBenchmark {
    @SuppressWarnings("NullAway.Init") // JMH runs the setup first
    private Contender first;

    @SuppressWarnings("NullAway.Init")
    private Contender second;

    /** The work whose speed the ratio is of. */
    abstract Contender first();

    /** The work whose speed is the ratio's unit. */
    abstract Contender second();

    /** Runs and checks both. */
    @Setup
    public void check() {
        first = checked(first());
        second = checked(second());
    }

    private static Contender checked(Contender contender) {
        contender.run();
        contender.check();
        return contender;
    }

    /** Ends both. */
    @TearDown
    public void end() {
        first.close();
        second.close();
    }

    /** A turn of each. */
    @Benchmark
    public void turn() {
        Ratios.turn(first, second);
    }
}
