package dev.bessemer.simulator;

import java.util.Locale;

/**
 * Something that is wrong with a Metal file, at a place in its text.
 *
 * @param severity whether the file is refused
 * @param file the file's name as it was given
 * @param line the line, from 1; 0 where the file as a whole is meant
 * @param column the column, from 1; 0 where the line as a whole is meant
 * @param message what is wrong and why
 * @param remedy what to write instead; empty where the message says all
 */
public record MslDiagnostic(Severity severity, String file, int line, int column, String message, String remedy) {
    /** How bad it is. */
    public enum Severity {
        /** The file is refused. */
        ERROR,
        /** The file is taken, but hardly means what it says. */
        WARNING
    }

    /** One line in the form that compilers use, with the remedy below it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(file);
        if (line > 0) {
            text.append(':').append(line);
        }
        if (line > 0 && column > 0) {
            text.append(':').append(column);
        }
        text.append(": ")
                .append(severity.name().toLowerCase(Locale.ROOT))
                .append(": ")
                .append(message);
        return remedy.isEmpty()
                ? text.toString()
                : text.append("\n    ").append(remedy).toString();
    }
}
