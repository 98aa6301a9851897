package dev.bessemer.jit.msl;

import dev.bessemer.jit.diagnostic.Location;
import java.util.ArrayList;
import java.util.List;

/** Collects the lines of a function's body, with a comment where the Java line changes. */
final class MslWriter {
    private static final String INDENT = "    ";

    private final List<String> lines = new ArrayList<>();
    private int depth = 1;
    private Location current = Location.NONE;

    /** A statement that comes from a Java line. */
    void statement(Location location, String text) {
        comment(location);
        line(text);
    }

    /** The comment that names a Java line, where it changes. */
    void comment(Location location) {
        if (location.line() > 0 && !location.equals(current)) {
            current = location;
            line("// " + location);
        }
    }

    /** A line as it is. */
    void line(String text) {
        lines.add(text.startsWith("#") ? text : INDENT.repeat(depth) + text);
    }

    /** The lines from here on lie deeper. */
    void indent() {
        depth++;
    }

    /** The lines from here on lie less deep. */
    void outdent() {
        depth--;
    }

    /** How many lines there are. */
    int size() {
        return lines.size();
    }

    /** Takes away the lines from an index on. */
    List<String> cut(int from) {
        List<String> tail = lines.subList(from, lines.size());
        List<String> copy = List.copyOf(tail);
        tail.clear();
        return copy;
    }

    /** Puts lines back as they are. */
    void addAll(List<String> more) {
        lines.addAll(more);
    }

    /** Puts a line back one step less deep. */
    void addOutdented(String line) {
        lines.add(line.startsWith(INDENT) ? line.substring(INDENT.length()) : line);
    }

    String text() {
        return String.join("\n", lines) + (lines.isEmpty() ? "" : "\n");
    }
}
