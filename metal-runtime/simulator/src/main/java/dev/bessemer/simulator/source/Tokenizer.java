package dev.bessemer.simulator.source;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits lines of C++ without directives into tokens; white space and comments are dropped. */
final class Tokenizer {
    private static final Pattern TOKEN = Pattern.compile("(?<blank>\\s+|//.*|/\\*.*?\\*/)"
            + "|(?<literal>(?:u8|[uUL])?\"(?:[^\"\\\\]|\\\\.)*\"|(?:u8|[uUL])?'(?:[^'\\\\]|\\\\.)+')"
            + "|(?<word>[A-Za-z_$][A-Za-z_$0-9]*)"
            + "|(?<number>\\.?[0-9](?:[eEpP][+-]|[0-9A-Za-z_.]|'[0-9A-Za-z])*)"
            + "|(?<symbol>::|.)");

    private Tokenizer() {}

    /** Appends the tokens of one line. */
    static void tokenize(String text, int line, List<Token> tokens) {
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            if (matcher.group("blank") == null) {
                tokens.add(new Token(kind(matcher), matcher.group(), line, matcher.start()));
            }
        }
    }

    /** The tokens of one line alone. */
    static List<Token> tokenize(String text) {
        List<Token> tokens = new ArrayList<>();
        tokenize(text, 0, tokens);
        return tokens;
    }

    private static Token.Kind kind(Matcher matcher) {
        if (matcher.group("word") != null) {
            return Token.Kind.WORD;
        }
        if (matcher.group("number") != null) {
            return Token.Kind.NUMBER;
        }
        return matcher.group("literal") != null ? Token.Kind.LITERAL : Token.Kind.SYMBOL;
    }
}
