package dev.bessemer.runtime.differential;

import java.util.ArrayList;
import java.util.List;

/**
 * An expression: text in which each {@code #} stands for a part.
 *
 * @param type what it gives
 * @param template its text, in parentheses where precedence could matter
 * @param parts as many as the template has holes
 */
record Expression(JavaType type, String template, List<Expression> parts) {
    Expression {
        parts = List.copyOf(parts);
    }

    static Expression of(JavaType type, String template, Expression... parts) {
        return new Expression(type, template, List.of(parts));
    }

    Expression withPart(int place, Expression part) {
        List<Expression> changed = new ArrayList<>(parts);
        changed.set(place, part);
        return new Expression(type, template, changed);
    }

    String text() {
        return fill(template, parts);
    }

    /** Text with its holes filled, in their order. */
    static String fill(String template, List<Expression> parts) {
        StringBuilder text = new StringBuilder();
        int part = 0;
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            if (c == '#') {
                text.append(parts.get(part++).text());
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
