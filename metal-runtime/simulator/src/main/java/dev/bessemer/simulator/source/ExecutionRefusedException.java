package dev.bessemer.simulator.source;

/** Source that the check takes, but that cannot be built for execution; the message says why. */
public final class ExecutionRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String remedy;

    ExecutionRefusedException(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    /** What to do instead. */
    public String remedy() {
        return remedy;
    }
}
