package dev.bessemer.simulator.lint;

import java.util.function.Consumer;

/** A rule of Metal's that clang does not know. */
@FunctionalInterface
public interface Lint {
    /** Looks at a file and reports what breaks the rule. */
    void check(LintContext context, Consumer<Finding> findings);
}
