package dev.bessemer.simulator.source;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Finds arrays and vectors in thread memory that are declared without a value, and has them declared by macros ({@code __METAL_STORAGE} around the name, {@code __METAL_PRIVATE} behind it),
 * so that an execution that watches memory reports what is read of them before it was written. Numbers need no watch: clang sees them while it checks.
 */
final class PrivateArrays {
    private static final Set<String> NO_TYPE = Set.of(
            "return",
            "typedef",
            "using",
            "case",
            "goto",
            "delete",
            "throw",
            "threadgroup",
            "constant",
            "device",
            "static",
            "constexpr",
            "struct",
            "extern",
            "break",
            "continue",
            "namespace",
            "template",
            "else",
            "do");
    private static final Set<String> RECORDS = Set.of("struct", "class", "union", "enum");

    private final Edits edits;
    private final TokenCursor cursor;
    private final Outline outline;
    /** For each brace that is open, whether a declaration in it may be followed by a statement. */
    private final Deque<Boolean> statements = new ArrayDeque<>();

    private PrivateArrays(Edits edits, TokenCursor cursor, Outline outline) {
        this.edits = edits;
        this.cursor = cursor;
        this.outline = outline;
    }

    static void mark(Edits edits, TokenCursor cursor, Outline outline) {
        new PrivateArrays(edits, cursor, outline).mark();
    }

    private void mark() {
        int start = 0;
        for (int i = 0; i < cursor.size(); i++) {
            switch (cursor.at(i).text()) {
                case "{" -> {
                    statements.push(holdsStatements(start, i));
                    start = i + 1;
                }
                case "}" -> {
                    statements.poll();
                    start = i + 1;
                }
                case ";" -> {
                    if (Boolean.TRUE.equals(statements.peek())) {
                        declaration(start, i);
                    }
                    start = i + 1;
                }
                default -> {}
            }
        }
    }

    /** Whether a brace is a function's or a statement's, rather than a class's; in a switch, a jump could lead past what follows a declaration. */
    private boolean holdsStatements(int start, int open) {
        for (int i = start; i < open; i++) {
            String text = cursor.at(i).text();
            if (RECORDS.contains(text) || text.equals("switch") || text.equals("=")) {
                return false;
            }
        }
        return outline.functionAround(open + 1).isPresent();
    }

    private void declaration(int start, int end) {
        int name = afterType(start);
        if (name <= start) {
            return;
        }
        List<Integer> names = new ArrayList<>();
        int at = name;
        boolean vectors =
                ConditionalOperands.CLASS_TYPE.matcher(typeName(start, name)).matches();
        while (cursor.isWord(at) && (vectors || cursor.is(at + 1, "["))) {
            names.add(at);
            at++;
            while (cursor.is(at, "[")) {
                at = cursor.afterGroup(at);
            }
            if (at == end) {
                names.forEach(place -> mark(place, end));
                return;
            }
            if (!cursor.is(at, ",")) {
                return;
            }
            at++;
        }
    }

    private void mark(int name, int end) {
        String text = cursor.at(name).text();
        edits.replace(name, "__METAL_STORAGE(" + text + ")");
        edits.insertAfter(end, " __METAL_PRIVATE(" + text + ")");
    }

    /** The place of the name that a type in front declares; the start where there is no type. */
    private int afterType(int start) {
        int i = start;
        if (!cursor.isWord(i) || NO_TYPE.contains(cursor.at(i).text())) {
            return start;
        }
        while (cursor.isWord(i) || cursor.is(i, "::")) {
            i++;
            if (cursor.is(i, "<")) {
                i = cursor.afterAngles(i);
            }
        }
        boolean ends = cursor.is(i, "[") || cursor.is(i, ";") || cursor.is(i, ",");
        return ends && cursor.isWord(i - 1) && i - 1 > start && !cursor.is(i - 2, "::") ? i - 1 : start;
    }

    /** The last word of a type, which may have template arguments. */
    private String typeName(int start, int end) {
        int name = start;
        for (int i = start; i < end && !cursor.is(i, "<"); i++) {
            name = i;
        }
        return cursor.at(name).text();
    }
}
