package dev.bessemer.simulator.standin;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Something that the program did and that Metal or Objective-C does not allow.
 *
 * @param text what it was: a kind such as {@code over-release}, a colon, and what happened
 * @param stack the program's frames that led to the message, innermost first and a few only; none where no thread of Java sent it
 */
public record Violation(String text, List<StackTraceElement> stack) {
    /** Copies the list. */
    public Violation {
        stack = List.copyOf(stack);
    }

    /** What comes before the colon, such as {@code use after release}. */
    public String kind() {
        int colon = text.indexOf(':');
        return colon < 0 ? text : text.substring(0, colon);
    }

    @Override
    public String toString() {
        return text + stack.stream().map(frame -> "\n    at " + frame).collect(Collectors.joining());
    }
}
