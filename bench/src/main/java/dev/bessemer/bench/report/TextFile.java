package dev.bessemer.bench.report;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** Files that are written as a whole or not at all, so that a run that is stopped leaves none half written. */
public final class TextFile {
    private TextFile() {}

    /**
     * Writes a file; folders that are missing are made.
     *
     * @throws IllegalArgumentException if that cannot be; the message names the file and the reason
     */
    public static void write(Path file, String text) {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException("cannot write " + file + ": it is a folder; name a file");
        }
        try {
            Files.createDirectories(folder(file));
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                Files.writeString(file, text); // a terminal or a pipe
            } else {
                replace(Files.exists(file) ? file.toRealPath() : file, text);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot write " + file + ": " + reason(e), e);
        }
    }

    private static void replace(Path file, String text) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.writeString(part, text);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * Makes sure that files can be written to a folder, which is made if it is missing.
     *
     * @throws IllegalArgumentException if they cannot; the message names the folder and the reason
     */
    public static void checkFolder(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "bessemer", ".part"));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "cannot write to the folder " + folder + ": " + reason(e) + "; name another one", e);
        }
    }

    private static Path folder(Path file) {
        return Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file);
    }

    /** What went wrong, for a person. */
    static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "no permission for " + denied.getFile();
            case NoSuchFileException absent -> absent.getFile() + " cannot be made";
            case FileAlreadyExistsException taken -> taken.getFile() + " is a file";
            case NotDirectoryException file -> file.getFile() + " is no folder";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }
}
