package dev.bessemer.simulator.lint;

import dev.bessemer.simulator.source.Outline;
import java.util.function.Consumer;

/** Where variables may be: threadgroup memory in kernels alone, at program scope nothing but constants. */
final class ProgramScopeLint implements Lint {
    @Override
    public void check(LintContext context, Consumer<Finding> findings) {
        for (Outline.ThreadgroupVariable variable : context.outline().threadgroupVariables()) {
            if (!isInKernel(context, variable)) {
                findings.accept(new Finding(
                        context.at(variable.from()),
                        "threadgroup variable " + String.join(", ", variable.names()) + " is declared outside a kernel",
                        "declare it in the kernel and pass a threadgroup pointer"));
            }
        }
        for (Outline.Variable variable : context.outline().variables()) {
            if (!isAllowed(context, variable)) {
                findings.accept(new Finding(
                        context.at(variable.nameAt()),
                        "variable " + variable.name() + " at program scope is not in the constant address space",
                        "write constant in front of it, or make it a kernel's variable"));
            }
        }
    }

    private static boolean isInKernel(LintContext context, Outline.ThreadgroupVariable variable) {
        return context.outline()
                .functionAround(variable.from())
                .filter(context.outline()::isKernel)
                .isPresent();
    }

    /** Threadgroup variables have a complaint of their own; a {@code constexpr sampler} is no memory. */
    private static boolean isAllowed(LintContext context, Outline.Variable variable) {
        return context.text().tokens().subList(variable.from(), variable.nameAt()).stream()
                .anyMatch(token -> token.is("constant") || token.is("threadgroup") || token.is("sampler"));
    }
}
