package dev.bessemer.bench;

import dev.bessemer.bench.report.Results;
import dev.bessemer.bench.report.Results.Gap;
import dev.bessemer.bench.report.Results.Machine;
import dev.bessemer.bench.report.Results.Measurement;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.openjdk.jmh.runner.RunnerException;

/** A selection of cases that run one after the other, with progress. */
final class Suite {
    private final List<Case> cases;
    private final PrintStream out;
    private final List<Measurement> measurements = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    Suite(List<Case> cases, PrintStream out) {
        this.cases = List.copyOf(cases);
        this.out = out;
    }

    /**
     * Runs everything; a case that fails is told and left out of the results.
     *
     * @param soFar takes the results after each case
     */
    Results run(String selection, Consumer<Results> soFar) throws IOException {
        Machine machine = MachineFacts.here();
        Path log = Files.createTempFile("bessemer-bench", ".log");
        log.toFile().deleteOnExit();
        try {
            long start = System.nanoTime();
            for (int i = 0; i < cases.size(); i++) {
                out.printf(
                        Locale.ROOT,
                        "[%d/%d, %s left] %s%n",
                        i + 1,
                        cases.size(),
                        left(i, System.nanoTime() - start),
                        cases.get(i).title());
                run(cases.get(i), new CaseRunner(log), log);
                soFar.accept(results(selection, machine));
            }
        } finally {
            Files.deleteIfExists(log);
        }
        return results(selection, machine);
    }

    private Results results(String selection, Machine machine) {
        return new Results(Results.FORMAT, selection, machine, List.copyOf(measurements), gaps());
    }

    /** The cases that failed, each with its reason. */
    List<String> failures() {
        return failures;
    }

    private void run(Case one, CaseRunner runner, Path log) throws IOException {
        try {
            List<Measurement> found = runner.run(one);
            measurements.addAll(found);
            found.forEach(this::tell);
        } catch (RunnerException e) {
            String reason = Files.readAllLines(log).stream()
                    .filter(line -> line.startsWith("java.lang.") || line.startsWith("Caused by: "))
                    .findFirst()
                    .orElse(String.valueOf(e.getMessage()));
            failures.add(one.title() + ": " + reason);
            out.println("    FAILED: " + reason);
        }
    }

    private void tell(Measurement m) {
        boolean isFirst =
                m.contender().equals(Candidates.BESSEMER) || m.subject().equals("limits");
        String ratio = m.ratio() == 0 || isFirst ? "" : String.format(Locale.ROOT, "   Bessemer / it: %.2f", m.ratio());
        out.printf(
                Locale.ROOT, "    %-20s %10.4g ± %-8.2g %s%s%n", m.contender(), m.value(), m.error(), m.unit(), ratio);
    }

    /** What is left, from what the cases so far took and those to come were thought to take. */
    private String left(int done, long nanoseconds) {
        double expected =
                cases.subList(0, done).stream().mapToDouble(Case::seconds).sum();
        double pace = done == 0 ? 1 : nanoseconds * 1e-9 / expected;
        double seconds = pace
                * cases.subList(done, cases.size()).stream()
                        .mapToDouble(Case::seconds)
                        .sum();
        return seconds < 60 ? Math.round(seconds) + " s" : Math.round(seconds / 60) + " min";
    }

    /** Who could not take part, once for all the cases with the same reason. */
    private List<Gap> gaps() {
        Map<List<String>, Set<String>> found = new LinkedHashMap<>();
        for (Case one : cases) {
            for (Candidate candidate : one.candidates()) {
                candidate
                        .gap()
                        .ifPresent(why -> found.computeIfAbsent(
                                        List.of(one.subject(), candidate.name(), why), key -> new LinkedHashSet<>())
                                .add(one.title()));
            }
        }
        Map<String, Long> sizes = cases.stream().collect(Collectors.groupingBy(Case::subject, Collectors.counting()));
        return found.entrySet().stream()
                .map(gap -> gap(gap.getKey(), gap.getValue(), sizes))
                .toList();
    }

    private static Gap gap(List<String> key, Set<String> titles, Map<String, Long> sizes) {
        String subject = key.getFirst();
        boolean all = titles.size() == sizes.getOrDefault(subject, 0L);
        return new Gap(subject, all ? "all" : String.join("; ", titles), key.get(1), key.get(2));
    }
}
