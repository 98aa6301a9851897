package dev.bessemer.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A small table: one header line, one line of values. */
final class Table {
    private final List<String> headers = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    Table column(String header, String value) {
        headers.add(header);
        values.add(value);
        return this;
    }

    @Override
    public String toString() {
        return line(headers) + "\n" + line(values);
    }

    private String line(List<String> cells) {
        return IntStream.range(0, cells.size())
                .mapToObj(i -> pad(
                        cells.get(i),
                        Math.max(headers.get(i).length(), values.get(i).length())))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
