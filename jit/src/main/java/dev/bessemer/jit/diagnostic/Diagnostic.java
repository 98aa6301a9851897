package dev.bessemer.jit.diagnostic;

/**
 * One problem of a kernel.
 *
 * @param location where in the source
 * @param code the number of its kind, see {@link Refusal}
 * @param problem what is wrong, one sentence without a final stop
 * @param reason why it cannot be, one sentence without a final stop
 * @param remedy what to write instead, one sentence without a final stop
 */
public record Diagnostic(Location location, String code, String problem, String reason, String remedy) {
    /**
     * A refusal at a place.
     *
     * @param values what takes the place of the names in its sentences, in the order of their first appearance
     */
    public static Diagnostic of(Location location, Refusal refusal, Object... values) {
        return refusal.at(location, values);
    }

    /** The text a user reads: {@code File.java:12: problem [B201]}, then reason and remedy on lines of their own. */
    public String render() {
        return location + ": " + problem + " [" + code + "]\n    why: " + reason + "\n    instead: " + remedy;
    }

    @Override
    public String toString() {
        return render();
    }
}
