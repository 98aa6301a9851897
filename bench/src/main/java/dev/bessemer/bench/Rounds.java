package dev.bessemer.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Compares any number of contenders that take turns in one JVM, as {@link Ratios} does two. Of each iteration it reports every contender's
 * median speed, and the median, over all rounds, of the first one's speed to its own.
 */
public final class Rounds implements InternalProfiler {
    /** What a result of a contender's speed begins with; its name follows. */
    public static final String SPEED = "speed-";

    /** What a result of the first contender's speed to another's begins with. */
    public static final String RATIO = "ratio-";

    /** How long one works before it is another's turn, at least, in nanoseconds. */
    private static final long TURN = 20_000_000;

    private static final List<double[]> ROUNDS = Collections.synchronizedList(new ArrayList<>());
    private static final List<String> NAMES = Collections.synchronizedList(new ArrayList<>());

    /** The profiler; JMH makes it. */
    public Rounds() {}

    /**
     * Lets everyone work for a while, and notes how fast they were. Who begins changes from round to round.
     *
     * @param work of one run, in whatever unit the speeds are to be in, times nanoseconds
     */
    static void round(SequencedMap<String, Contender> contenders, double work) {
        if (ROUNDS.isEmpty()) {
            NAMES.clear();
            NAMES.addAll(contenders.keySet());
        }
        List<Contender> all = List.copyOf(contenders.values());
        double[] speeds = new double[all.size()];
        int begins = ROUNDS.size();
        for (int i = 0; i < speeds.length; i++) {
            int turn = (i + begins) % speeds.length;
            speeds[turn] = work * runsPerNanosecond(all.get(turn));
        }
        ROUNDS.add(speeds);
    }

    private static double runsPerNanosecond(Contender contender) {
        long start = System.nanoTime();
        long passed = 0;
        int runs = 0;
        while (passed < TURN) {
            contender.run();
            runs++;
            passed = System.nanoTime() - start;
        }
        return (double) runs / passed;
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        ROUNDS.clear();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        List<Result<?>> results = new ArrayList<>();
        summary().forEach((name, value) -> results.add(new ScalarResult(name, value, "", AggregationPolicy.AVG)));
        return results;
    }

    private static Map<String, Double> summary() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        for (int i = 0; i < (ROUNDS.isEmpty() ? 0 : NAMES.size()); i++) {
            int contender = i;
            numbers.put(
                    SPEED + NAMES.get(i),
                    median(ROUNDS.stream()
                            .mapToDouble(speeds -> speeds[contender])
                            .toArray()));
            numbers.put(
                    RATIO + NAMES.get(i),
                    median(ROUNDS.stream()
                            .mapToDouble(speeds -> speeds[0] / speeds[contender])
                            .toArray()));
        }
        return numbers;
    }

    private static double median(double[] numbers) {
        Arrays.sort(numbers);
        return (numbers[(numbers.length - 1) / 2] + numbers[numbers.length / 2]) / 2;
    }

    @Override
    public String getDescription() {
        return "The speeds of contenders that take turns";
    }
}
