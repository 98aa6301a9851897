package dev.bessemer.jit.cache;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that other processes see whole or not at all. */
public final class WholeFile {
    /** What writes a file. */
    @FunctionalInterface
    public interface Writer {
        /** Writes to a path at which there is nothing. */
        void write(Path file) throws IOException;
    }

    private WholeFile() {}

    /**
     * Writes a file under a name of its own and then moves it into place, over one that is there. Its folder is made if there is none.
     *
     * @throws IOException when it cannot be written; what was there before then still is
     */
    public static void write(Path file, Writer writer) throws IOException {
        Path folder = file.toAbsolutePath().resolveSibling("");
        Files.createDirectories(folder);
        Path whole = folder.resolve("new-" + ProcessHandle.current().pid() + "-" + System.nanoTime() + ".tmp");
        try {
            writer.write(whole);
            move(whole, file);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
