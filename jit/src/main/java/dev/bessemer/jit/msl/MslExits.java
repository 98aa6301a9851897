package dev.bessemer.jit.msl;

import dev.bessemer.jit.ir.Label;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What C++ needs to leave several statements at once, since it has no labels: which blocks must be loops that run once, and
 * which exits set a flag that each statement they leave is followed by a test of. A walk that finds a need not yet met is done again.
 */
final class MslExits {
    /**
     * A way out.
     *
     * @param target what it leaves or continues
     * @param next whether it goes on with the next iteration
     */
    record Exit(Label target, boolean next) {}

    private final Set<Label> loopedBlocks = new HashSet<>();
    private final Map<Label, Set<Exit>> crossing = new HashMap<>();
    private boolean changed;

    /** Whether a block is written as a loop that runs once. */
    boolean isLooped(Label block) {
        return loopedBlocks.contains(block);
    }

    /** A break leaves this block from where no statement ends with it. */
    void needLoop(Label block) {
        changed |= loopedBlocks.add(block);
    }

    /** An exit leaves this loop or block on its way further out. */
    void needFlag(Label crossed, Exit exit) {
        changed |=
                crossing.computeIfAbsent(crossed, key -> new LinkedHashSet<>()).add(exit);
    }

    /** The exits that leave this loop or block on their way further out. */
    Set<Exit> crossing(Label label) {
        return crossing.getOrDefault(label, Set.of());
    }

    /** Whether something was needed since the last call. */
    boolean takeChanged() {
        boolean result = changed;
        changed = false;
        return result;
    }
}
