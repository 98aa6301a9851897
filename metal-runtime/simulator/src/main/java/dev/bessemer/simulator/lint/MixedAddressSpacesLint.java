package dev.bessemer.simulator.lint;

import dev.bessemer.simulator.source.SourceMap;
import dev.bessemer.simulator.syntax.SyntaxNode;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Pointers and references to thread memory that are given an address elsewhere. To clang thread memory is the address space that holds all others, as the
 * Metal library's own classes need it; so what the file itself declares has to be looked at here.
 */
final class MixedAddressSpacesLint implements Lint {
    @Override
    public void check(LintContext context, Consumer<Finding> findings) {
        Set<String> own = new HashSet<>();
        context.tree().visit(node -> {
            if (node.kind().endsWith("Decl") && !node.isImplicit() && context.isInFile(node)) {
                own.add(node.address());
            }
        });
        context.tree().visit(node -> {
            if (node.details().contains("<AddressSpaceConversion>") && isMix(node, own)) {
                context.at(node).ifPresent(place -> findings.accept(finding(node, place)));
            }
        });
    }

    private static Finding finding(SyntaxNode cast, SourceMap.Place place) {
        String from =
                cast.children().isEmpty() ? "" : cast.children().getFirst().type();
        return new Finding(
                place,
                "'" + MetalNames.readable(from) + "' is used as '" + thread(cast.type()) + "'",
                "copy the value to a thread variable, or name its address space where it is taken");
    }

    private static String thread(String type) {
        return MetalNames.isNamed(type) ? MetalNames.readable(type) : "thread " + type;
    }

    private static boolean isMix(SyntaxNode cast, Set<String> own) {
        if (!cast.isA("ImplicitCastExpr")) {
            return true;
        }
        boolean pointer = cast.type().endsWith("*");
        if (pointer && cast.details().endsWith("part_of_explicit_cast")) {
            return true;
        }
        SyntaxNode child = cast;
        SyntaxNode user = cast.parent().orElse(cast);
        while (user.isA(
                "ImplicitCastExpr",
                "ParenExpr",
                "ExprWithCleanups",
                "MaterializeTemporaryExpr",
                "ConditionalOperator")) {
            child = user;
            user = user.parent().orElse(cast);
        }
        if (user.isA("CallExpr", "CXXMemberCallExpr", "CXXOperatorCallExpr")) {
            return isOwn(user, own) && !isObject(user, child);
        }
        return pointer
                ? user.isA(
                        "VarDecl",
                        "ReturnStmt",
                        "BinaryOperator",
                        "InitListExpr",
                        "CXXConstructExpr",
                        "CXXCtorInitializer")
                : user.isA("VarDecl", "ReturnStmt");
    }

    private static boolean isOwn(SyntaxNode call, Set<String> own) {
        boolean[] found = new boolean[1];
        call.children()
                .getFirst()
                .visit(node -> node.target().filter(own::contains).ifPresent(target -> found[0] = true));
        return found[0];
    }

    /** Whether the argument is the object of an operator that is a member: classes work in all address spaces. */
    private static boolean isObject(SyntaxNode call, SyntaxNode argument) {
        boolean[] member = new boolean[1];
        call.children().getFirst().visit(node -> member[0] |= node.details().contains("CXXMethod"));
        return member[0] && call.isA("CXXOperatorCallExpr") && call.children().indexOf(argument) == 1;
    }
}
