package dev.bessemer.simulator.source;

import java.util.HashSet;
import java.util.Set;

/**
 * Drops the address spaces behind the parameters of member functions, which say where the object is: in C++ an object may be anywhere. Members that differ in them
 * alone are one then, of which the first stays.
 */
final class MemberQualifiers {
    private final Edits edits;
    private final TokenCursor cursor;
    private final Set<String> declared = new HashSet<>();

    private MemberQualifiers(Edits edits, TokenCursor cursor) {
        this.edits = edits;
        this.cursor = cursor;
    }

    static void drop(Edits edits, TokenCursor cursor, Outline outline) {
        MemberQualifiers qualifiers = new MemberQualifiers(edits, cursor);
        outline.functions().stream().filter(Outline.Function::member).forEach(qualifiers::drop);
    }

    private void drop(Outline.Function function) {
        int from = afterParameters(function);
        int to = from;
        boolean constant = false;
        boolean placed = false;
        for (; isQualifier(to); to++) {
            constant |= cursor.is(to, "const") || cursor.is(to, "constant");
            placed |= Outline.ADDRESS_SPACES.contains(cursor.at(to).text());
        }
        String signature = function.expression() + " " + cursor.text(function.from(), from) + constant;
        boolean first = declared.add(signature);
        if (placed && first) {
            edits.erase(from, to);
            edits.replace(from, constant ? "const" : "");
        } else if (placed) {
            edits.erase(function.from(), function.bodyTo());
        }
    }

    private int afterParameters(Outline.Function function) {
        if (!function.parameters().isEmpty()) {
            return function.parameters().getLast().to() + 1;
        }
        int name = function.nameAt();
        boolean call = cursor.is(name, "operator") && cursor.is(name + 1, "(");
        return cursor.afterGroup(cursor.find(call ? name + 3 : name, "("));
    }

    private boolean isQualifier(int i) {
        return cursor.is(i, "const")
                || cursor.is(i, "volatile")
                || (i < cursor.size()
                        && Outline.ADDRESS_SPACES.contains(cursor.at(i).text()));
    }
}
