package dev.bessemer.simulator.lint;

import dev.bessemer.simulator.source.Outline;
import dev.bessemer.simulator.source.Token;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Pointers and references that do not say which memory they lead to. */
final class MissingAddressSpaceLint implements Lint {
    private static final Set<String> ENDS = Set.of(";", "{", "}", ",", "(", "=");
    private static final String REMEDY = "write device, threadgroup, constant or thread in front of the type";

    @Override
    public void check(LintContext context, Consumer<Finding> findings) {
        context.tree().visit(node -> {
            if (node.isA("ParmVarDecl", "VarDecl", "FieldDecl") && !node.isImplicit()) {
                context.tokenAt(node)
                        .filter(name -> context.text().tokens().get(name).is(node.name()))
                        .ifPresent(name -> checkDeclaration(context, name, findings));
            }
        });
        for (Outline.Function function : context.outline().functions()) {
            if (lacksAddressSpace(context.text().tokens().subList(function.start(), function.nameAt()))) {
                findings.accept(new Finding(
                        context.at(function.nameAt()),
                        "what " + function.name() + " returns names no address space",
                        REMEDY));
            }
        }
    }

    private static void checkDeclaration(LintContext context, int name, Consumer<Finding> findings) {
        List<Token> tokens = context.text().tokens();
        if (lacksAddressSpace(tokens.subList(startOfDeclaration(tokens, name), name))) {
            findings.accept(new Finding(
                    context.at(name),
                    tokens.get(name).text() + " is a pointer or reference without an address space",
                    REMEDY));
        }
    }

    /** Where the declaration begins that has its name at a place: after a separator that is not in brackets. */
    private static int startOfDeclaration(List<Token> tokens, int name) {
        int depth = 0;
        int i = name;
        while (i > 0) {
            String before = tokens.get(i - 1).text();
            if (depth == 0 && ENDS.contains(before) && !isDeclaratorParenthesis(tokens, i - 1)) {
                return i;
            }
            switch (before) {
                case ">", ")", "]" -> depth++;
                case "<", "(", "[" -> depth = Math.max(0, depth - 1);
                default -> {}
            }
            i--;
        }
        return i;
    }

    /** In {@code float (&a)[4]} the parenthesis is inside the declaration. */
    private static boolean isDeclaratorParenthesis(List<Token> tokens, int i) {
        boolean indirect = tokens.get(i + 1).is("*") || tokens.get(i + 1).is("&");
        return tokens.get(i).is("(") && indirect && i > 0 && tokens.get(i - 1).kind() == Token.Kind.WORD;
    }

    /** Whether a declaration's specifiers hold a pointer or reference, outside template arguments and attributes, and no address space. */
    private static boolean lacksAddressSpace(List<Token> specifiers) {
        boolean indirect = false;
        int depth = 0;
        for (Token token : specifiers) {
            if (token.is("auto") || Outline.ADDRESS_SPACES.contains(token.text())) {
                return false;
            }
            switch (token.text()) {
                case "<", "[" -> depth++;
                case ">", "]" -> depth--;
                case "*", "&" -> indirect |= depth == 0;
                default -> {}
            }
        }
        return indirect;
    }
}
