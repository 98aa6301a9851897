package dev.bessemer.simulator.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Changes to a preprocessed text, token by token. Lines stay lines: what is inserted must hold no line break, and only what is appended
 * makes new lines.
 */
final class Edits {
    private final PreprocessedText text;
    private final Map<Integer, String> before = new HashMap<>();
    private final Map<Integer, String> replaced = new HashMap<>();
    private final Map<Integer, String> after = new HashMap<>();
    private final List<String> head = new ArrayList<>();
    private final StringBuilder tail = new StringBuilder();

    Edits(PreprocessedText text) {
        this.text = text;
    }

    /** Inserts text in front of a token. */
    void insertBefore(int token, String inserted) {
        before.merge(token, inserted, String::concat);
    }

    /** Inserts text behind a token. */
    void insertAfter(int token, String inserted) {
        after.merge(token, inserted, String::concat);
    }

    /** Writes something else instead of a token. */
    void replace(int token, String replacement) {
        replaced.put(token, replacement);
    }

    /** Drops the tokens from one place to before another, with what was to be inserted there. */
    void erase(int from, int to) {
        for (int i = from; i < to; i++) {
            before.remove(i);
            after.remove(i);
            replace(i, "");
        }
    }

    /** Adds a line before the first one. */
    void prepend(String line) {
        head.add(line);
    }

    /** Adds lines behind the last one. */
    void append(String lines) {
        tail.append(lines);
    }

    /**
     * The changed text.
     *
     * @param lineDirectives whether {@code #line} tells clang where the lines come from
     */
    RewrittenText render(boolean lineDirectives) {
        StringBuilder out = new StringBuilder();
        List<SourceMap.Line> map = new ArrayList<>();
        PreprocessedText.Line previous = new PreprocessedText.Line("", 0, "");
        for (String line : head) {
            out.append(line).append('\n');
            map.add(new SourceMap.Line(previous, List.of()));
        }
        int token = 0;
        for (int i = 0; i < text.lines().size(); i++) {
            PreprocessedText.Line line = text.lines().get(i);
            boolean follows = line.file().equals(previous.file()) && line.number() == previous.number() + 1;
            if (lineDirectives && !follows) {
                out.append("#line ")
                        .append(line.number())
                        .append(" \"")
                        .append(escape(line.file()))
                        .append("\"\n");
                map.add(new SourceMap.Line(line, List.of()));
            }
            previous = line;
            int first = token;
            while (token < text.tokens().size() && text.tokens().get(token).line() == i) {
                token++;
            }
            map.add(new SourceMap.Line(line, renderLine(line, first, token, out)));
        }
        out.append(tail);
        return new RewrittenText(out.toString(), new SourceMap(map));
    }

    private static String escape(String file) {
        return file.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private List<SourceMap.Piece> renderLine(PreprocessedText.Line line, int first, int end, StringBuilder out) {
        List<SourceMap.Piece> pieces = new ArrayList<>();
        if (line.isDirective()) {
            out.append(Directives.translate(line.text())).append('\n');
            return pieces;
        }
        int start = out.length();
        int copied = 0;
        for (int i = first; i < end; i++) {
            Token token = text.tokens().get(i);
            out.append(line.text(), copied, token.column());
            out.append(before.getOrDefault(i, ""));
            pieces.add(new SourceMap.Piece(out.length() - start, i));
            out.append(replaced.getOrDefault(i, token.text())).append(after.getOrDefault(i, ""));
            copied = token.end();
        }
        out.append(line.text().substring(copied)).append('\n');
        return pieces;
    }
}
