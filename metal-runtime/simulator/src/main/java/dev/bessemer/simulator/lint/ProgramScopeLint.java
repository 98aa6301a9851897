package dev.bessemer.simulator.lint;

import dev.bessemer.simulator.source.Outline;
import dev.bessemer.simulator.source.Token;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Where variables may be and how they begin: threadgroup memory in kernels alone and without a value, at program scope and static nothing but constants. */
final class ProgramScopeLint implements Lint {
    private static final Set<String> NO_VARIABLE =
            Set.of("constant", "constexpr", "const", "threadgroup", "(", "{", "struct", "class", "enum");

    @Override
    public void check(LintContext context, Consumer<Finding> findings) {
        checkStatics(context, findings);
        for (Outline.ThreadgroupVariable variable : context.outline().threadgroupVariables()) {
            if (!isInKernel(context, variable)) {
                findings.accept(new Finding(
                        context.at(variable.from()),
                        "threadgroup variable " + String.join(", ", variable.names()) + " is declared outside a kernel",
                        "declare it in the kernel and pass a threadgroup pointer"));
            } else if (hasValue(context, variable)) {
                findings.accept(new Finding(
                        context.at(variable.from()),
                        "threadgroup variable " + String.join(", ", variable.names()) + " is declared with a value",
                        "let one thread assign it, and put a barrier behind that"));
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

    private static void checkStatics(LintContext context, Consumer<Finding> findings) {
        List<Token> tokens = context.text().tokens();
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).is("static")
                    && isVariable(tokens, i)
                    && context.outline().functionAround(i).isPresent()) {
                findings.accept(new Finding(
                        context.at(i),
                        "a static variable in a function",
                        "write constant, or pass what is kept in a buffer"));
            }
        }
    }

    /** Whether it declares what is no constant, and no function or type. */
    private static boolean isVariable(List<Token> tokens, int from) {
        for (int i = from + 1; i < tokens.size(); i++) {
            String text = tokens.get(i).text();
            if (NO_VARIABLE.contains(text)) {
                return false;
            }
            if (text.equals(";") || text.equals("=") || text.equals("[")) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasValue(LintContext context, Outline.ThreadgroupVariable variable) {
        return context.text().tokens().subList(variable.from(), variable.to()).stream()
                .anyMatch(token -> token.is("="));
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
