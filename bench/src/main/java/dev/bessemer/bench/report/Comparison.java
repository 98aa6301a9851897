package dev.bessemer.bench.report;

import dev.bessemer.bench.report.Results.Measurement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleBiFunction;

/**
 * Two runs of the benchmarks. Where contenders took turns, Bessemer is compared by its speed relative to the others', so that a busy machine does
 * not count; elsewhere by its time, corrected by what the others' speeds say of the machine. What counts as noise is found in the runs themselves:
 * from the measurements' errors, and from how much code that did not change seems to have changed.
 */
public final class Comparison {
    /** What may change between two JVMs by chance: the JIT compiler's choices, memory's layout. */
    private static final double LEAST_NOISE = 0.1;

    /** Standard deviations; of some twenty cases one is farther off in one of forty runs. */
    private static final double DEVIATIONS = 3.3;

    private static final double TOO_NOISY = Math.log(2);

    /** Turns a median of absolute deviations into a standard deviation of a normal distribution. */
    private static final double NORMAL = 1.4826;

    private final List<Line> lines;
    private final List<String> differences;

    private Comparison(List<Line> lines, List<String> differences) {
        this.lines = lines;
        this.differences = differences;
    }

    /**
     * One case.
     *
     * @param name of the case and contender
     * @param change the speed after to the speed before, corrected
     * @param noise the natural logarithm of the change that may be chance
     */
    public record Line(String name, double before, double after, String unit, double change, double noise) {
        /** Whether it got slower by more than chance. */
        public boolean isSlower() {
            return Math.log(change) < -noise;
        }

        /** Whether chance alone may have halved or doubled the speed, so that nothing can be told. */
        public boolean isTooNoisy() {
            return noise > TOO_NOISY;
        }

        /** Whether it got faster by more than chance. */
        public boolean isFaster() {
            return Math.log(change) > noise;
        }
    }

    /** Compares what both runs have. */
    public static Comparison of(Results before, Results after) {
        double spread = spread(before, after);
        double drift = drift(before, after);
        List<Line> lines = new ArrayList<>();
        for (Measurement old : before.measurements()) {
            if (isOurs(old)) {
                after.find(old, old.contender())
                        .ifPresent(now -> lines.add(line(old, now, before, after, spread, drift)));
            }
        }
        return new Comparison(lines, MachineDifference.between(before.machine(), after.machine()));
    }

    private static Line line(
            Measurement old, Measurement now, Results before, Results after, double spread, double drift) {
        String name = old.caseName() + (old.contender().equals("Bessemer") ? "" : ", " + old.contender());
        if (old.isCount()) {
            return new Line(name, old.value(), now.value(), old.unit(), speedup(old, now), 0);
        }
        List<Measurement> others = others(before, after, old);
        double change = others.isEmpty() ? speedup(old, now) / drift : relative(old, now, after, others);
        double errors = others.isEmpty() ? errors(old, now) : ratioErrors(old, now, after, others);
        double noise = Math.max(LEAST_NOISE, Math.hypot(DEVIATIONS * spread, errors));
        return new Line(name, old.value(), now.value(), old.unit(), change, noise);
    }

    private static boolean isOurs(Measurement m) {
        return m.contender().startsWith("Bessemer");
    }

    private static boolean isOther(Measurement m) {
        return !isOurs(m) && !m.isCount() && !m.subject().equals("limits");
    }

    private static double speedup(Measurement old, Measurement now) {
        return old.isSpeed() ? now.value() / old.value() : old.value() / now.value();
    }

    private static double errors(Measurement old, Measurement now) {
        return Math.hypot(old.error() / old.value(), now.error() / now.value());
    }

    /** Those that took turns with one of ours in both runs, by the same clock. */
    private static List<Measurement> others(Results before, Results after, Measurement ours) {
        return before.measurements().stream()
                .filter(m -> ours.ratio() > 0 && isOther(m) && m.ratio() > 0 && isSameCase(m, ours))
                .filter(m -> m.isGpuTime() == ours.isGpuTime())
                .filter(m -> after.find(m, m.contender()).isPresent())
                .toList();
    }

    /** How one of ours changed relative to others; the ratios are of Bessemer's speed to each of them, and to ours. */
    private static double relative(Measurement ours, Measurement oursNow, Results after, List<Measurement> others) {
        double own = oursNow.ratio() / ours.ratio();
        return median(pairs(after, others, (old, now) -> now.ratio() / old.ratio() / own));
    }

    private static double ratioErrors(Measurement ours, Measurement oursNow, Results after, List<Measurement> others) {
        double own = Math.hypot(relativeError(ours), relativeError(oursNow));
        return median(pairs(
                after, others, (old, now) -> Math.hypot(own, Math.hypot(relativeError(old), relativeError(now)))));
    }

    private static double relativeError(Measurement m) {
        return m.ratioError() / m.ratio();
    }

    private static double[] pairs(
            Results after, List<Measurement> some, ToDoubleBiFunction<Measurement, Measurement> number) {
        return some.stream()
                .flatMap(old -> after.find(old, old.contender()).map(now -> number.applyAsDouble(old, now)).stream())
                .mapToDouble(found -> found)
                .toArray();
    }

    private static boolean isSameCase(Measurement a, Measurement b) {
        return a.subject().equals(b.subject()) && a.parameters().equals(b.parameters());
    }

    /** How much faster the machine seems to have been the second time. */
    private static double drift(Results before, Results after) {
        double[] changes = changesOfOthers(after, before.measurements());
        return changes.length == 0 ? 1 : median(changes);
    }

    private static double[] changesOfOthers(Results after, List<Measurement> among) {
        return pairs(after, among.stream().filter(Comparison::isOther).toList(), Comparison::speedup);
    }

    /** The standard deviation, as a natural logarithm, of how code that did not change seems to have, between two contenders of a case. */
    private static double spread(Results before, Results after) {
        List<Double> deviations = new ArrayList<>();
        for (Measurement ours : before.measurements()) {
            if (ours.contender().equals("Bessemer")) {
                addDeviations(
                        deviations,
                        changesOfOthers(
                                after,
                                before.measurements().stream()
                                        .filter(m -> isSameCase(m, ours))
                                        .toList()));
            }
        }
        double[] all = deviations.stream().mapToDouble(Double::doubleValue).toArray();
        return all.length == 0 ? 0 : NORMAL * median(all);
    }

    private static void addDeviations(List<Double> deviations, double[] changes) {
        for (int i = 0; i < changes.length; i++) {
            for (int j = 0; j < i; j++) {
                deviations.add(Math.abs(Math.log(changes[i] / changes[j])));
            }
        }
    }

    private static double median(double[] numbers) {
        Arrays.sort(numbers);
        return (numbers[(numbers.length - 1) / 2] + numbers[numbers.length / 2]) / 2;
    }

    /** All that was compared. */
    public List<Line> lines() {
        return List.copyOf(lines);
    }

    /** What got slower by more than chance. */
    public List<Line> slower() {
        return lines.stream().filter(Line::isSlower).toList();
    }

    /** What got faster by more than chance. */
    public List<Line> faster() {
        return lines.stream().filter(Line::isFaster).toList();
    }

    /** Of what nothing can be told. */
    public List<Line> tooNoisy() {
        return lines.stream().filter(Line::isTooNoisy).toList();
    }

    /** A table and a summary. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT, "%-52s %10s %10s %-7s %8s %8s%n", "case", "before", "after", "", "change", "noise"));
        for (Line line : lines) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-52s %10s %10s %-7s %+7.1f%% %8s  %s%n",
                    line.name,
                    Numbers.text(line.before),
                    Numbers.text(line.after),
                    line.unit,
                    100 * (line.change - 1),
                    line.isTooNoisy() ? "> 100%" : String.format(Locale.ROOT, "%.1f%%", 100 * Math.expm1(line.noise)),
                    line.isSlower() ? "SLOWER" : line.isFaster() ? "faster" : ""));
        }
        text.append(String.format(
                Locale.ROOT,
                "%d cases: %d slower, %d faster, the others the same but for noise; in %d there was too much of it to tell.%n",
                lines.size(),
                slower().size(),
                faster().size(),
                tooNoisy().size()));
        differences.forEach(difference ->
                text.append("Not the code alone differs: ").append(difference).append(".\n"));
        return text.toString();
    }
}
