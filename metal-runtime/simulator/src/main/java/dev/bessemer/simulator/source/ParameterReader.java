package dev.bessemer.simulator.source;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the parameters between a function's parentheses. */
final class ParameterReader {
    private final TokenCursor cursor;
    private final List<Attribute> attributes = new ArrayList<>();
    private final StringBuilder type = new StringBuilder();
    private @Nullable String addressSpace;
    private boolean indirect;
    private int name = -1;

    private ParameterReader(TokenCursor cursor) {
        this.cursor = cursor;
    }

    static List<Outline.Parameter> read(TokenCursor cursor, int from, int to) {
        List<Outline.Parameter> parameters = new ArrayList<>();
        int start = from;
        while (start < to) {
            int end = Math.min(endOfParameter(cursor, start, to), to);
            if (!(end - start == 1 && cursor.is(start, "void"))) {
                parameters.add(new ParameterReader(cursor).readOne(start, end));
            }
            start = end + 1;
        }
        return parameters;
    }

    private static int endOfParameter(TokenCursor cursor, int from, int to) {
        int i = from;
        while (i < to && !cursor.is(i, ",")) {
            if (cursor.is(i, "<")) {
                i = cursor.afterAngles(i);
            } else {
                boolean group = cursor.is(i, "(") || cursor.is(i, "[") || cursor.is(i, "{");
                i = group ? cursor.afterGroup(i) : i + 1;
            }
        }
        return i;
    }

    private Outline.Parameter readOne(int from, int to) {
        int end = Math.min(cursor.find(from, "="), to);
        findName(from, end);
        int i = from;
        while (i < end) {
            if (cursor.isAttributes(i)) {
                attributes.addAll(cursor.attributes(i));
                i = cursor.afterGroup(i);
            } else {
                take(i++);
            }
        }
        String named = name < 0 ? "" : cursor.at(name).text();
        return new Outline.Parameter(named, type.toString(), addressSpace, indirect, attributes, from, to);
    }

    private void take(int i) {
        String text = cursor.at(i).text();
        if (i == name) {
            return;
        }
        if (addressSpace == null && Outline.ADDRESS_SPACES.contains(text)) {
            addressSpace = text;
        }
        indirect |= text.equals("*") || text.equals("&");
        type.append(type.isEmpty() ? "" : " ").append(text);
    }

    /** The name is the last word that can be one: not alone, not in angles, not after {@code ::} as a type's last part alone. */
    private void findName(int from, int to) {
        int words = 0;
        int i = from;
        while (i < to) {
            if (cursor.isAttributes(i)) {
                i = cursor.afterGroup(i);
            } else if (cursor.is(i, "<")) {
                i = cursor.afterAngles(i);
            } else if (cursor.is(i, "[")) {
                i = cursor.afterGroup(i);
            } else {
                if (cursor.isWord(i) && !cursor.is(i - 1, "::") && !isQualifier(i)) {
                    words++;
                    name = words > 1 ? i : -1;
                }
                i++;
            }
        }
    }

    private boolean isQualifier(int i) {
        String text = cursor.at(i).text();
        return Outline.ADDRESS_SPACES.contains(text)
                || text.equals("const")
                || text.equals("volatile")
                || text.equals("restrict")
                || text.equals("__restrict")
                || text.equals("typename")
                || text.equals("struct");
    }
}
