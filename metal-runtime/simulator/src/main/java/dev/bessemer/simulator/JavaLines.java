package dev.bessemer.simulator;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Leads from lines of emitted Metal source to lines of Java: a comment {@code // File.java:12} speaks of the lines below it. */
final class JavaLines {
    private static final Pattern COMMENT = Pattern.compile("\\s*// ([\\p{L}_$][\\p{L}\\p{N}_$]*\\.java:\\d+)\\s*");

    private final List<String> lines;

    JavaLines(String source) {
        this.lines = source.lines().toList();
    }

    /** The Java line that a line of the text, from 1, was made from. Empty above the first comment of its function. */
    Optional<String> at(int line) {
        for (int i = Math.min(line, lines.size()); i > 0; i--) {
            String text = lines.get(i - 1);
            Matcher comment = COMMENT.matcher(text);
            if (comment.matches()) {
                return Optional.of(comment.group(1));
            }
            if (text.startsWith("}") && i < line) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
