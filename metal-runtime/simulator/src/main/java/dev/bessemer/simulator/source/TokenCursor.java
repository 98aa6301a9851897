package dev.bessemer.simulator.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds its way through tokens: groups in brackets, template arguments, attribute lists. All positions are indices of tokens. */
final class TokenCursor {
    /** Words whose parentheses belong to a type or a specifier. */
    static final Set<String> WITH_GROUP =
            Set.of("decltype", "__attribute__", "alignas", "__declspec", "typeof", "__typeof__");

    private final List<Token> tokens;
    private @Nullable Map<String, Integer> numbers;

    TokenCursor(List<Token> tokens) {
        this.tokens = tokens;
    }

    int size() {
        return tokens.size();
    }

    Token at(int index) {
        return tokens.get(index);
    }

    boolean is(int index, String text) {
        return index >= 0 && index < tokens.size() && tokens.get(index).is(text);
    }

    boolean isWord(int index) {
        return index >= 0 && index < tokens.size() && tokens.get(index).kind() == Token.Kind.WORD;
    }

    /** Whether a list of attributes begins here. */
    boolean isAttributes(int index) {
        return is(index, "[") && is(index + 1, "[") && isWord(index + 2);
    }

    /** After the bracket that closes the one here; the end of the tokens where there is none. */
    int afterGroup(int open) {
        int depth = 0;
        for (int i = open; i < size(); i++) {
            switch (at(i).text()) {
                case "(", "[", "{" -> depth++;
                case ")", "]", "}" -> depth--;
                default -> {}
            }
            if (depth == 0) {
                return i + 1;
            }
        }
        return size();
    }

    /** Where the qualifier in front of a place begins, which may have parentheses; the place itself where there is none. */
    int beforeQualifier(int place) {
        int i = place - 1;
        if (is(i, ")")) {
            while (i > 0 && !is(i, "(")) {
                i--;
            }
            return i > 0 && WITH_GROUP.contains(at(i - 1).text()) ? i - 1 : place;
        }
        return is(i, "static") || is(i, "const") || is(i, "volatile") ? i : place;
    }

    /** After the angle bracket that closes the one here; where it turns out to be a comparison, right after it. */
    int afterAngles(int open) {
        int depth = 0;
        int i = open;
        while (i < size()) {
            switch (at(i).text()) {
                case "<" -> depth++;
                case ">" -> depth--;
                case "(", "[", "{" -> i = afterGroup(i) - 1;
                case ";", ")", "]", "}" -> {
                    return open + 1;
                }
                default -> {}
            }
            i++;
            if (depth == 0) {
                return i;
            }
        }
        return open + 1;
    }

    /** The first place from here on, outside all brackets, with one of these texts; the end of the tokens where there is none. */
    int find(int from, String... texts) {
        List<String> wanted = List.of(texts);
        int i = from;
        while (i < size()) {
            String text = at(i).text();
            if (wanted.contains(text)) {
                return i;
            }
            i = text.equals("(") || text.equals("[") || text.equals("{") ? afterGroup(i) : i + 1;
        }
        return size();
    }

    /** The attributes of the list that begins here. */
    List<Attribute> attributes(int open) {
        int end = afterGroup(open);
        List<Attribute> found = new ArrayList<>();
        int i = open + 2;
        while (i < end - 2) {
            String name = at(i).text();
            int next = i + 1;
            List<Token> arguments = List.of();
            if (is(next, "(")) {
                int after = afterGroup(next);
                arguments = numbered(tokens.subList(next + 1, after - 1));
                next = after;
            }
            found.add(new Attribute(name, arguments, open, end));
            i = find(next, ",", "]") + 1;
        }
        return found;
    }

    /** With the numbers that enumerators and constants of the file stand for. */
    private List<Token> numbered(List<Token> arguments) {
        if (arguments.stream().noneMatch(token -> token.kind() == Token.Kind.WORD)) {
            return arguments;
        }
        if (numbers == null) {
            numbers = NamedNumbers.of(this);
        }
        Map<String, Integer> known = numbers;
        return arguments.stream()
                .map(token -> known.containsKey(token.text())
                        ? new Token(
                                Token.Kind.NUMBER,
                                String.valueOf(known.get(token.text())),
                                token.line(),
                                token.column())
                        : token)
                .toList();
    }

    /** The tokens from one place to before another, separated by single blanks. */
    String text(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (Token token : tokens.subList(from, to)) {
            text.append(text.isEmpty() ? "" : " ").append(token.text());
        }
        return text.toString();
    }
}
