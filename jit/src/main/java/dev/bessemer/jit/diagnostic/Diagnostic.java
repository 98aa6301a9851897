package dev.bessemer.jit.diagnostic;

/**
 * One problem of a kernel.
 *
 * @param location where in the source
 * @param problem what is wrong, one sentence without a final stop
 * @param reason why it cannot be, one sentence without a final stop
 * @param remedy what to write instead, one sentence without a final stop
 */
public record Diagnostic(Location location, String problem, String reason, String remedy) {
    /** The text a user reads: {@code File.java:12: problem}, then reason and remedy on lines of their own. */
    public String render() {
        return location + ": " + problem + "\n    why: " + reason + "\n    instead: " + remedy;
    }

    @Override
    public String toString() {
        return render();
    }
}
