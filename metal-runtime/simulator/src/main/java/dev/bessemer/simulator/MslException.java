package dev.bessemer.simulator;

/** A Metal file that cannot be built; the message has all diagnostics. */
public final class MslException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient MslReport report;

    MslException(String name, MslReport report) {
        super(name + " was refused:\n" + report);
        this.report = report;
    }

    /** What is wrong with it. */
    public MslReport report() {
        return report;
    }
}
