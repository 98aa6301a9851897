package dev.bessemer.runtime.doctor;

import java.util.ArrayList;
import java.util.List;

/** A part of the report: a title, and lines below it. */
final class Section {
    private final String title;
    private final List<Line> lines = new ArrayList<>();

    private record Line(String name, String value, boolean failed) {}

    Section(String title) {
        this.title = title;
    }

    /** Adds what was found out about something. */
    Section line(String name, String value) {
        lines.add(new Line(name, value, false));
        return this;
    }

    /** Adds a sentence. */
    Section text(String sentence) {
        return line("", sentence);
    }

    /** Adds what should work and does not. */
    Section failure(String name, String what) {
        lines.add(new Line(name, "FAILED: " + what, true));
        return this;
    }

    /** How many lines say that something does not work. */
    long failures() {
        return lines.stream().filter(Line::failed).count();
    }

    /** The title and the lines, values below each other. */
    String text() {
        int width = lines.stream().mapToInt(line -> line.name.length()).max().orElse(0);
        StringBuilder text = new StringBuilder(title).append('\n');
        for (Line line : lines) {
            String name = line.name.isEmpty() ? "" : line.name + " ".repeat(width - line.name.length() + 2);
            text.append("  ").append(name).append(line.value).append('\n');
        }
        return text.toString();
    }
}
