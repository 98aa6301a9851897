package dev.bessemer.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Metal Shading Language written by hand, for {@link TaskGraph#prebuiltTask}.
 *
 * @param text the whole source
 */
public record MetalSource(String text) {
    /**
     * The source in a file, in UTF-8.
     *
     * @throws UncheckedIOException when it cannot be read
     */
    public static MetalSource ofFile(Path file) {
        try {
            return new MetalSource(Files.readString(file));
        } catch (NoSuchFileException missing) {
            throw new UncheckedIOException(
                    "there is no Metal source at " + file.toAbsolutePath()
                            + ": give the path of a file, or its text with new MetalSource(text)",
                    missing);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the Metal source " + file + " cannot be read: " + unreadable, unreadable);
        }
    }
}
