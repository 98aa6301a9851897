package dev.bessemer.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.bench.report.Results.Machine;
import dev.bessemer.bench.report.Results.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Comparisons of made-up runs, in which it is known what changed. */
class ComparisonTest {
    private static final List<String> OTHERS = List.of("one", "two", "three");
    private static final int CASES = 16;

    /** A run on a machine with a load of its own in every case, where code is off by some noise, and Bessemer slower by some factors. */
    static Results run(Random random, double noise, double... factors) {
        List<Measurement> all = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            double load = 0.5 + 0.5 * random.nextDouble();
            double ours = 100 * load * Math.exp(noise * random.nextGaussian()) * (i < factors.length ? factors[i] : 1);
            all.add(measurement(i, "Bessemer", ours, 1, load));
            for (String name : OTHERS) {
                double theirs = 150 * load * Math.exp(noise * random.nextGaussian());
                all.add(measurement(i, name, theirs, ours / theirs, load));
            }
        }
        Machine machine = new Machine("a chip", 2, 8, "an OS", "x", "a JDK", "abc", "now", "cpu", 0, Map.of());
        return new Results(Results.FORMAT, "quick", machine, all, List.of());
    }

    private static Measurement measurement(int i, String contender, double value, double ratio, double load) {
        Map<String, String> parameters = Map.of("length", Integer.toString(64 << i));
        return new Measurement(
                "attention", parameters, contender, value, 0.02 * load * value, "GFLOP/s", 1, 1, ratio, 0.02 * ratio);
    }

    @Test
    void sameCode_underVaryingLoad_isTheSame() {
        int alarms = 0;
        for (int seed = 0; seed < 1000; seed++) {
            Random random = new Random(seed);
            Comparison comparison = Comparison.of(run(random, 0.03), run(random, 0.03));
            assertEquals(CASES, comparison.lines().size());
            alarms += comparison.slower().isEmpty() ? 0 : 1;
        }
        assertTrue(alarms <= 50, alarms + " of 1000 comparisons of the same code found something slower");
    }

    @Test
    void sameCode_onANoisyMachine_isTheSameInNineOfTenRuns() {
        int alarms = 0;
        for (int seed = 0; seed < 1000; seed++) {
            Random random = new Random(seed);
            alarms +=
                    Comparison.of(run(random, 0.15), run(random, 0.15)).slower().isEmpty() ? 0 : 1;
        }
        assertTrue(alarms <= 100, alarms + " of 1000 comparisons of the same code found something slower");
    }

    @Test
    void quarterSlower_underVaryingLoad_isFoundAndNamed() {
        int found = 0;
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Comparison comparison = Comparison.of(run(random, 0.02), run(random, 0.02, 1, 0.75));
            List<String> names =
                    comparison.slower().stream().map(Comparison.Line::name).toList();
            found += names.equals(List.of("attention 128")) ? 1 : 0;
            assertTrue(comparison.text().contains(names.isEmpty() ? "0 slower" : "SLOWER"), comparison.text());
        }
        assertTrue(found >= 190, "found in " + found + " of 200");
    }

    @Test
    void third_faster_isFound() {
        Random random = new Random(7);
        Comparison comparison = Comparison.of(run(random, 0.02), run(random, 0.02, 1.4));
        assertTrue(comparison.lines().getFirst().isFaster(), comparison.text());
        assertEquals(List.of(), comparison.slower());
    }

    @Test
    void times_thatGrow_areSlower() {
        Results before = times(100);
        assertEquals(List.of(), Comparison.of(before, times(105)).slower());
        assertEquals(1, Comparison.of(before, times(150)).slower().size());
        assertTrue(Comparison.of(before, times(60)).lines().getFirst().isFaster());
    }

    @Test
    void times_withLargeErrors_tellNothing() {
        Comparison comparison = Comparison.of(times(100, 10), times(180, 160));
        assertEquals(List.of(), comparison.slower());
        assertTrue(comparison.lines().getFirst().isTooNoisy(), comparison.text());
        assertTrue(comparison.text().endsWith("in 1 there was too much of it to tell.\n"), comparison.text());
    }

    @Test
    void messages_oneMore_isSlowerWhateverTheMachineDid() {
        Results before = with(run(new Random(1), 0.15), messages(15));
        assertEquals(List.of(), slowerLaunches(Comparison.of(before, with(run(new Random(2), 0.15), messages(15)))));
        assertEquals(
                List.of("launch execute"),
                slowerLaunches(Comparison.of(before, with(run(new Random(2), 0.15), messages(16)))));
    }

    private static List<String> slowerLaunches(Comparison comparison) {
        return comparison.slower().stream()
                .map(Comparison.Line::name)
                .filter(name -> name.startsWith("launch"))
                .toList();
    }

    private static Results with(Results results, Measurement more) {
        List<Measurement> all = new ArrayList<>(results.measurements());
        all.add(more);
        return new Results(Results.FORMAT, "quick", results.machine(), all, List.of());
    }

    private static Measurement messages(double count) {
        return new Measurement("launch", Map.of("what", "execute"), "Bessemer", count, 0, "messages", 0, 0, 0, 0);
    }

    /** Another way of ours takes turns with the others, too: only it got slower, on a machine that was twice as fast before. */
    @Test
    void secondWay_slowerOnABusyMachine_isFoundByItsTurns() {
        Comparison same = Comparison.of(twoWays(1, 80), twoWays(0.5, 80));
        assertEquals(List.of(), same.slower(), same::text);
        Comparison comparison = Comparison.of(twoWays(1, 80), twoWays(0.5, 56));
        List<String> names =
                comparison.slower().stream().map(Comparison.Line::name).toList();
        assertEquals(List.of("attention 64, Bessemer on Matmul2D"), names, comparison::text);
        assertEquals(0.7, comparison.slower().getFirst().change(), 1e-9);
    }

    private static Results twoWays(double load, double second) {
        List<Measurement> all = new ArrayList<>();
        all.add(measurement(0, "Bessemer", 100 * load, 1, load));
        all.add(measurement(0, "Bessemer on Matmul2D", second * load, 100 / second, load));
        all.add(measurement(0, "one", 150 * load, 100 / 150.0, load));
        all.add(measurement(0, "two", 200 * load, 0.5, load));
        return new Results(Results.FORMAT, "quick", run(new Random(1), 0).machine(), all, List.of());
    }

    /** Other work came and went during the second run: what that does to the ratios of turns is in their errors. */
    @Test
    void disturbedRun_tellsNothingRatherThanSlower() {
        Random random = new Random(3);
        Results before = run(random, 0.03);
        List<Measurement> disturbed = new ArrayList<>();
        for (Measurement m : run(random, 0.03).measurements()) {
            double off = m.contender().equals("Bessemer") ? 1 : Math.exp(0.5 * Math.abs(random.nextGaussian()));
            disturbed.add(new Measurement(
                    m.subject(),
                    m.parameters(),
                    m.contender(),
                    m.value() * off,
                    m.value() * 0.6,
                    m.unit(),
                    1,
                    1,
                    m.ratio() / off,
                    m.ratio() * 0.8));
        }
        Comparison comparison =
                Comparison.of(before, new Results(Results.FORMAT, "quick", before.machine(), disturbed, List.of()));
        assertEquals(List.of(), comparison.slower(), comparison::text);
        assertEquals(CASES, comparison.tooNoisy().size(), comparison::text);
    }

    private static Results times(double value) {
        return times(value, 2);
    }

    private static Results times(double value, double error) {
        Measurement time =
                new Measurement("launch", Map.of("what", "execute"), "Bessemer", value, error, "us", 0, 0, 0, 0);
        Machine machine = new Machine("a chip", 2, 8, "an OS", "x", "a JDK", "abc", "now", "cpu", 0, Map.of());
        return new Results(Results.FORMAT, "quick", machine, List.of(time), List.of());
    }
}
