package dev.bessemer.simulator.source;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the operands of conditional expressions such as {@code c ? a[i] : b} where a is a {@code constant float4*}. In Metal vectors and {@code bfloat} are no
 * classes, and what is taken out of memory has a common type with any other value; for C++ they are classes, and two in different address spaces have none. A
 * function around each operand takes its value out of its place first.
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

    /** Takes the values of the operands of some question marks, given by their tokens. */
    static void rewrite(Edits edits, TokenCursor cursor, Set<Integer> questions) {
        ConditionalOperands operands = new ConditionalOperands(edits, cursor);
        questions.forEach(operands::rewrite);
    }

    private void rewrite(int question) {
        int colon = colon(question);
        wrap(question + 1, colon);
        wrap(colon + 1, end(colon + 1));
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
}
