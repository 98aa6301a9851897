package dev.bessemer.runtime.differential;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What holds in a whole method while it is generated: its helpers, its names and the work it does. */
final class MethodContext {
    private static final int MOST_WORK = 4000;

    private final List<Helper> helpers;
    private final String slot;
    private final boolean faulty;
    private final boolean exact;
    private @Nullable JavaType result;
    private boolean returns;
    private int names;
    private int work;

    /**
     * @param helpers those it may call
     * @param slot the variable that numbers the thread, or the empty string in a kernel of one thread
     * @param faulty whether divisors may be 0 and indices out of range
     * @param exact whether it calls nothing that devices compute within a bound only
     */
    MethodContext(List<Helper> helpers, String slot, boolean faulty, boolean exact) {
        this.helpers = helpers;
        this.slot = slot;
        this.faulty = faulty;
        this.exact = exact;
    }

    /** Leaves out the names that another method has given, where both stand in one. */
    void continueNames(MethodContext other) {
        names = other.names;
    }

    /** @param type null where it returns nothing */
    void mayReturn(@Nullable JavaType type) {
        returns = true;
        result = type;
    }

    boolean returns() {
        return returns;
    }

    @Nullable
    JavaType result() {
        return result;
    }

    List<Helper> helpers() {
        return helpers;
    }

    String slot() {
        return slot;
    }

    boolean faulty() {
        return faulty;
    }

    boolean exact() {
        return exact;
    }

    String name(String prefix) {
        return prefix + names++;
    }

    /** Takes note of work; false where that would be too much. */
    boolean spend(int statements) {
        if (work + statements > MOST_WORK) {
            return false;
        }
        work += statements;
        return true;
    }

    int work() {
        return work;
    }
}
