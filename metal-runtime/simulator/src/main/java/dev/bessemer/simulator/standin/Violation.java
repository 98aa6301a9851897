package dev.bessemer.simulator.standin;

import java.util.Optional;

/**
 * Something that the program did and that Metal or Objective-C does not allow.
 *
 * @param text what it was: a kind such as {@code over-release}, a colon, and what happened
 * @param where the program's frame that sent the message, where a thread of Java did
 */
public record Violation(String text, Optional<StackTraceElement> where) {
    /** What comes before the colon, such as {@code use after release}. */
    public String kind() {
        int colon = text.indexOf(':');
        return colon < 0 ? text : text.substring(0, colon);
    }

    @Override
    public String toString() {
        return text + where.map(frame -> "\n    at " + frame).orElse("");
    }
}
