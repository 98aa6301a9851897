package dev.bessemer.bench.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Results as JSON files. */
public final class ResultFile {
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private ResultFile() {}

    /**
     * Writes results, all or nothing; a folder that is missing is made.
     *
     * @throws IllegalArgumentException if that cannot be; the message names the file
     */
    public static void write(Results results, Path file) {
        TextFile.write(file, GSON.toJson(results) + "\n");
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if the file is no such file; the message names it
     */
    public static Results read(Path file) {
        Results results = parse(file);
        if (results == null || results.format() != Results.FORMAT) {
            throw new IllegalArgumentException(file + " is no results of ./bessemer bench in format " + Results.FORMAT
                    + ", which this version reads: measure again with ./bessemer bench --out FOLDER");
        }
        ResultCheck.problem(results).ifPresent(problem -> {
            throw unusable(file, problem);
        });
        return results;
    }

    private static @Nullable Results parse(Path file) {
        try {
            return GSON.fromJson(Files.readString(file), Results.class);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(
                    "there is no file " + file + ": ./bessemer bench --out FOLDER writes FOLDER/results.json", e);
        } catch (CharacterCodingException e) {
            throw unusable(file, "it is no text");
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + file + ": " + TextFile.reason(e), e);
        } catch (JsonParseException | IllegalArgumentException e) {
            throw unusable(file, problem(e));
        }
    }

    /** The first line, without the name of an exception inside; what follows is advice to those who write Java. */
    private static String problem(RuntimeException e) {
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("it is malformed");
        return message.replaceFirst("^[\\w.]+Exception: ", "");
    }

    private static IllegalArgumentException unusable(Path file, String why) {
        return new IllegalArgumentException(file + " is no results of ./bessemer bench: " + why);
    }
}
