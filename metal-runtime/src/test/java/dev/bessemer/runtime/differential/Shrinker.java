package dev.bessemer.runtime.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Makes a program smaller as long as it fails: drops statements, puts a statement's body in its place, and replaces expressions by parts of
 * theirs or by a literal. What javac refuses counts as not failing.
 */
final class Shrinker {
    private final Predicate<Program> fails;
    private final long end;
    private Program smallest;
    private boolean changed;

    private Shrinker(Program program, Predicate<Program> fails, long seconds) {
        this.fails = fails;
        smallest = program;
        end = System.nanoTime() + seconds * 1_000_000_000L;
    }

    /**
     * The smallest program found.
     *
     * @param fails whether a program still shows what is looked for
     * @param seconds how long to go on at most
     */
    static Program shrink(Program program, Predicate<Program> fails, long seconds) {
        Shrinker shrinker = new Shrinker(program, fails, seconds);
        do {
            shrinker.changed = false;
            shrinker.pass();
        } while (shrinker.changed && System.nanoTime() < shrinker.end);
        return shrinker.smallest;
    }

    private void pass() {
        for (int i = smallest.helpers().size() - 1; i >= 0; i--) {
            dropHelper(i);
        }
        body(smallest.body(), body -> smallest.withBody(body));
        for (int i = 0; i < smallest.helpers().size(); i++) {
            int helper = i;
            body(smallest.helpers().get(i).body(), body -> smallest.withHelperBody(helper, body));
        }
        parameters();
    }

    private void dropHelper(int helper) {
        List<Helper> rest = new ArrayList<>(smallest.helpers());
        rest.remove(helper);
        attempt(smallest.withHelpers(rest));
    }

    /** Drops parameters that nothing names. */
    private void parameters() {
        for (DeviceParameter array : List.copyOf(smallest.arrays())) {
            if (!smallest.names(array.name())) {
                attempt(smallest.without(array));
            }
        }
        for (Variable scalar : List.copyOf(smallest.scalars())) {
            if (!smallest.names(scalar.name())) {
                attempt(smallest.without(scalar));
            }
        }
    }

    /** True, and the program is taken, where it still fails. */
    private boolean attempt(Program candidate) {
        if (System.nanoTime() > end || !fails.test(candidate)) {
            return false;
        }
        smallest = candidate;
        changed = true;
        return true;
    }

    /**
     * Shrinks a list of statements in its place.
     *
     * @param rebuild makes of such a list the whole program as it is otherwise
     */
    private List<Statement> body(List<Statement> statements, Function<List<Statement>, Program> rebuild) {
        List<Statement> kept = new ArrayList<>(statements);
        for (int size = kept.size(); size > 0; size /= 2) {
            for (int from = kept.size() - size; from >= 0; from -= size) {
                kept = drop(kept, from, size, rebuild);
            }
        }
        for (int i = kept.size() - 1; i >= 0; i--) {
            kept = unwrap(kept, i, rebuild);
        }
        for (int i = 0; i < kept.size(); i++) {
            kept.set(i, inside(kept, i, rebuild));
        }
        return kept;
    }

    private List<Statement> drop(List<Statement> kept, int from, int size, Function<List<Statement>, Program> rebuild) {
        if (from + size > kept.size()
                || kept.subList(from, from + size).stream().anyMatch(Statement::pinned)) {
            return kept;
        }
        List<Statement> less = new ArrayList<>(kept);
        less.subList(from, from + size).clear();
        return attempt(rebuild.apply(less)) ? less : kept;
    }

    /** Puts the body of a statement in its place. */
    private List<Statement> unwrap(List<Statement> kept, int at, Function<List<Statement>, Program> rebuild) {
        for (List<Statement> body : kept.get(at).bodies()) {
            List<Statement> less = new ArrayList<>(kept);
            less.remove(at);
            less.addAll(at, body);
            if (attempt(rebuild.apply(less))) {
                return less;
            }
        }
        return kept;
    }

    /** Shrinks the bodies and expressions of a statement. */
    private Statement inside(List<Statement> around, int at, Function<List<Statement>, Program> rebuild) {
        Statement statement = around.get(at);
        for (int i = 0; i < statement.bodies().size(); i++) {
            int body = i;
            Statement outer = statement;
            List<Statement> shrunk = body(
                    statement.bodies().get(i), inner -> rebuild.apply(with(around, at, outer.withBody(body, inner))));
            statement = statement.withBody(i, shrunk);
        }
        for (int i = 0; i < statement.expressions().size(); i++) {
            int place = i;
            Statement outer = statement;
            Expression shrunk = expression(
                    statement.expressions().get(i),
                    inner -> rebuild.apply(with(around, at, outer.withExpression(place, inner))));
            statement = statement.withExpression(i, shrunk);
        }
        return statement;
    }

    private static List<Statement> with(List<Statement> statements, int at, Statement statement) {
        List<Statement> changed = new ArrayList<>(statements);
        changed.set(at, statement);
        return changed;
    }

    private Expression expression(Expression expression, Function<Expression, Program> rebuild) {
        Expression literal = Expression.of(expression.type(), zero(expression.type()));
        if (!expression.parts().isEmpty() && attempt(rebuild.apply(literal))) {
            return literal;
        }
        for (Expression part : expression.parts()) {
            Expression cast = part.type() == expression.type() || part.type() == JavaType.BOOLEAN
                    ? part
                    : Expression.of(expression.type(), "((" + expression.type().keyword() + ") #)", part);
            if (!cast.equals(expression) && attempt(rebuild.apply(cast))) {
                return expression(cast, rebuild);
            }
        }
        Expression shrunk = expression;
        for (int i = 0; i < expression.parts().size(); i++) {
            int place = i;
            Expression outer = shrunk;
            Expression part = expression(shrunk.parts().get(i), inner -> rebuild.apply(outer.withPart(place, inner)));
            shrunk = shrunk.withPart(i, part);
        }
        return shrunk;
    }

    private static String zero(JavaType type) {
        return switch (type) {
            case BOOLEAN -> "false";
            case BYTE, SHORT, CHAR -> "((" + type.keyword() + ") 0)";
            case INT -> "0";
            case LONG -> "0L";
            case FLOAT -> "0f";
        };
    }
}
