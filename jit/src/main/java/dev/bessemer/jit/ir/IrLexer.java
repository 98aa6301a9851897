package dev.bessemer.jit.ir;

/**
 * Cuts the text of a function into tokens: names with their sigil ({@code %row.1}, {@code ^loop}, {@code @12}), words and numbers, quoted
 * strings with their quotes, and single punctuation marks. A semicolon begins a comment to the end of the line.
 */
final class IrLexer {
    private final String text;
    private int position;
    private int line = 1;
    private String token = "";

    IrLexer(String text) {
        this.text = text;
        advance();
    }

    /** The next token, or the empty string at the end. */
    String peek() {
        return token;
    }

    /** Takes the next token. */
    String next() {
        String taken = token;
        advance();
        return taken;
    }

    /** Takes the next token if it is {@code expected}. */
    boolean accept(String expected) {
        if (!token.equals(expected)) {
            return false;
        }
        advance();
        return true;
    }

    /** Takes the next token, which must be {@code expected}. */
    void expect(String expected) {
        if (!accept(expected)) {
            throw error("expected '" + expected + "' and found '" + token + "'");
        }
    }

    /** Takes a name with this sigil and gives it without. */
    String name(char sigil) {
        if (token.isEmpty() || token.charAt(0) != sigil) {
            throw error("expected a name that begins with " + sigil + " and found '" + token + "'");
        }
        return next().substring(1);
    }

    /** Takes a whole number. */
    long number() {
        try {
            return Long.parseLong(next());
        } catch (NumberFormatException notOne) {
            throw error("expected a whole number: " + notOne.getMessage());
        }
    }

    /** The line of the next token, from 1. */
    int line() {
        return line;
    }

    /** What is wrong at the next token. */
    IrSyntaxException error(String message) {
        return new IrSyntaxException(line, message);
    }

    private void advance() {
        skipBlanks();
        int start = position;
        if (start == text.length()) {
            token = "";
            return;
        }
        char first = text.charAt(position++);
        if (first == '"') {
            int end = text.indexOf('"', position);
            if (end < 0) {
                throw error("a string without its closing quote");
            }
            position = end + 1;
        } else if (isWord(first) || first == '%' || first == '^' || first == '@') {
            while (position < text.length() && isWord(text.charAt(position))) {
                position++;
            }
        }
        token = text.substring(start, position);
    }

    private void skipBlanks() {
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c == ';') {
                int end = text.indexOf('\n', position);
                position = end < 0 ? text.length() : end;
            } else if (Character.isWhitespace(c)) {
                line += c == '\n' ? 1 : 0;
                position++;
            } else {
                return;
            }
        }
    }

    private static boolean isWord(char c) {
        return Character.isJavaIdentifierPart(c) || c == '.' || c == '-' || c == '+';
    }
}
