package dev.bessemer.bench.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Results as JSON files. */
public final class ResultFile {
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private ResultFile() {}

    /** Writes results; a folder that is missing is made. */
    public static void write(Results results, Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, GSON.toJson(results) + "\n");
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if the file is no such file; the message names it
     */
    public static Results read(Path file) throws IOException {
        Results results;
        try {
            results = GSON.fromJson(Files.readString(file), Results.class);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(
                    "there is no file " + file + ": ./bessemer bench --out FOLDER writes FOLDER/results.json", e);
        } catch (JsonParseException | IllegalArgumentException e) {
            throw new IllegalArgumentException(file + " is no results of ./bessemer bench: " + e.getMessage(), e);
        }
        if (results == null || results.format() != Results.FORMAT || results.measurements() == null) {
            throw new IllegalArgumentException(file + " is no results of ./bessemer bench in format " + Results.FORMAT
                    + ", which this version reads");
        }
        return results;
    }
}
