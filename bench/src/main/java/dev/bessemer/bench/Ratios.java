package dev.bessemer.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Compares two pieces of work that take turns, so that whatever else the machine does meets both alike. To JMH it is a profiler: of each
 * iteration it reports the median speed of either and the median, over all turns, of the ratio of their speeds.
 */
public final class Ratios implements InternalProfiler {
    /** How long one side works before it is the other's turn, at least, in nanoseconds. */
    private static final long TURN = 20_000_000;

    private static final List<Turn> TURNS = Collections.synchronizedList(new ArrayList<>());

    /** The profiler; JMH makes it. */
    public Ratios() {}

    /** The speeds of both, in GFLOP/s. */
    private record Turn(double first, double second) {
        double ratio() {
            return first / second;
        }
    }

    /** Lets both work for a while each, and notes how fast they were. Who begins alternates. */
    static void turn(Contender first, Contender second) {
        if (TURNS.size() % 2 == 0) {
            double speed = speed(first);
            TURNS.add(new Turn(speed, speed(second)));
        } else {
            double speed = speed(second);
            TURNS.add(new Turn(speed(first), speed));
        }
    }

    private static double speed(Contender contender) {
        int runs = 0;
        long start = System.nanoTime();
        long passed = 0;
        while (passed < TURN) {
            contender.run();
            runs++;
            passed = System.nanoTime() - start;
        }
        return contender.operations() * runs / passed;
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        TURNS.clear();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        if (TURNS.isEmpty()) {
            return List.of();
        }
        return List.of(
                new ScalarResult("first", median(Turn::first), "GFLOP/s", AggregationPolicy.AVG),
                new ScalarResult("ratio", median(Turn::ratio), "first/second", AggregationPolicy.AVG),
                new ScalarResult("second", median(Turn::second), "GFLOP/s", AggregationPolicy.AVG));
    }

    private static double median(ToDoubleFunction<Turn> number) {
        double[] sorted = TURNS.stream().mapToDouble(number).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    @Override
    public String getDescription() {
        return "The ratio of the speeds of two pieces of work that take turns";
    }
}
