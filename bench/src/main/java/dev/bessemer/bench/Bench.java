package dev.bessemer.bench;

import dev.bessemer.bench.report.Comparison;
import dev.bessemer.bench.report.HtmlReport;
import dev.bessemer.bench.report.ResultFile;
import dev.bessemer.bench.report.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code ./bessemer bench}: benchmarks against what one would use instead, with a report; and single benchmarks by JMH's options. */
public final class Bench {
    private static final String USAGE = """
            ./bessemer bench [SUBJECT...] [--full] [--out FOLDER]
                benchmarks against other libraries; subjects: attention gemm bandwidth compile launch, or all.
                Five minutes; --full takes hours. Writes results.json and report.html to the folder, reports/bench if none is named.
            ./bessemer bench report RESULTS.json REPORT.html
                makes the page again
            ./bessemer bench picture RESULTS.json PICTURE.svg
                makes one picture: attention, gemm and bandwidth, a case each
            ./bessemer bench compare BEFORE.json AFTER.json
                says what got slower; ends with status 1 if anything did
            ./bessemer bench guard
                the ratios that ./bessemer test compares, as JSON
            ./bessemer bench PATTERN [JMH's options]
                single benchmarks whose name matches, as bench/README.md lists them; -h lists the options, -l the benchmarks
            """;

    /** What a picture shows, where the results have it. */
    static final List<String> PICTURED = List.of("attention", "gemm", "bandwidth");

    private static final String ALL = "all";

    private Bench() {}

    /** Runs the command of these arguments. */
    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(arguments);
        try {
            int status = run(words);
            if (status != 0) {
                System.exit(status);
            }
        } catch (IllegalArgumentException e) {
            System.err.println("bessemer bench: " + e.getMessage());
            System.exit(2);
        }
    }

    private static int run(List<String> words) throws Exception {
        String first = words.isEmpty() ? "" : words.getFirst();
        switch (first) {
            case "help", "--help" -> System.out.print(USAGE);
            case "compare" -> {
                return compare(operands(words, "BEFORE.json", "AFTER.json"));
            }
            case "guard" -> {
                return guard(words);
            }
            case "report" -> report(operands(words, "RESULTS.json", "REPORT.html"));
            case "picture" -> picture(operands(words, "RESULTS.json", "PICTURE.svg"));
            default -> {
                return isSuite(first) ? suite(words) : jmh(words);
            }
        }
        return 0;
    }

    private static boolean isSuite(String first) {
        return first.isEmpty()
                || first.equals("--full")
                || first.equals("--out")
                || first.equals(ALL)
                || Case.SUBJECTS.contains(first);
    }

    private static List<Path> operands(List<String> words, String first, String second) {
        if (words.size() != 3) {
            throw new IllegalArgumentException(words.getFirst() + " takes two files: ./bessemer bench "
                    + words.getFirst() + " " + first + " " + second);
        }
        return List.of(Path.of(words.get(1)), Path.of(words.get(2)));
    }

    private static int compare(List<Path> files) throws IOException {
        Comparison comparison = Comparison.of(ResultFile.read(files.get(0)), ResultFile.read(files.get(1)));
        System.out.print(comparison.text());
        return comparison.slower().isEmpty() ? 0 : 1;
    }

    private static void report(List<Path> files) throws IOException {
        Files.writeString(files.get(1), HtmlReport.of(ResultFile.read(files.get(0))));
    }

    private static void picture(List<Path> files) throws IOException {
        Files.writeString(files.get(1), HtmlReport.picture(ResultFile.read(files.get(0)), PICTURED));
    }

    private static int guard(List<String> words) throws IOException, InterruptedException {
        if (!Environment.isSet()) {
            return Environment.again(words, List.of(WarmUp.WAITING));
        }
        Guard.main(new String[0]);
        return 0;
    }

    private static int jmh(List<String> words) throws Exception {
        List<String> all = new ArrayList<>(List.of("-prof", Ratios.class.getName()));
        all.addAll(words);
        org.openjdk.jmh.Main.main(all.toArray(String[]::new));
        return 0;
    }

    private static int suite(List<String> words) throws IOException, InterruptedException {
        List<String> subjects = new ArrayList<>();
        boolean full = false;
        Path folder = Path.of("reports", "bench");
        for (int i = 0; i < words.size(); i++) {
            switch (words.get(i)) {
                case "--full" -> full = true;
                case "--out" -> {
                    i++;
                    if (i == words.size()) {
                        throw new IllegalArgumentException("--out takes a folder");
                    }
                    folder = Path.of(words.get(i));
                }
                default -> subjects.add(words.get(i));
            }
        }
        List<Case> cases = Case.of(subjects.isEmpty() || subjects.contains(ALL) ? Case.SUBJECTS : subjects, full);
        return Environment.isSet() ? suite(cases, full, folder) : Environment.again(words, List.of());
    }

    private static int suite(List<Case> cases, boolean full, Path folder) throws IOException {
        Suite suite = new Suite(cases, System.out);
        Results results = suite.run(full ? "full" : "quick");
        Path json = folder.resolve("results.json");
        Path page = folder.resolve("report.html");
        ResultFile.write(results, json);
        Files.writeString(page, HtmlReport.of(results));
        System.out.println("Results: " + json + "   Report: " + page);
        results.gaps()
                .forEach(gap -> System.out.println("Not measured: " + gap.contender() + " in " + gap.subject() + " ("
                        + gap.cases() + "): " + gap.why()));
        suite.failures().forEach(failure -> System.out.println("FAILED: " + failure));
        return suite.failures().isEmpty() ? 0 : 1;
    }
}
