package dev.bessemer.simulator.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what {@code clang -Xclang -ast-dump} prints: a node a line, indented by its depth. A location names only what differs from the one
 * printed before it, so that locations have to be read in order.
 */
public final class SyntaxTree {
    private static final Pattern LINE =
            Pattern.compile("(?<indent>[ |`]*-)?(?<kind>[A-Za-z_]+)(?: (?<address>0x[0-9a-f]+))?(?<rest>.*)");
    private static final Pattern BEFORE_RANGE = Pattern.compile("(?: (?:parent|prev) 0x[0-9a-f]+)*");
    private static final Pattern PREVIOUS = Pattern.compile("prev (0x[0-9a-f]+)");
    private static final Pattern PLACE = Pattern.compile("(?:(?<file>.*):)?(?<line>\\d+):(?<column>\\d+)");

    private final List<SyntaxNode> open = new ArrayList<>();
    private SyntaxLocation last = SyntaxLocation.NOWHERE;

    private SyntaxTree() {}

    /** The root of a dumped tree. */
    public static SyntaxNode parse(String dump) {
        SyntaxTree tree = new SyntaxTree();
        dump.lines().forEach(tree::readLine);
        if (tree.open.isEmpty()) {
            return new SyntaxNode("TranslationUnitDecl", "", "", "", SyntaxLocation.NOWHERE, null);
        }
        return tree.open.getFirst();
    }

    private void readLine(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return;
        }
        String indent = matcher.group("indent");
        int depth = indent == null ? 0 : indent.length() / 2;
        if (depth > open.size() || (depth == 0 && !open.isEmpty())) {
            return;
        }
        while (open.size() > depth) {
            open.removeLast();
        }
        String address = matcher.group("address");
        open.add(node(matcher.group("kind"), address == null ? "" : address, matcher.group("rest")));
    }

    private SyntaxNode node(String kind, String address, String rest) {
        Matcher prefix = BEFORE_RANGE.matcher(rest);
        int at = prefix.lookingAt() ? prefix.end() : 0;
        SyntaxLocation location = SyntaxLocation.NOWHERE;
        String details = rest.strip();
        if (rest.startsWith(" <", at) && !address.isEmpty()) {
            int end = endOfRange(rest, at + 1);
            location = readRange(rest.substring(at + 2, end - 1));
            details = rest.substring(end).strip();
            if (kind.endsWith("Decl")) {
                int blank = endOfPlace(details);
                location = read(details.substring(0, blank));
                details = details.substring(blank).strip();
            }
        }
        Matcher previous = PREVIOUS.matcher(rest.substring(0, at));
        String earlier = previous.find() ? previous.group(1) : "";
        return new SyntaxNode(kind, address, earlier, details, location, open.isEmpty() ? null : open.getLast());
    }

    private static int endOfRange(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            depth += text.charAt(i) == '<' ? 1 : text.charAt(i) == '>' ? -1 : 0;
            if (depth == 0) {
                return i + 1;
            }
        }
        return text.length();
    }

    private static int endOfPlace(String details) {
        if (details.startsWith("<invalid sloc>")) {
            return "<invalid sloc>".length();
        }
        int blank = details.indexOf(' ');
        return blank < 0 ? details.length() : blank;
    }

    /** The begin of a range; its end is read too, as later locations may refer to it. */
    private SyntaxLocation readRange(String range) {
        int comma = range.indexOf(", ");
        SyntaxLocation begin = read(comma < 0 ? range : range.substring(0, comma));
        if (comma >= 0) {
            read(range.substring(comma + 2));
        }
        return begin;
    }

    private SyntaxLocation read(String place) {
        if (place.startsWith("<invalid")) {
            return SyntaxLocation.NOWHERE;
        }
        if (place.startsWith("col:")) {
            last = new SyntaxLocation(last.file(), last.line(), Integer.parseInt(place.substring(4)));
            return last;
        }
        Matcher matcher = PLACE.matcher(place);
        if (!matcher.matches()) {
            return SyntaxLocation.NOWHERE;
        }
        String file = matcher.group("file");
        String where = file == null || file.equals("line") ? last.file() : file;
        last = new SyntaxLocation(
                where, Integer.parseInt(matcher.group("line")), Integer.parseInt(matcher.group("column")));
        return last;
    }
}
