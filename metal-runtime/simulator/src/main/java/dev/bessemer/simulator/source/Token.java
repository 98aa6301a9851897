package dev.bessemer.simulator.source;

/**
 * A token of preprocessed text.
 *
 * @param kind what sort of token
 * @param text its characters
 * @param line the index of its line in the preprocessed text, from 0
 * @param column the index of its first character in that line, from 0
 */
public record Token(Kind kind, String text, int line, int column) {
    /** Sorts of tokens. */
    public enum Kind {
        /** A name or a keyword. */
        WORD,
        /** A number, with its suffix. */
        NUMBER,
        /** A string literal or a character literal, with its quotes. */
        LITERAL,
        /** One character of punctuation, or {@code ::}. */
        SYMBOL
    }

    /** Whether the token reads like this. */
    public boolean is(String expected) {
        return text.equals(expected);
    }

    /** The index of the first character after the token. */
    public int end() {
        return column + text.length();
    }
}
