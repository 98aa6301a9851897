package dev.bessemer.simulator.lint;

import dev.bessemer.simulator.syntax.SyntaxNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Functions that call themselves, at once or through others: Metal has no stack for them. */
final class RecursionLint implements Lint {
    @Override
    public void check(LintContext context, Consumer<Finding> findings) {
        Map<String, String> first = new HashMap<>();
        Map<String, SyntaxNode> bodies = new LinkedHashMap<>();
        context.tree().visit(node -> {
            if (node.isA("FunctionDecl", "CXXMethodDecl")) {
                String declared = node.previous().isEmpty()
                        ? node.address()
                        : first.getOrDefault(node.previous(), node.previous());
                first.put(node.address(), declared);
                if (node.children().stream().anyMatch(child -> child.isA("CompoundStmt"))) {
                    bodies.put(declared, node);
                }
            }
        });
        Map<String, Set<String>> calls = new HashMap<>();
        bodies.forEach((address, body) -> calls.put(address, callees(body, first)));
        bodies.forEach((address, body) -> {
            if (reachesItself(address, calls)) {
                context.at(body)
                        .ifPresent(place -> findings.accept(new Finding(
                                place,
                                "function " + body.name() + " calls itself, and Metal has no recursion",
                                "write a loop")));
            }
        });
    }

    private static Set<String> callees(SyntaxNode body, Map<String, String> first) {
        Set<String> callees = new HashSet<>();
        body.visit(node -> {
            if (node.isA("DeclRefExpr", "MemberExpr")) {
                node.target().map(first::get).ifPresent(callees::add);
            }
        });
        return callees;
    }

    private static boolean reachesItself(String function, Map<String, Set<String>> calls) {
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        open.push(function);
        while (!open.isEmpty()) {
            for (String callee : calls.getOrDefault(open.pop(), Set.of())) {
                if (callee.equals(function)) {
                    return true;
                }
                if (seen.add(callee)) {
                    open.push(callee);
                }
            }
        }
        return false;
    }
}
