package dev.bessemer.runtime.differential;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How to make an expression of a type out of others.
 *
 * @param type what it gives
 * @param template its text
 * @param parts the types that each part may have
 */
record Rule(JavaType type, String template, List<List<JavaType>> parts) {
    private static final Pattern COLUMNS = Pattern.compile("  +");

    /** Reads a table, a rule a line: its type, its template, and a letter for each part's type, with two spaces or more between them. */
    static Map<JavaType, List<Rule>> table(String lines) {
        Map<JavaType, List<Rule>> rules = new EnumMap<>(JavaType.class);
        for (String line : lines.lines().toList()) {
            Rule rule = parse(COLUMNS.split(line, -1));
            rules.computeIfAbsent(rule.type, type -> new ArrayList<>()).add(rule);
        }
        return rules;
    }

    private static Rule parse(String[] columns) {
        List<List<JavaType>> parts = new ArrayList<>();
        for (String letter : columns[2].split(" ", -1)) {
            parts.add(types(letter));
        }
        return new Rule(JavaType.valueOf(columns[0].toUpperCase(Locale.ROOT)), columns[1], parts);
    }

    private static List<JavaType> types(String letter) {
        return switch (letter) {
            case "z" -> List.of(JavaType.BOOLEAN);
            case "b" -> List.of(JavaType.BYTE);
            case "s" -> List.of(JavaType.SHORT);
            case "c" -> List.of(JavaType.CHAR);
            case "i" -> JavaType.INTS;
            case "l" -> List.of(JavaType.LONG);
            case "j" -> JavaType.INTEGRAL;
            case "f" -> List.of(JavaType.FLOAT);
            case "n" -> JavaType.NUMERIC;
            default -> throw new IllegalArgumentException("no type has the letter " + letter);
        };
    }
}
