package dev.bessemer.runtime.differential;

import java.util.ArrayList;
import java.util.List;

/**
 * A statement: text in which each {@code #} stands for an expression and each {@code {}} for a body.
 *
 * @param template one line, or several
 * @param expressions as many as the template has {@code #}
 * @param bodies as many as it has {@code {}}
 * @param pinned whether the program would not end without it
 */
record Statement(String template, List<Expression> expressions, List<List<Statement>> bodies, boolean pinned) {
    Statement {
        expressions = List.copyOf(expressions);
        bodies = bodies.stream().map(List::copyOf).toList();
    }

    static Statement of(String template, Expression... expressions) {
        return new Statement(template, List.of(expressions), List.of(), false);
    }

    static Statement pinned(String template) {
        return new Statement(template, List.of(), List.of(), true);
    }

    static Statement of(String template, List<Expression> expressions, List<List<Statement>> bodies) {
        return new Statement(template, expressions, bodies, false);
    }

    Statement withBody(int place, List<Statement> body) {
        List<List<Statement>> changed = new ArrayList<>(bodies);
        changed.set(place, body);
        return new Statement(template, expressions, changed, pinned);
    }

    Statement withExpression(int place, Expression expression) {
        List<Expression> changed = new ArrayList<>(expressions);
        changed.set(place, expression);
        return new Statement(template, changed, bodies, pinned);
    }

    /** Its lines, the first indented by so many spaces. */
    String text(int indent) {
        StringBuilder text = new StringBuilder();
        String[] pieces = template.split("\\{\\}", -1);
        int used = 0;
        for (int i = 0; i < pieces.length; i++) {
            int holes = (int) pieces[i].chars().filter(c -> c == '#').count();
            text.append(Expression.fill(pieces[i], expressions.subList(used, used + holes)));
            used += holes;
            if (i < bodies.size()) {
                text.append("{\n").append(text(bodies.get(i), 4)).append('}');
            }
        }
        return text.append('\n').toString().indent(indent);
    }

    static String text(List<Statement> body, int indent) {
        StringBuilder text = new StringBuilder();
        body.forEach(statement -> text.append(statement.text(indent)));
        return text.toString();
    }
}
