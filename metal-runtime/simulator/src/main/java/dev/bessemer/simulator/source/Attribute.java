package dev.bessemer.simulator.source;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One attribute of a list in double brackets.
 *
 * @param name its name
 * @param arguments the tokens in its parentheses; none where there are no parentheses
 * @param open the index of the first bracket of its list
 * @param end the index after the last bracket of its list
 */
public record Attribute(String name, List<Token> arguments, int open, int end) {
    /** What clang understands itself. */
    private static final Set<String> OF_CPP = Set.of(
            "maybe_unused", "nodiscard", "noreturn", "fallthrough", "deprecated", "likely", "unlikely", "clang", "gnu");

    public Attribute {
        arguments = List.copyOf(arguments);
    }

    /** Whether clang knows it, so that it may stay in the text. */
    boolean isOfCpp() {
        return OF_CPP.contains(name);
    }

    /** The argument as a number, if it is one, or a sum of some as macros leave them. */
    public OptionalInt number() {
        if (arguments.isEmpty()) {
            return OptionalInt.empty();
        }
        int sum = 0;
        for (String term : text().replaceAll("[()]", "").split("\\+", -1)) {
            OptionalInt number = integer(term);
            if (number.isEmpty()) {
                return number;
            }
            sum += number.getAsInt();
        }
        return OptionalInt.of(sum);
    }

    /** An integer literal's value. */
    static OptionalInt integer(String literal) {
        String digits = literal.replaceAll("[uUlL]+$", "");
        boolean matches = digits.matches("0[xX][0-9a-fA-F]{1,7}|[0-9]{1,9}");
        return matches ? OptionalInt.of(Integer.decode(digits)) : OptionalInt.empty();
    }

    /** The arguments as written, strings without their quotes. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Token argument : arguments) {
            String word = argument.text();
            text.append(word.startsWith("\"") ? word.substring(1, word.length() - 1) : word);
        }
        return text.toString();
    }
}
