package dev.bessemer.jit;

import dev.bessemer.jit.diagnostic.Diagnostic;
import java.util.List;
import java.util.stream.Collectors;

/** A kernel cannot be compiled; carries everything that is wrong with it. */
public final class KernelCompilationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Diagnostic> diagnostics;

    /**
     * @param kernel what a message calls the kernel
     * @param diagnostics what is wrong, at least one
     */
    public KernelCompilationException(String kernel, List<Diagnostic> diagnostics) {
        super(message(kernel, diagnostics));
        this.diagnostics = List.copyOf(diagnostics);
    }

    /** What is wrong, in the order it was found. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    private static String message(String kernel, List<Diagnostic> diagnostics) {
        String count = diagnostics.size() == 1 ? "1 problem" : diagnostics.size() + " problems";
        return "kernel '" + kernel + "' cannot be compiled: " + count + "\n"
                + diagnostics.stream().map(Diagnostic::render).collect(Collectors.joining("\n"));
    }
}
