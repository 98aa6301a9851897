package dev.bessemer.simulator;

import dev.bessemer.simulator.lint.MetalNames;
import dev.bessemer.simulator.source.SourceMap;
import dev.bessemer.simulator.toolchain.Subprocess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads clang's diagnostics. One in the Metal library is moved to the first note that leads into the file, as a rule where a template is
 * used; other notes are dropped.
 */
final class ClangDiagnostics {
    private static final Pattern LINE = Pattern.compile(
            "(?<file>[^:]+):(?<line>\\d+):(?<column>\\d+): (?<kind>fatal error|error|warning|note): (?<message>.*)");
    private static final Pattern WITHOUT_PLACE =
            Pattern.compile("(?:clang: |ld\\.lld: )?(?:fatal )?error: (?<message>.*)");

    private final Function<SourceMap.Place, Optional<SourceMap.Place>> origins;
    private final List<MslDiagnostic> found = new ArrayList<>();
    private final List<MslDiagnostic> strays = new ArrayList<>();
    private @Nullable MslDiagnostic homeless;

    /** A reader that knows where clang's places come from; empty for a place that nobody wrote. */
    ClangDiagnostics(Function<SourceMap.Place, Optional<SourceMap.Place>> origins) {
        this.origins = origins;
    }

    /** The diagnostics of one run; a failed run has at least one. */
    List<MslDiagnostic> read(Subprocess.Result result) {
        result.errors().lines().forEach(this::readLine);
        settle();
        if (!hasError()) {
            found.addAll(strays);
        }
        if (!result.succeeded() && !hasError()) {
            found.add(new MslDiagnostic(
                    MslDiagnostic.Severity.ERROR,
                    "clang",
                    0,
                    0,
                    "ended with status " + result.status() + ": " + result.errors(),
                    ""));
        }
        return found;
    }

    private boolean hasError() {
        return found.stream().anyMatch(diagnostic -> diagnostic.severity() == MslDiagnostic.Severity.ERROR);
    }

    private void readLine(String line) {
        Matcher matcher = LINE.matcher(line);
        if (matcher.matches()) {
            SourceMap.Place said = new SourceMap.Place(
                    matcher.group("file"),
                    Integer.parseInt(matcher.group("line")),
                    Integer.parseInt(matcher.group("column")));
            take(said, matcher.group("kind"), MetalNames.readable(matcher.group("message")));
        } else {
            Matcher bare = WITHOUT_PLACE.matcher(line);
            if (bare.matches() && !bare.group("message").startsWith("linker command failed")) {
                settle();
                found.add(new MslDiagnostic(MslDiagnostic.Severity.ERROR, "clang", 0, 0, bare.group("message"), ""));
            }
        }
    }

    private void take(SourceMap.Place said, String kind, String message) {
        Optional<SourceMap.Place> place = origins.apply(said);
        if (kind.equals("note")) {
            place.ifPresent(this::moveIn);
            return;
        }
        settle();
        MslDiagnostic.Severity severity =
                kind.equals("warning") ? MslDiagnostic.Severity.WARNING : MslDiagnostic.Severity.ERROR;
        MslDiagnostic diagnostic = new MslDiagnostic(severity, said.file(), said.line(), said.column(), message, "");
        if (place.isPresent()) {
            found.add(at(diagnostic, place.get()));
        } else {
            homeless = diagnostic;
        }
    }

    private void moveIn(SourceMap.Place place) {
        if (homeless != null) {
            found.add(at(homeless, place));
            homeless = null;
        }
    }

    /**
     * Gives up on a diagnostic that no note leads to the file from. As a rule such an error follows from one in the file, but it must not get lost where it is the only
     * one; a warning about the library is nobody's.
     */
    private void settle() {
        if (homeless != null && homeless.severity() == MslDiagnostic.Severity.ERROR) {
            strays.add(homeless);
        }
        homeless = null;
    }

    private static MslDiagnostic at(MslDiagnostic diagnostic, SourceMap.Place place) {
        return new MslDiagnostic(
                diagnostic.severity(),
                place.file(),
                place.line(),
                place.column(),
                diagnostic.message(),
                diagnostic.remedy());
    }
}
