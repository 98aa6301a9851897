package dev.bessemer.runtime.differential;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes the statements that the threads of a threadgroup or SIMD-group execute together: barriers around an array they share, reductions,
 * shuffles and broadcasts, in loops and branches that are the same for all of them.
 */
final class GroupGenerator {
    private static final int DEEPEST = 2;

    private static final List<String> EXCHANGES = List.of(
            "k.simdSum(#)",
            "k.simdMin(#)",
            "k.simdMax(#)",
            "k.simdShuffle(#, #)",
            "k.simdShuffleXor(#, D)",
            "k.simdShuffleUp(#, D)",
            "k.simdShuffleDown(#, D)",
            "k.simdBroadcast(#, D)");
    private static final List<String> BIT_EXCHANGES = List.of("k.simdAnd(#)", "k.simdOr(#)", "k.simdXor(#)");

    private final Dice dice;
    private final ExpressionGenerator expressions;
    private final StatementGenerator statements;
    private final int threadgroup;
    private final List<Variable> uniform;

    /** @param uniform variables that all threads have the same values of */
    GroupGenerator(Dice dice, int threadgroup, List<Variable> uniform) {
        this.dice = dice;
        this.threadgroup = threadgroup;
        this.uniform = uniform;
        expressions = new ExpressionGenerator(dice);
        statements = new StatementGenerator(dice);
    }

    List<Statement> make(Scope scope, int count) {
        List<Statement> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            switch (dice.below(8)) {
                case 0, 1 -> made.addAll(shared(scope));
                case 2, 3 -> made.add(exchange(scope));
                case 4 -> made.add(vote(scope));
                case 5 -> made.add(scope.depth() < DEEPEST ? together(scope) : exchange(scope));
                default -> made.addAll(statements.statements(scope, 2));
            }
        }
        return made;
    }

    /** Each thread writes its element, waits, and reads another's. */
    private List<Statement> shared(Scope scope) {
        JavaType type = dice.pick(JavaType.ALL);
        String name = type.keyword() + "s";
        String result = scope.method().name("v");
        Statement write = Statement.of(name + "[k.localIdx] = #;", expressions.assignableTo(type, scope, 3));
        Statement read = Statement.of(
                type.keyword() + " " + result + " = " + name + "[Math.floorMod(#, " + threadgroup + ")];",
                expressions.make(JavaType.INT, scope, 2));
        Statement barrier = Statement.pinned("k.localBarrier();");
        scope.add(Variable.of(result, type));
        return List.of(write, barrier, read, barrier);
    }

    private Statement exchange(Scope scope) {
        JavaType type = dice.of(JavaType.INT, JavaType.LONG, JavaType.FLOAT);
        List<String> choices = new ArrayList<>(EXCHANGES);
        if (type != JavaType.FLOAT) {
            choices.addAll(BIT_EXCHANGES);
        }
        String template = dice.pick(choices).replaceAll("\\bD\\b", dice.below(32) + "");
        List<Expression> parts = new ArrayList<>();
        parts.add(expressions.make(type, scope, 3));
        if (template.endsWith("#, #)")) {
            parts.add(Expression.of(JavaType.INT, "(# & 31)", expressions.make(JavaType.INT, scope, 2)));
        }
        String name = scope.method().name("v");
        scope.add(Variable.of(name, type));
        return Statement.of(type.keyword() + " " + name + " = " + template + ";", parts, List.of());
    }

    private Statement vote(Scope scope) {
        String name = scope.method().name("v");
        Expression condition = expressions.make(JavaType.BOOLEAN, scope, 3);
        scope.add(Variable.of(name, JavaType.BOOLEAN));
        return Statement.of("boolean " + name + " = k." + dice.of("simdAll", "simdAny") + "(#);", condition);
    }

    /** A loop or branch that all threads take the same way. */
    private Statement together(Scope scope) {
        Scope inner = scope.inner(3);
        if (dice.oneIn(2)) {
            String index = scope.method().name("i");
            inner.add(new Variable(index, JavaType.INT, false, true));
            String header = "for (int i = 0; i < 3; i++) {}".replaceAll("\\bi\\b", index);
            return Statement.of(header, List.of(), List.of(body(inner)));
        }
        Scope known = new Scope(scope.method(), List.of());
        uniform.forEach(known::add);
        Expression condition = expressions.make(JavaType.BOOLEAN, known, 2);
        return Statement.of("if (#) {} else {}", List.of(condition), List.of(body(inner), body(scope.inner(3))));
    }

    /** A body that ends together: else javac lets a thread's own branch jump to where the body goes on. */
    private List<Statement> body(Scope scope) {
        List<Statement> body = make(scope, 3);
        body.add(exchange(scope));
        return body;
    }
}
