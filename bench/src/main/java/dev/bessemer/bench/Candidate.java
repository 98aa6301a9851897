package dev.bessemer.bench;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Something that may take part in a comparison.
 *
 * @param name as reports show it
 * @param gap why it cannot; empty where it can
 * @param make makes the contender, where there is no gap
 */
public record Candidate(String name, Optional<String> gap, Supplier<Contender> make) {
    /** One that can take part. */
    public static Candidate of(String name, Supplier<Contender> make) {
        return new Candidate(name, Optional.empty(), make);
    }

    /** One that cannot, and why. */
    public static Candidate missing(String name, String why) {
        return new Candidate(name, Optional.of(why), () -> {
            throw new IllegalStateException(name + " cannot take part: " + why);
        });
    }

    /** One that can take part where the reason not to is empty. */
    public static Candidate unless(String why, String name, Supplier<Contender> make) {
        return why.isEmpty() ? of(name, make) : missing(name, why);
    }
}
