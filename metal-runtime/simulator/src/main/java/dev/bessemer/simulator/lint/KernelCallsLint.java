package dev.bessemer.simulator.lint;

import dev.bessemer.simulator.source.Outline;
import dev.bessemer.simulator.syntax.SyntaxNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What a kernel is: a function without a result, which the host alone calls. */
final class KernelCallsLint implements Lint {
    @Override
    public void check(LintContext context, Consumer<Finding> findings) {
        Set<Integer> names = new HashSet<>();
        for (Outline.Function function : context.outline().functions()) {
            if (function.form() == Outline.Form.DEFINITION && context.outline().isKernel(function)) {
                names.add(function.nameAt());
                checkResult(context, function, findings);
            }
        }
        Map<String, String> kernels = new HashMap<>();
        context.tree().visit(node -> {
            if (node.isA("FunctionDecl")
                    && context.tokenAt(node).filter(names::contains).isPresent()) {
                kernels.put(node.address(), node.name());
            }
        });
        context.tree().visit(node -> {
            if (node.isA("FunctionDecl", "CXXMethodDecl")) {
                node.visit(inner -> checkCall(context, node, inner, kernels, findings));
            }
        });
    }

    private static void checkResult(LintContext context, Outline.Function kernel, Consumer<Finding> findings) {
        boolean isVoid = context.text().tokens().subList(kernel.start(), kernel.nameAt()).stream()
                .anyMatch(token -> token.is("void") || token.is("auto"));
        if (!isVoid) {
            findings.accept(new Finding(
                    context.at(kernel.nameAt()),
                    "kernel " + kernel.name() + " has a result",
                    "make it void, and write the result to a buffer"));
        }
    }

    private static void checkCall(
            LintContext context,
            SyntaxNode caller,
            SyntaxNode node,
            Map<String, String> kernels,
            Consumer<Finding> findings) {
        String kernel =
                node.isA("DeclRefExpr") ? node.target().map(kernels::get).orElse(null) : null;
        if (kernel != null) {
            context.at(node)
                    .ifPresent(place -> findings.accept(new Finding(
                            place,
                            caller.name() + " calls kernel " + kernel + ", which only a host can",
                            "put what both do into a function of its own")));
        }
    }
}
