package dev.bessemer.jit.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Expectations kept in files below {@code src/test/resources}. With {@code -Dgolden.update=true} they are written instead of compared, and files no test
 * reads are deleted instead of reported.
 */
public final class GoldenFile {
    private static final Path RESOURCES = Path.of("src", "test", "resources");
    private static final boolean UPDATE = Boolean.getBoolean("golden.update");
    private static final String HINT = "; run the test with -Dgolden.update=true and look at the difference";

    private GoldenFile() {}

    /** A file or folder below the resources. */
    public static Path path(String name) {
        return RESOURCES.resolve(name);
    }

    /** Compares a file with what was computed. */
    public static void check(Path file, String actual) {
        try {
            if (UPDATE) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, actual);
            } else if (Files.exists(file)) {
                assertEquals(Files.readString(file), actual, file + " is stale" + HINT);
            } else {
                fail(file + " is missing" + HINT);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails for each file of a folder that no test reads. */
    public static void checkNoOrphans(Path folder, Set<Path> read) {
        for (Path file : list(folder)) {
            if (!read.contains(file)) {
                if (!UPDATE) {
                    fail(file + " is read by no test" + HINT);
                }
                delete(file);
            }
        }
    }

    /** The entries of a folder by name; none if there is no such folder. */
    public static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file's text. */
    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
