package dev.bessemer.simulator.source;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code clang -E -fkeep-system-includes} makes of a file: its own lines and those of the files it includes with quotes, macros
 * expanded, while the Metal library stays a line that includes it.
 */
public final class PreprocessedText {
    private static final Pattern MARKER = Pattern.compile("# (\\d+) \"((?:[^\"\\\\]|\\\\.)*)\".*");

    /**
     * A line and where it comes from.
     *
     * @param file the name of the file, as clang was given it
     * @param number the line's number in the file, from 1
     * @param text what is on it after preprocessing
     */
    public record Line(String file, int number, String text) {
        /** Whether it is a directive, that is, an include or a pragma: the others are gone. */
        public boolean isDirective() {
            return text.startsWith("#");
        }
    }

    private final List<Line> lines;
    private final List<Token> tokens;

    private PreprocessedText(List<Line> lines, List<Token> tokens) {
        this.lines = lines;
        this.tokens = tokens;
    }

    /** Reads the output of the preprocessor. */
    public static PreprocessedText parse(String output) {
        List<Line> lines = new ArrayList<>();
        List<Token> tokens = new ArrayList<>();
        String file = "";
        int number = 1;
        for (String text : output.lines().toList()) {
            Matcher marker = MARKER.matcher(text);
            if (marker.matches()) {
                number = Integer.parseInt(marker.group(1));
                file = marker.group(2).replaceAll("\\\\(.)", "$1");
            } else {
                Line line = new Line(file, number++, text);
                if (!line.isDirective()) {
                    Tokenizer.tokenize(text, lines.size(), tokens);
                }
                lines.add(line);
            }
        }
        return new PreprocessedText(List.copyOf(lines), List.copyOf(tokens));
    }

    /** The lines in order. */
    public List<Line> lines() {
        return lines;
    }

    /** The tokens of all lines but directives, in order. */
    public List<Token> tokens() {
        return tokens;
    }

    /** The line that a token is on. */
    public Line lineOf(Token token) {
        return lines.get(token.line());
    }

    /** Whether one of the lines includes a header of the Metal library. */
    public boolean includes(String header) {
        return lines.stream().anyMatch(line -> line.text().startsWith("#include <" + header + ">"));
    }
}
