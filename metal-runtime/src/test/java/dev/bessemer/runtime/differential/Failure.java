package dev.bessemer.runtime.differential;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** What is told of a generated kernel that failed: its seed, its source, and what still fails of it. */
final class Failure {
    private static final long SHRINKING_SECONDS = 60;

    private Failure() {}

    /**
     * Fails with a difference, after shrinking the program.
     *
     * @param difference what differs for a program; throws IllegalArgumentException where javac refuses it
     */
    static void report(Program program, String text, Function<Program, Optional<String>> difference) {
        String kind = kind(text);
        Program small = Shrinker.shrink(program, smaller -> kind.equals(kind(smaller, difference)), SHRINKING_SECONDS);
        fail(text + "\n" + saved(program) + "\nshrunk, and kept in " + Reproducer.keep(small) + ":\n" + small.source());
    }

    /** What a program's failure begins with; empty where it does not fail or javac refuses it. */
    private static String kind(Program program, Function<Program, Optional<String>> difference) {
        try {
            return difference.apply(program).map(Failure::kind).orElse("");
        } catch (IllegalArgumentException refused) {
            return "";
        }
    }

    private static String kind(String difference) {
        return difference
                .lines()
                .limit(2)
                .map(line -> line.replaceAll("\\w*\\d.*", ""))
                .toList()
                .toString();
    }

    /** Writes a program's source to a file; says where that is and how to make the program again. */
    static String saved(Program program) {
        Path file = Path.of("target", "differential", program.className() + ".java");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, program.source());
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return "again with -Dbessemer.differential.seed=" + program.seed() + "; the source is in "
                + file.toAbsolutePath() + ":\n" + program.source();
    }
}
