package dev.bessemer.samples;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A small table: a header line and lines of values. */
final class Table {
    private final Map<String, List<String>> columns = new LinkedHashMap<>();

    /** Adds the next line's value to a column, which is a new one, to the right, where there is none of this header. */
    Table column(String header, String value) {
        columns.computeIfAbsent(header, name -> new ArrayList<>(List.of(name))).add(value);
        return this;
    }

    @Override
    public String toString() {
        int lines = columns.values().stream().mapToInt(List::size).max().orElse(0);
        return IntStream.range(0, lines).mapToObj(this::line).collect(Collectors.joining("\n"));
    }

    private String line(int line) {
        return columns.values().stream()
                .map(cells -> pad(
                        cells.get(line),
                        cells.stream().mapToInt(String::length).max().orElse(0)))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
