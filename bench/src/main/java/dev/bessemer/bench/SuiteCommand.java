package dev.bessemer.bench;

import dev.bessemer.bench.report.HtmlReport;
import dev.bessemer.bench.report.ResultFile;
import dev.bessemer.bench.report.Results;
import dev.bessemer.bench.report.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * Runs a selection of cases and writes what it found: after each case to a file of its own, so that a run of hours that is stopped is not lost.
 *
 * @param subjects in the order in which they run
 * @param folder where the files go
 */
record SuiteCommand(List<String> subjects, boolean full, Path folder) {
    private static final String ALL = "all";
    private static final String PARTIAL = "results.partial.json";

    /** Whether a command line that begins with this word is one of these. */
    static boolean isMeant(String first) {
        return first.isEmpty() || first.startsWith("--") || first.equals(ALL) || Case.SUBJECTS.contains(first);
    }

    /**
     * The command of these words.
     *
     * @throws IllegalArgumentException if there is no such subject or option
     */
    static SuiteCommand parse(List<String> words) {
        SequencedSet<String> subjects = new LinkedHashSet<>();
        boolean full = false;
        Path folder = Path.of("reports", "bench");
        for (int i = 0; i < words.size(); i++) {
            switch (words.get(i)) {
                case "--full" -> full = true;
                case "--out" -> {
                    i++;
                    if (i == words.size() || words.get(i).isEmpty()) {
                        throw new IllegalArgumentException("--out takes a folder: --out FOLDER");
                    }
                    folder = Path.of(words.get(i));
                }
                case ALL -> subjects.addAll(Case.SUBJECTS);
                default -> subjects.add(subject(words.get(i)));
            }
        }
        return new SuiteCommand(subjects.isEmpty() ? Case.SUBJECTS : List.copyOf(subjects), full, folder);
    }

    private static String subject(String word) {
        if (Case.SUBJECTS.contains(word)) {
            return word;
        }
        throw new IllegalArgumentException(
                word.startsWith("-")
                        ? "there is no option " + word + "; there are --full and --out FOLDER"
                        : "there is no subject " + word + "; there are " + String.join(", ", Case.SUBJECTS) + ", or "
                                + ALL);
    }

    /** Runs it, and returns the exit status. */
    int run() throws IOException {
        Suite suite = new Suite(Case.of(subjects, full), System.out);
        Path partial = folder.resolve(PARTIAL);
        System.out.println("What is measured until somebody stops this stays in " + partial);
        Results results = suite.run(full ? "full" : "quick", found -> ResultFile.write(found, partial));
        Path json = folder.resolve("results.json");
        Path page = folder.resolve("report.html");
        ResultFile.write(results, json);
        TextFile.write(page, HtmlReport.of(results));
        Files.deleteIfExists(partial);
        System.out.println("Results: " + json + "   Report: " + page);
        results.gaps()
                .forEach(gap -> System.out.println("Not measured: " + gap.contender() + " in " + gap.subject() + " ("
                        + gap.cases() + "): " + gap.why()));
        suite.failures().forEach(failure -> System.out.println("FAILED: " + failure));
        return suite.failures().isEmpty() ? 0 : 1;
    }
}
