package dev.bessemer.simulator;

import dev.bessemer.simulator.lint.Finding;
import dev.bessemer.simulator.lint.LintContext;
import dev.bessemer.simulator.lint.Lints;
import dev.bessemer.simulator.source.CheckRewriter;
import dev.bessemer.simulator.source.RewrittenText;
import dev.bessemer.simulator.source.SourceMap;
import dev.bessemer.simulator.syntax.SyntaxNode;
import dev.bessemer.simulator.syntax.SyntaxTree;
import dev.bessemer.simulator.toolchain.Fingerprint;
import dev.bessemer.simulator.toolchain.SimulatorCache;
import dev.bessemer.simulator.toolchain.Subprocess;
import dev.bessemer.simulator.toolchain.Toolchain;
import dev.bessemer.simulator.toolchain.ToolchainException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks Metal source: clang's complaints, with Metal's address spaces as types of their own, and the lints'. */
public final class MslChecker {
    private static final List<String> WITH_TREE = List.of("-fsyntax-only", "-Xclang", "-ast-dump");

    /** What clang takes for the name of the rewritten text, wherever that is. */
    private static final String CHECKED = "check.cpp";

    private static final String LINE_1 = "#line 1 \"" + CHECKED + "\"\n";

    private static final Pattern NO_COMMON_TYPE = Pattern.compile(
            Pattern.quote(CHECKED)
                    + ":(?<line>\\d+):(?<column>\\d+): error: incompatible operand types \\(.*\\b(vec<|packed_vec<|bfloat\\b).*");

    private final Toolchain toolchain;

    MslChecker(Toolchain toolchain) {
        this.toolchain = toolchain;
    }

    /**
     * Checks a file.
     *
     * @throws ToolchainException where there is no compiler for this machine
     */
    public static MslReport check(MslSource source, MslOptions options) {
        return new MslChecker(Toolchain.get()).run(source, options);
    }

    private MslReport run(MslSource source, MslOptions options) {
        try {
            Path scratch = Files.createTempDirectory("bessemer-msl-");
            try {
                return check(FrontEnd.read(toolchain, source, options, scratch), options);
            } finally {
                SimulatorCache.deleteTree(scratch);
            }
        } catch (IOException e) {
            throw new ToolchainException("cannot check " + source.name() + ": " + e.getMessage(), e);
        }
    }

    /** Checks what a front end has read. */
    MslReport check(FrontEnd front, MslOptions options) throws IOException {
        if (!front.diagnostics().isEmpty()
                && front.diagnostics().stream().anyMatch(said -> said.severity() == MslDiagnostic.Severity.ERROR)) {
            return new MslReport(front.diagnostics(), List.of());
        }
        ClangPass pass = ClangPass.check(toolchain, options.version(), front.usesTensors());
        Set<Integer> questions = new TreeSet<>();
        RewrittenText rewritten;
        Subprocess.Result result;
        do {
            rewritten = CheckRewriter.rewrite(front.text(), front.outline(), questions);
            result = compile(pass, front, LINE_1 + rewritten.text());
        } while (questions.addAll(betweenAddressSpaces(result, rewritten)));
        return report(front, options, rewritten, result);
    }

    private static MslReport report(
            FrontEnd front, MslOptions options, RewrittenText rewritten, Subprocess.Result result) {
        List<MslDiagnostic> said = new ClangDiagnostics(place -> origin(place, rewritten, front)).read(result);
        SyntaxNode tree = SyntaxTree.parse(result.output());
        LintContext context = new LintContext(
                front.text(), front.outline(), rewritten, CHECKED, tree, options.version(), front::original);
        List<MslDiagnostic> all = new ArrayList<>(front.diagnostics());
        all.addAll(said);
        Lints.check(context).forEach(finding -> all.add(diagnostic(finding)));
        return new MslReport(sorted(all), result.succeeded() ? KernelReader.read(front.outline(), tree) : List.of());
    }

    /** The tokens of the question marks at which clang complains that vectors or bfloats in different address spaces have no common type. */
    private static Set<Integer> betweenAddressSpaces(Subprocess.Result result, RewrittenText rewritten) {
        Set<Integer> questions = new TreeSet<>();
        result.errors()
                .lines()
                .map(NO_COMMON_TYPE::matcher)
                .filter(Matcher::matches)
                .forEach(said -> rewritten
                        .map()
                        .token(Integer.parseInt(said.group("line")), Integer.parseInt(said.group("column")))
                        .ifPresent(questions::add));
        return questions;
    }

    /** What clang says about a text; what it said before is taken from the cache. */
    private Subprocess.Result compile(ClangPass pass, FrontEnd front, String text) throws IOException {
        String key = Fingerprint.of(pass.identity() + "\n" + text);
        Path said = toolchain.cache().entry("check-" + key + ".gz", path -> {
            Path file = Files.writeString(path.resolveSibling(CHECKED), text);
            CheckResult.write(pass.compile(file, front.libraryHeaders(), WITH_TREE), path);
        });
        return CheckResult.read(said);
    }

    private static Optional<SourceMap.Place> origin(SourceMap.Place said, RewrittenText rewritten, FrontEnd front) {
        if (!said.file().equals(CHECKED)) {
            return Optional.empty();
        }
        return rewritten
                .map()
                .token(said.line(), said.column())
                .map(token ->
                        SourceMap.origin(front.text(), front.text().tokens().get(token), front::original))
                .or(() -> rewritten.map().line(said.line()));
    }

    private static MslDiagnostic diagnostic(Finding finding) {
        return new MslDiagnostic(
                MslDiagnostic.Severity.ERROR,
                finding.place().file(),
                finding.place().line(),
                finding.place().column(),
                finding.message(),
                finding.remedy());
    }

    private static List<MslDiagnostic> sorted(List<MslDiagnostic> all) {
        Set<MslDiagnostic> once = new LinkedHashSet<>(all);
        return once.stream()
                .sorted(Comparator.comparing(MslDiagnostic::file)
                        .thenComparingInt(MslDiagnostic::line)
                        .thenComparingInt(MslDiagnostic::column))
                .toList();
    }
}
