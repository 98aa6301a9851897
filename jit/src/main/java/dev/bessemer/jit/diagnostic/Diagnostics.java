package dev.bessemer.jit.diagnostic;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The problems found in a kernel so far; the same one is kept once. */
public final class Diagnostics {
    private final Set<Diagnostic> found = new LinkedHashSet<>();

    /**
     * Adds a problem.
     *
     * @param values what takes the place of the names in its sentences, in the order of their first appearance
     */
    public void error(Location location, Refusal refusal, Object... values) {
        add(refusal.at(location, values));
    }

    /** Adds a problem that was found elsewhere. */
    public void add(Diagnostic problem) {
        found.add(problem);
    }

    /** True when nothing was found. */
    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** What was found, in order. */
    public List<Diagnostic> list() {
        return new ArrayList<>(found);
    }
}
