package dev.bessemer.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
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
 * iteration it reports the median speed of either and, as medians over all turns, the ratio of their speeds and that of the work they do in
 * the same processor time. The second ratio is the steadier one on a busy machine, but does not see threads that wait for each other.
 */
public final class Ratios implements InternalProfiler {
    /** How long one side works before it is the other's turn, at least, in nanoseconds. */
    private static final long TURN = 20_000_000;

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final List<Turn> TURNS = Collections.synchronizedList(new ArrayList<>());

    /** The profiler; JMH makes it. */
    public Ratios() {}

    /** How fast both were. */
    private record Turn(Speed first, Speed second) {}

    /**
     * How fast one was.
     *
     * @param wall in GFLOP/s
     * @param processor in billions of operations a second of processor time, that of all threads together
     */
    private record Speed(double wall, double processor) {}

    /** Lets both work for a while each, and notes how fast they were. Who begins alternates. */
    static void turn(Contender first, Contender second) {
        if (TURNS.size() % 2 == 0) {
            Speed speed = speed(first);
            TURNS.add(new Turn(speed, speed(second)));
        } else {
            Speed speed = speed(second);
            TURNS.add(new Turn(speed(first), speed));
        }
    }

    private static Speed speed(Contender contender) {
        int runs = 0;
        long processor = SYSTEM.getProcessCpuTime();
        long start = System.nanoTime();
        long passed = 0;
        while (passed < TURN) {
            contender.run();
            runs++;
            passed = System.nanoTime() - start;
        }
        double operations = contender.operations() * runs;
        return new Speed(operations / passed, operations / (SYSTEM.getProcessCpuTime() - processor));
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
                new ScalarResult("first", median(turn -> turn.first.wall), "GFLOP/s", AggregationPolicy.AVG),
                new ScalarResult("second", median(turn -> turn.second.wall), "GFLOP/s", AggregationPolicy.AVG),
                new ScalarResult(
                        "ratio", median(turn -> turn.first.wall / turn.second.wall), "", AggregationPolicy.AVG),
                new ScalarResult(
                        "ratioByCpuTime",
                        median(turn -> turn.first.processor / turn.second.processor),
                        "",
                        AggregationPolicy.AVG));
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
