package dev.bessemer.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
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

/**
 * Contenders that all compute the same and take turns in one JVM; {@link Rounds} reports their speeds. Each is checked and warmed up, until the
 * JVM compiles next to nothing any more, before anything is timed.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", WarmUp.WAITING})
@Warmup(iterations = 1)
@Measurement(iterations = 7)
public abstract class RoundBenchmark {
    /** How long an iteration goes on, at least, in milliseconds. */
    @Param("600")
    public int iteration = 600;

    private final SequencedMap<String, Contender> contenders = new LinkedHashMap<>();

    /** Everyone who may take part, the subject of the comparison first. */
    abstract List<Candidate> candidates();

    /** The work of one run, in the speeds' unit times nanoseconds. */
    abstract double work();

    /** Makes, runs, checks and warms up everyone who can take part. */
    @Setup
    public void check() {
        for (Candidate candidate : candidates()) {
            if (candidate.gap().isEmpty()) {
                contenders.put(candidate.name(), checked(candidate));
            }
        }
        contenders.values().forEach(WarmUp::run);
    }

    private static Contender checked(Candidate candidate) {
        try {
            Contender contender = candidate.make().get();
            contender.run();
            contender.check();
            return contender;
        } catch (IllegalStateException e) {
            throw new IllegalStateException(candidate.name() + " computes a wrong result: " + e.getMessage(), e);
        }
    }

    /** Checks what was timed, and ends everyone. */
    @TearDown
    public void end() {
        contenders.values().forEach(Contender::check);
        contenders.values().forEach(Contender::close);
    }

    /** Rounds for as long as an iteration takes. */
    @Benchmark
    public void rounds() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(iteration);
        do {
            Rounds.round(contenders, work());
        } while (System.nanoTime() < end);
    }
}
