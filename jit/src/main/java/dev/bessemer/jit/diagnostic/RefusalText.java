package dev.bessemer.jit.diagnostic;

import java.util.ArrayList;
import java.util.List;

/** Sentences with names in braces, which values take the place of. */
final class RefusalText {
    private RefusalText() {}

    /** The names in braces, each once, in the order of their first appearance. */
    static List<String> names(String text) {
        List<String> names = new ArrayList<>();
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', open + 1)) {
            int close = text.indexOf('}', open);
            String name = close < 0 ? "" : text.substring(open + 1, close);
            if (isName(name) && !names.contains(name)) {
                names.add(name);
            }
        }
        return names;
    }

    /** Java's braces may stand in a sentence too. */
    private static boolean isName(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < 'a' || text.charAt(i) > 'z') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** A sentence with the values of its names. */
    static String fill(String text, List<String> names, Object[] values) {
        String filled = text;
        for (int i = 0; i < names.size(); i++) {
            filled = filled.replace("{" + names.get(i) + "}", String.valueOf(values[i]));
        }
        return filled;
    }
}
