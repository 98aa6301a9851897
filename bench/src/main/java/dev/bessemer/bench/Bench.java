package dev.bessemer.bench;

import dev.bessemer.bench.report.Comparison;
import dev.bessemer.bench.report.HtmlReport;
import dev.bessemer.bench.report.Repeats;
import dev.bessemer.bench.report.ResultFile;
import dev.bessemer.bench.report.TextFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/** {@code ./bessemer bench}: benchmarks against what one would use instead, with a report; and single benchmarks by JMH's options. */
public final class Bench {
    private static final String USAGE = """
            ./bessemer bench [SUBJECT...] [--full] [--out FOLDER]
                benchmarks against other libraries; subjects: attention gemm bandwidth compile launch, or all.
                About six minutes; --full takes hours. Writes results.json and report.html to the folder, reports/bench if none is named.
            ./bessemer bench report RESULTS.json REPORT.html
                makes the page again
            ./bessemer bench picture RESULTS.json PICTURE.svg
                makes one picture: attention, gemm and bandwidth, a case each
            ./bessemer bench compare BEFORE.json AFTER.json
                says what got slower; ends with status 1 if anything did
            ./bessemer bench repeats RESULTS.json RESULTS.json...
                compares runs of the same code, each with each; ends with status 1 if more than one comparison in ten finds something slower
            ./bessemer bench guard
                the ratios that ./bessemer test compares, as JSON
            ./bessemer bench PATTERN [JMH's options]
                single benchmarks whose name matches, as bench/README.md lists them; -h lists the options, -l the benchmarks
            """;

    /** What a picture shows, where the results have it. */
    static final List<String> PICTURED = List.of("attention", "gemm", "bandwidth");

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

    /** Runs a command and returns its exit status; what a user got wrong is an {@link IllegalArgumentException} that says so. */
    static int run(List<String> words) throws Exception {
        String first = words.isEmpty() ? "" : words.getFirst();
        switch (first) {
            case "help", "--help" -> System.out.print(USAGE);
            case "compare" -> {
                return compare(operands(words, "BEFORE.json", "AFTER.json"));
            }
            case "repeats" -> {
                return repeats(words.subList(1, words.size()));
            }
            case "guard" -> {
                return guard(words);
            }
            case "report" -> report(operands(words, "RESULTS.json", "REPORT.html"));
            case "picture" -> picture(operands(words, "RESULTS.json", "PICTURE.svg"));
            default -> {
                return SuiteCommand.isMeant(first) ? suite(words) : jmh(words);
            }
        }
        return 0;
    }

    private static List<Path> operands(List<String> words, String first, String second) {
        if (words.size() != 3) {
            throw new IllegalArgumentException(words.getFirst() + " takes two files: ./bessemer bench "
                    + words.getFirst() + " " + first + " " + second);
        }
        return List.of(Path.of(words.get(1)), Path.of(words.get(2)));
    }

    private static int compare(List<Path> files) {
        Comparison comparison = Comparison.of(ResultFile.read(files.get(0)), ResultFile.read(files.get(1)));
        System.out.print(comparison.text());
        return comparison.slower().isEmpty() ? 0 : 1;
    }

    private static int repeats(List<String> files) {
        if (files.size() < 2) {
            throw new IllegalArgumentException(
                    "repeats takes two files or more, of the same code: ./bessemer bench repeats 1.json 2.json 3.json");
        }
        Repeats repeats = Repeats.of(
                files.stream().map(file -> ResultFile.read(Path.of(file))).toList());
        System.out.print(repeats.text(files));
        return repeats.areTheSame() ? 0 : 1;
    }

    private static void report(List<Path> files) {
        TextFile.write(files.get(1), HtmlReport.of(ResultFile.read(files.get(0))));
    }

    private static void picture(List<Path> files) {
        TextFile.write(files.get(1), HtmlReport.picture(ResultFile.read(files.get(0)), PICTURED));
    }

    private static int guard(List<String> words) throws IOException, InterruptedException {
        if (words.size() > 1) {
            throw new IllegalArgumentException("guard takes nothing, not " + words.get(1));
        }
        if (!Environment.isSet()) {
            return Environment.again(words, List.of(WarmUp.WAITING));
        }
        Guard.main(new String[0]);
        return 0;
    }

    private static int jmh(List<String> words) throws Exception {
        String pattern = words.getFirst();
        if (!pattern.startsWith("-") && !isBenchmark(pattern)) {
            throw new IllegalArgumentException("there is no command, subject or benchmark " + pattern
                    + "; ./bessemer bench help lists the commands and subjects, ./bessemer bench -l the benchmarks");
        }
        List<String> all = new ArrayList<>(List.of("-prof", Ratios.class.getName()));
        all.addAll(words);
        org.openjdk.jmh.Main.main(all.toArray(String[]::new));
        return 0;
    }

    /** Whether a pattern, as JMH reads it, matches one. */
    private static boolean isBenchmark(String pattern) {
        OutputFormat silent = OutputFormatFactory.createFormatInstance(
                new PrintStream(OutputStream.nullOutputStream()), VerboseMode.SILENT);
        return !BenchmarkList.defaultList()
                .find(silent, List.of(pattern), List.of())
                .isEmpty();
    }

    private static int suite(List<String> words) throws IOException, InterruptedException {
        SuiteCommand command = SuiteCommand.parse(words);
        TextFile.checkFolder(command.folder());
        return Environment.isSet() ? command.run() : Environment.again(words, List.of());
    }
}
