package dev.bessemer.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
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
 * iteration it reports the median speed of either, the median ratio of their speeds, and over all turns the ratio of the work they do in
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

    /** What both did. */
    private record Turn(Work first, Work second) {}

    /**
     * What one did.
     *
     * @param operations in floating point
     * @param wall the nanoseconds that passed
     * @param processor the nanoseconds of processor time, of all threads together; to some milliseconds only
     */
    private record Work(double operations, long wall, long processor) {
        /** In GFLOP/s. */
        double speed() {
            return operations / wall;
        }
    }

    /** Lets both work for a while each, and notes how fast they were. Who begins alternates. */
    static void turn(Contender first, Contender second) {
        if (TURNS.size() % 2 == 0) {
            Work work = work(first);
            TURNS.add(new Turn(work, work(second)));
        } else {
            Work work = work(second);
            TURNS.add(new Turn(work(first), work));
        }
    }

    private static Work work(Contender contender) {
        int runs = 0;
        long processor = SYSTEM.getProcessCpuTime();
        long start = System.nanoTime();
        long passed = 0;
        while (passed < TURN) {
            contender.run();
            runs++;
            passed = System.nanoTime() - start;
        }
        return new Work(contender.operations() * runs, passed, SYSTEM.getProcessCpuTime() - processor);
    }

    /**
     * What the turns so far found.
     *
     * @param first the first one's median speed, in GFLOP/s
     * @param second the second one's
     * @param ratio the median of the ratios of their speeds
     * @param ratioByCpuTime the ratio of the work they do in the same processor time
     * @param processors how many the second one had, of those there are
     */
    record Summary(double first, double second, double ratio, double ratioByCpuTime, double processors) {}

    /** Forgets the turns so far. */
    static void forget() {
        TURNS.clear();
    }

    /** Of at least one turn. */
    static Summary summary() {
        List<Work> seconds = TURNS.stream().map(Turn::second).toList();
        return new Summary(
                median(turn -> turn.first.speed()),
                median(turn -> turn.second.speed()),
                median(turn -> turn.first.speed() / turn.second.speed()),
                byProcessor(Turn::first) / byProcessor(Turn::second),
                (double) seconds.stream().mapToLong(Work::processor).sum()
                        / seconds.stream().mapToLong(Work::wall).sum());
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        forget();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        if (TURNS.isEmpty()) {
            return List.of();
        }
        Summary found = summary();
        return List.of(
                new ScalarResult("first", found.first, "GFLOP/s", AggregationPolicy.AVG),
                new ScalarResult("second", found.second, "GFLOP/s", AggregationPolicy.AVG),
                new ScalarResult("ratio", found.ratio, "", AggregationPolicy.AVG),
                new ScalarResult("ratioByCpuTime", found.ratioByCpuTime, "", AggregationPolicy.AVG));
    }

    /** Operations a nanosecond of processor time, over all turns. */
    private static double byProcessor(Function<Turn, Work> side) {
        List<Work> all = TURNS.stream().map(side).toList();
        return all.stream().mapToDouble(Work::operations).sum()
                / all.stream().mapToLong(Work::processor).sum();
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
