package dev.bessemer.runtime.differential;

import java.util.ArrayList;
import java.util.List;

/** Makes loops of every form; all of them end. */
final class LoopGenerator {
    private static final int MOST_TRIPS = 6;

    /** Headers of loops that end by themselves, over a type and an index that the body leaves alone. */
    private static final List<String> HEADERS = List.of(
            "for (T i = 0; i < N; i++) {}",
            "for (T i = 0; i < N; ++i) {}",
            "for (T i = N; i > 0; i--) {}",
            "for (T i = N - 1; i >= 0; i--) {}",
            "for (T i = 1; i <= N; i += 2) {}",
            "for (T i = 0; i != N; i++) {}",
            "for (T i = 20; i >= 3; i -= 5) {}",
            "for (T i = 1; i < 100; i *= 3) {}",
            "for (T i = 64; i > 0; i >>= 1) {}",
            "for (T i = T_MAX - 2; i > 0; i++) {}",
            "for (T i = T_MIN + 2; i <= 0; i--) {}",
            "for (T i = -2; N > i; i++) {}",
            "for (T i = 0; i < NL; i++) {}",
            "for (T i = N; i >= 0L; i--) {}",
            "for (T i = 0, k = 9; i < k; i += 2, k--) {}");

    /** Headers of loops that a countdown ends: what they test and how they step is anything. */
    private static final List<String> WILD_HEADERS = List.of(
            "for (T i = #; i < #; i += S) {}",
            "for (T i = #; i <= #; i++) {}",
            "for (T i = #; i > #; i -= S) {}",
            "for (T i = #; i != #; i += S) {}",
            "for (T i = #; i >= #; i += #) {}",
            "for (T i = #; # > i; i--) {}");

    private final Dice dice;
    private final ExpressionGenerator expressions;
    private final StatementGenerator statements;

    LoopGenerator(Dice dice, ExpressionGenerator expressions, StatementGenerator statements) {
        this.dice = dice;
        this.expressions = expressions;
        this.statements = statements;
    }

    Statement make(Scope scope) {
        return switch (dice.below(8)) {
            case 0, 1 -> counted(scope);
            case 2 -> triangular(scope);
            case 3, 4 -> wild(scope);
            case 5 -> whileLoop(scope);
            case 6 -> doLoop(scope);
            default -> forever(scope);
        };
    }

    private Statement counted(Scope scope) {
        JavaType type = dice.of(JavaType.INT, JavaType.INT, JavaType.INT, JavaType.LONG, JavaType.SHORT, JavaType.BYTE);
        String index = scope.method().name("i");
        String header = dice.pick(HEADERS)
                .replace("T ", type.keyword() + " ")
                .replaceAll("\\bN(?=L?\\b)", dice.between(0, MOST_TRIPS) + "")
                .replace("T_MAX", edge(type, "MAX"))
                .replace("T_MIN", edge(type, "MIN"))
                .replaceAll("\\bi\\b", index)
                .replaceAll("\\bk\\b", scope.method().name("k"));
        Scope body = scope.inner(MOST_TRIPS);
        boolean small = header.contains("= 0; ") && type == JavaType.INT;
        body.add(new Variable(index, type, false, small));
        return loop(header, List.of(), List.of(), body);
    }

    private static String edge(JavaType type, String which) {
        String box = switch (type) {
            case LONG -> "Long";
            case SHORT -> "Short";
            case BYTE -> "Byte";
            default -> "Integer";
        };
        return box + "." + which + "_VALUE";
    }

    private Statement triangular(Scope scope) {
        List<Variable> small =
                scope.variables().stream().filter(Variable::small).toList();
        if (small.isEmpty()) {
            return counted(scope);
        }
        String index = scope.method().name("i");
        String outer = dice.pick(small).name();
        String header = dice.oneIn(2)
                ? "for (int i = 0; i <= " + outer + "; i++) {}"
                : "for (int i = " + outer + "; i >= 0; i--) {}";
        Scope body = scope.inner(MOST_TRIPS);
        body.add(new Variable(index, JavaType.INT, false, true));
        return loop(header.replaceAll("\\bi\\b", index), List.of(), List.of(), body);
    }

    private Statement wild(Scope scope) {
        JavaType type = dice.pick(JavaType.NUMERIC);
        String index = scope.method().name("i");
        String countdown = scope.method().name("n");
        String header = dice.pick(WILD_HEADERS)
                .replace("T ", type.keyword() + " ")
                .replace("S", dice.between(1, 5) + "")
                .replaceAll("\\bi\\b", index);
        List<Expression> parts = new ArrayList<>();
        parts.add(expressions.assignableTo(type, scope, 2));
        Scope body = scope.inner(MOST_TRIPS);
        body.add(new Variable(index, type, dice.oneIn(2), false));
        while (parts.size() < header.chars().filter(c -> c == '#').count()) {
            parts.add(expressions.make(type, body, 2));
        }
        Statement leave = Statement.pinned("if (--" + countdown + " < 0) {\n    break;\n}");
        return loop(declare(countdown) + header, parts, List.of(leave), body);
    }

    private Statement whileLoop(Scope scope) {
        String countdown = scope.method().name("n");
        Scope body = scope.inner(MOST_TRIPS);
        Expression condition = expressions.make(JavaType.BOOLEAN, scope, 3);
        return dice.oneIn(2)
                ? loop(
                        declare(countdown) + "while (" + countdown + "-- > 0 && #) {}",
                        List.of(condition),
                        List.of(),
                        body)
                : loop(
                        declare(countdown) + "while (" + countdown + " > 0) {}",
                        List.of(),
                        List.of(Statement.pinned(countdown + "--;")),
                        body);
    }

    private Statement doLoop(Scope scope) {
        String countdown = scope.method().name("n");
        Scope body = scope.inner(MOST_TRIPS);
        Expression condition = expressions.make(JavaType.BOOLEAN, scope, 3);
        return loop(
                declare(countdown) + "do {} while (--" + countdown + " > 0 && #);",
                List.of(condition),
                List.of(),
                body);
    }

    private Statement forever(Scope scope) {
        String countdown = scope.method().name("n");
        Statement leave = Statement.pinned("if (--" + countdown + " < 0) {\n    break;\n}");
        return loop(
                declare(countdown) + dice.of("while (true) {}", "for (;;) {}"),
                List.of(),
                List.of(leave),
                scope.inner(MOST_TRIPS));
    }

    private String declare(String countdown) {
        return "int " + countdown + " = " + dice.between(1, MOST_TRIPS) + ";\n";
    }

    /** @param body the scope inside */
    private Statement loop(String template, List<Expression> parts, List<Statement> first, Scope body) {
        String label = dice.oneIn(3) ? body.method().name("l") : "";
        int start = template.lastIndexOf('\n') + 1;
        String labelled =
                label.isEmpty() ? template : template.substring(0, start) + label + ": " + template.substring(start);
        body.add(new Target(label, true, true));
        List<Statement> all = new ArrayList<>(first);
        all.addAll(statements.block(body));
        return Statement.of(labelled, parts, List.of(all));
    }
}
