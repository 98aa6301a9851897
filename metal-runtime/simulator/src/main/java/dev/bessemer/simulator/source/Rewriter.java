package dev.bessemer.simulator.source;

/** What the rewriters for both ways have in common: attributes, kernel marks, literals and where members' objects are. */
final class Rewriter {
    private Rewriter() {}

    /** A text with the changes that every C++ compiler needs. */
    static Edits common(PreprocessedText text, Outline outline) {
        Edits edits = new Edits(text);
        TokenCursor cursor = new TokenCursor(text.tokens());
        int i = 0;
        while (i < cursor.size()) {
            Token token = cursor.at(i);
            if (cursor.isAttributes(i)) {
                i = eraseAttributes(edits, cursor, i);
                continue;
            }
            if (token.kind() == Token.Kind.NUMBER) {
                edits.replace(i, Literals.translate(token.text()));
            } else if (token.is("kernel")) {
                edits.erase(i, i + 1);
            }
            i++;
        }
        MemberQualifiers.drop(edits, cursor, outline);
        return edits;
    }

    /** Drops a list of attributes that clang does not know, and returns its end. */
    private static int eraseAttributes(Edits edits, TokenCursor cursor, int open) {
        int end = cursor.afterGroup(open);
        if (!cursor.attributes(open).stream().allMatch(Attribute::isOfCpp)) {
            edits.erase(open, end);
        }
        return end;
    }

    /** Whether a question for a function constant's value is at a place; the constant's name is in its parentheses. */
    static boolean isQueryOfConstant(TokenCursor cursor, int i) {
        return cursor.is(i, "is_function_constant_defined") && cursor.is(i + 1, "(");
    }
}
