package dev.bessemer.simulator.source;

import java.util.regex.Pattern;

/**
 * Finds conditional expressions such as {@code c ? a[i] : float4(0)}. In Metal vectors and {@code bfloat} are no classes; for C++ they are, and a class in a
 * {@code const device} place has no common type with a temporary one. A function around the other operand takes its value out of its place first: beside a
 * temporary the expression is no place anyway.
 */
final class ConditionalOperands {
    private static final String VALUE_OF = "__metal_value(";
    /** The names of types that are classes here and none in Metal. */
    static final Pattern CLASS_TYPE =
            Pattern.compile("bfloat|(bool|u?(char|short|int|long)|half|bfloat|float)[234]|vec");

    private final TokenCursor cursor;
    private final Edits edits;

    private ConditionalOperands(Edits edits, TokenCursor cursor) {
        this.edits = edits;
        this.cursor = cursor;
    }

    static void rewrite(Edits edits, TokenCursor cursor) {
        ConditionalOperands operands = new ConditionalOperands(edits, cursor);
        for (int i = 0; i < cursor.size(); i++) {
            if (cursor.is(i, "?")) {
                operands.rewrite(i);
            }
        }
    }

    private void rewrite(int question) {
        int colon = colon(question);
        int end = end(colon + 1);
        boolean first = isTemporary(question + 1, colon);
        boolean second = isTemporary(colon + 1, end);
        if (first && !second) {
            wrap(colon + 1, end);
        } else if (second && !first) {
            wrap(question + 1, colon);
        }
    }

    private void wrap(int from, int to) {
        if (from < to && to < cursor.size()) {
            edits.insertBefore(from, VALUE_OF);
            edits.insertAfter(to - 1, ")");
        }
    }

    /** The colon of a question mark. */
    private int colon(int question) {
        int i = cursor.find(question + 1, "?", ":", ";");
        while (cursor.is(i, "?")) {
            i = cursor.find(colon(i) + 1, "?", ":", ";");
        }
        return i;
    }

    /** Where the last operand of a conditional expression ends. */
    private int end(int from) {
        int i = cursor.find(from, "vec", "?", ",", ";", ":", ")", "]", "}");
        if (cursor.is(i, "vec")) {
            return end(cursor.is(i + 1, "<") ? cursor.afterAngles(i + 1) : i + 1);
        }
        return cursor.is(i, "?") ? end(colon(i) + 1) : i;
    }

    /** Whether the tokens are one temporary object of a class type. */
    private boolean isTemporary(int from, int to) {
        int start = from;
        while (cursor.isWord(start) && cursor.is(start + 1, "::")) {
            start += 2;
        }
        if (cursor.is(start, "(") && cursor.afterGroup(start) == to) {
            return isTemporary(start + 1, to - 1);
        }
        int question = cursor.find(start, "?", ";", ")", "]", "}");
        if (question < to) {
            int colon = colon(question);
            return isTemporary(question + 1, colon) || isTemporary(colon + 1, to);
        }
        if (start + 1 == to && cursor.at(start).kind() == Token.Kind.NUMBER) {
            return cursor.at(start).text().endsWith("bf");
        }
        return start < to && CLASS_TYPE.matcher(cursor.at(start).text()).matches() && afterArguments(start + 1) == to;
    }

    /** After the arguments that a type's name is followed by; -1 where there are none. */
    private int afterArguments(int place) {
        int open = cursor.is(place, "<") ? cursor.afterAngles(place) : place;
        return cursor.is(open, "(") || cursor.is(open, "{") ? cursor.afterGroup(open) : -1;
    }
}
