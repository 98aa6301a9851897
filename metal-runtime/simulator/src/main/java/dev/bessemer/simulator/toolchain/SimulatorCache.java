package dev.bessemer.simulator.toolchain;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The folder in which the simulator keeps its compiler and what that made, shared by all processes of a user.
 *
 * <p>An entry is a file or a folder whose name holds a fingerprint of all that it was made from. It is made under a name of its own and then
 * moved into place, so that nobody sees half of one; where two processes make the same, the first to move wins. What nobody has asked for in two weeks is
 * deleted when something new is made.
 */
public final class SimulatorCache {
    /** Makes an entry, a file or a folder, at a path where there is nothing yet. */
    @FunctionalInterface
    public interface Maker {
        /** Writes the entry to the path, whose parent folder exists. */
        void make(Path path) throws IOException;
    }

    private static final Duration KEPT = Duration.ofDays(14);

    /** How old a use may look: writing it down each time would cost more than it is worth. */
    private static final Duration FRESH = Duration.ofDays(1);

    private final Path folder;

    /** A cache in a folder, which need not be there yet. */
    public SimulatorCache(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    /**
     * The user's: in the folder of the system property {@code bessemer.simulator.cache}, else in {@code simulator} below that of the environment variable
     * {@code BESSEMER_CACHE}, else in {@code bessemer/simulator} of the user's cache folder.
     */
    public static SimulatorCache ofUser() {
        return new SimulatorCache(find(System.getProperties(), System.getenv()));
    }

    static Path find(Properties properties, Map<String, String> environment) {
        String own = properties.getProperty("bessemer.simulator.cache", "");
        if (!own.isEmpty()) {
            return Path.of(own);
        }
        String shared = environment.getOrDefault("BESSEMER_CACHE", "");
        if (!shared.isEmpty()) {
            return Path.of(shared, "simulator");
        }
        String home = properties.getProperty("user.home", ".");
        if (properties.getProperty("os.name", "").startsWith("Mac")) {
            return Path.of(home, "Library/Caches/bessemer/simulator");
        }
        String caches = environment.getOrDefault("XDG_CACHE_HOME", "");
        return (caches.isEmpty() ? Path.of(home, ".cache") : Path.of(caches)).resolve("bessemer/simulator");
    }

    /** Where the cache is. */
    public Path folder() {
        return folder;
    }

    /**
     * The entry of a name, made now if it is not there.
     *
     * @throws IOException where it can be neither found nor made
     */
    public Path entry(String name, Maker maker) throws IOException {
        Path entry = folder.resolve(name);
        if (Files.exists(entry)) {
            rememberUse(entry);
            return entry;
        }
        Files.createDirectories(folder);
        deleteForgotten();
        Path scratch = Files.createTempDirectory(folder, "new-");
        try {
            Path made = scratch.resolve(entry.getFileName().toString());
            maker.make(made);
            moveUnlessThere(made, entry);
        } finally {
            deleteTree(scratch);
        }
        return entry;
    }

    private static void rememberUse(Path entry) throws IOException {
        if (age(entry).compareTo(FRESH) > 0) {
            Files.setLastModifiedTime(entry, FileTime.from(Instant.now()));
        }
    }

    private static Duration age(Path entry) throws IOException {
        return Duration.between(Files.getLastModifiedTime(entry).toInstant(), Instant.now());
    }

    private void deleteForgotten() throws IOException {
        List<Path> entries;
        try (Stream<Path> found = Files.list(folder)) {
            entries = found.toList();
        }
        for (Path entry : entries) {
            try {
                if (age(entry).compareTo(KEPT) > 0) {
                    deleteTree(entry);
                }
            } catch (NoSuchFileException e) {
                System.getLogger("dev.bessemer.cache").log(System.Logger.Level.DEBUG, "deleted by another process", e);
            }
        }
    }

    private static void moveUnlessThere(Path made, Path entry) throws IOException {
        try {
            Files.move(made, entry, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.exists(entry)) {
                throw e;
            }
        }
    }

    /** Deletes a file or a folder with all that is in it. */
    public static void deleteTree(Path root) throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.walk(root)) {
            all = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
