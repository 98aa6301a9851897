package dev.bessemer.simulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A Metal file: its text and the name that diagnostics call it by.
 *
 * @param name the name
 * @param text the text
 * @param folder where files that it includes with quotes are looked for first; empty where it has no place of its own
 */
public record MslSource(String name, String text, Optional<Path> folder) {
    /** Source that is no file. */
    public static MslSource of(String name, String text) {
        return new MslSource(name, text, Optional.empty());
    }

    /** The source in a file, named as the path reads. */
    public static MslSource read(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        return new MslSource(
                file.toString(), text, Optional.ofNullable(file.toAbsolutePath().getParent()));
    }
}
