package dev.bessemer.bench.report;

import dev.bessemer.bench.report.Results.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Runs of the same code on the same machine, each compared with each, both ways: what a comparison finds slower then is a false alarm. Comparisons
 * that share a run do not say independent things: many runs say more than many comparisons.
 */
public final class Repeats {
    /** Of the comparisons, how many may find something slower. */
    private static final double TOLERATED = 0.1;

    private final List<Pair> pairs;

    private Repeats(List<Pair> pairs) {
        this.pairs = pairs;
    }

    /** Two runs, by their places among all. */
    private record Pair(int before, int after, Comparison comparison) {
        boolean isAlarm() {
            return !comparison.slower().isEmpty();
        }
    }

    /**
     * Compares runs.
     *
     * @throws IllegalArgumentException if they are not of the same code on the same machine
     */
    public static Repeats of(List<Results> runs) {
        List<Pair> pairs = new ArrayList<>();
        for (int before = 0; before < runs.size(); before++) {
            checkSame(runs.getFirst().machine(), runs.get(before).machine());
            for (int after = 0; after < runs.size(); after++) {
                if (after != before) {
                    pairs.add(new Pair(before, after, Comparison.of(runs.get(before), runs.get(after))));
                }
            }
        }
        return new Repeats(pairs);
    }

    private static void checkSame(Machine one, Machine other) {
        if (!one.commit().equals(other.commit())) {
            throw new IllegalArgumentException("these are runs of different code, " + one.commit() + " and "
                    + other.commit() + ": ./bessemer bench compare says what that changed");
        }
        List<String> differences = MachineDifference.between(one, other);
        if (!differences.isEmpty()) {
            throw new IllegalArgumentException(
                    "these are runs of different machines: " + String.join("; ", differences));
        }
    }

    /** How many comparisons there were. */
    public int comparisons() {
        return pairs.size();
    }

    /** How many found something slower, where nothing was. */
    public int alarms() {
        return (int) pairs.stream().filter(Pair::isAlarm).count();
    }

    /** Whether no more than one comparison in ten found something slower. */
    public boolean areTheSame() {
        return alarms() <= TOLERATED * comparisons();
    }

    /**
     * A line for each comparison, and the count.
     *
     * @param names of the runs
     */
    public String text(List<String> names) {
        StringBuilder text = new StringBuilder();
        for (Pair pair : pairs) {
            Comparison comparison = pair.comparison;
            text.append(String.format(
                    Locale.ROOT,
                    "%s, %s: %d cases, %d slower, %d faster, %d with too much noise%s%n",
                    names.get(pair.before),
                    names.get(pair.after),
                    comparison.lines().size(),
                    comparison.slower().size(),
                    comparison.faster().size(),
                    comparison.tooNoisy().size(),
                    pair.isAlarm() ? "   SLOWER: " + names(comparison) : ""));
        }
        long all =
                pairs.stream().mapToLong(pair -> pair.comparison.lines().size()).sum();
        long noisy = pairs.stream()
                .mapToLong(pair -> pair.comparison.tooNoisy().size())
                .sum();
        return text.append(String.format(
                        Locale.ROOT,
                        "%d of %d comparisons of the same code found something slower; at most one in ten may. Of %d cases, %d had too much noise to tell.%n",
                        alarms(),
                        comparisons(),
                        all,
                        noisy))
                .toString();
    }

    private static String names(Comparison comparison) {
        return comparison.slower().stream()
                .map(line -> line.name() + String.format(Locale.ROOT, " %+.0f%%", 100 * (line.change() - 1)))
                .collect(Collectors.joining("; "));
    }
}
