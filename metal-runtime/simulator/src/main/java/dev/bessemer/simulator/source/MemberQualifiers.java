package dev.bessemer.simulator.source;

import java.util.HashSet;
import java.util.Set;

/**
 * Drops the address spaces behind the parameters of member functions, which say where the object is: in C++ an object may be anywhere. Members that differ in them
 * alone are one then, of which the first stays.
 */
final class MemberQualifiers {
    private static final Set<String> SPECIFIERS = Set.of("constexpr", "explicit", "inline", "__attribute__");

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
        constant &= !isConstructor(function);
        String signature = function.expression() + " " + cursor.text(function.from(), from) + constant;
        boolean first = declared.add(signature);
        if (placed && first) {
            edits.erase(from, to);
            edits.replace(from, constant ? "const" : "");
        } else if (placed) {
            edits.erase(function.from(), function.bodyTo());
        }
    }

    /** A constructor has no type in front of its name. */
    private boolean isConstructor(Outline.Function function) {
        int i = function.start();
        while (cursor.isAttributes(i) || SPECIFIERS.contains(cursor.at(i).text())) {
            int list = cursor.isAttributes(i) ? i : i + 1;
            i = cursor.isAttributes(list) || cursor.is(list, "(") ? cursor.afterGroup(list) : i + 1;
        }
        return i == function.nameAt() && !cursor.is(i, "operator");
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
