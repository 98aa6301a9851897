package dev.bessemer.simulator;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a check has to say.
 *
 * @param diagnostics what is wrong, in the order of the file
 * @param kernels the kernels; none where the file has errors that hide them
 */
public record MslReport(List<MslDiagnostic> diagnostics, List<MslKernel> kernels) {
    /** Copies the lists. */
    public MslReport {
        diagnostics = List.copyOf(diagnostics);
        kernels = List.copyOf(kernels);
    }

    /** Whether nothing is an error. */
    public boolean isAccepted() {
        return errors().isEmpty();
    }

    /** The errors alone. */
    public List<MslDiagnostic> errors() {
        return diagnostics.stream()
                .filter(diagnostic -> diagnostic.severity() == MslDiagnostic.Severity.ERROR)
                .toList();
    }

    /** All diagnostics, one below the other. */
    @Override
    public String toString() {
        return diagnostics.stream().map(MslDiagnostic::toString).collect(Collectors.joining("\n"));
    }
}
