package dev.bessemer.bench;

import dev.bessemer.bench.report.Results;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
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

    private static final List<Turn[]> ROUNDS = Collections.synchronizedList(new ArrayList<>());
    private static final List<String> NAMES = Collections.synchronizedList(new ArrayList<>());

    /** The profiler; JMH makes it. */
    public Rounds() {}

    /**
     * How fast one was.
     *
     * @param speed by the time that passed
     * @param gpuSpeed by the time that the GPU took; 0 where there is none
     */
    private record Turn(double speed, double gpuSpeed) {}

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
        Turn[] turns = new Turn[all.size()];
        int begins = ROUNDS.size();
        for (int i = 0; i < turns.length; i++) {
            int turn = (i + begins) % turns.length;
            turns[turn] = turn(all.get(turn), work);
        }
        ROUNDS.add(turns);
    }

    private static Turn turn(Contender contender, double work) {
        long start = System.nanoTime();
        long passed = 0;
        double gpu = 0;
        int runs = 0;
        while (passed < TURN) {
            contender.run();
            gpu += contender.gpuNanoseconds();
            runs++;
            passed = System.nanoTime() - start;
        }
        return new Turn(work * runs / passed, gpu == 0 ? 0 : work * runs / gpu);
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        forget();
    }

    /** Forgets the rounds so far. */
    static void forget() {
        ROUNDS.clear();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        List<Result<?>> results = new ArrayList<>();
        summary().forEach((name, value) -> results.add(new ScalarResult(name, value, "", AggregationPolicy.AVG)));
        return results;
    }

    /** The medians since the iteration began, by the names of their results. */
    static Map<String, Double> summary() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        if (!ROUNDS.isEmpty()) {
            addMedians(numbers, "", Turn::speed);
            addMedians(numbers, Results.GPU_TIME, Turn::gpuSpeed);
        }
        return numbers;
    }

    /** Of those who have such a speed, each with the ratio of the first of them to it. */
    private static void addMedians(Map<String, Double> numbers, String suffix, ToDoubleFunction<Turn> speed) {
        int first = -1;
        for (int i = 0; i < NAMES.size(); i++) {
            int contender = i;
            double median = median(turns -> speed.applyAsDouble(turns[contender]));
            if (median > 0) {
                first = first < 0 ? i : first;
                int leader = first;
                String name = NAMES.get(i) + suffix;
                numbers.put(SPEED + name, median);
                numbers.put(
                        RATIO + name,
                        median(turns -> speed.applyAsDouble(turns[leader]) / speed.applyAsDouble(turns[contender])));
            }
        }
    }

    private static double median(ToDoubleFunction<Turn[]> number) {
        double[] sorted = ROUNDS.stream().mapToDouble(number).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    @Override
    public String getDescription() {
        return "The speeds of contenders that take turns";
    }
}
