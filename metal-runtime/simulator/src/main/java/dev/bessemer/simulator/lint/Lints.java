package dev.bessemer.simulator.lint;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All lints. */
public final class Lints {
    private static final List<Lint> ALL = List.of(
            new ForbiddenWordsLint(),
            new FeatureVersionLint(),
            new KernelArgumentsLint(),
            new KernelCallsLint(),
            new ThreadgroupLimitLint(),
            new ProgramScopeLint(),
            new MissingAddressSpaceLint(),
            new MixedAddressSpacesLint(),
            new RecursionLint(),
            new ThreadgroupMemoryLint());

    private Lints() {}

    /** What all lints find, each thing once: a template's text is looked at with each of its instantiations. */
    public static Set<Finding> check(LintContext context) {
        Set<Finding> findings = new LinkedHashSet<>();
        ALL.forEach(lint -> lint.check(context, findings::add));
        return findings;
    }
}
