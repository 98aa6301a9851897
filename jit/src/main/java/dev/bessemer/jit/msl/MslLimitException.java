package dev.bessemer.jit.msl;

import dev.bessemer.jit.diagnostic.Diagnostic;

/** A kernel needs more of something than Metal has. */
public final class MslLimitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Diagnostic diagnostic;

    /** @param diagnostic what is too much, and what to do instead */
    public MslLimitException(Diagnostic diagnostic) {
        super(diagnostic.render());
        this.diagnostic = diagnostic;
    }

    /** What is too much, and what to do instead. */
    public Diagnostic diagnostic() {
        return diagnostic;
    }
}
