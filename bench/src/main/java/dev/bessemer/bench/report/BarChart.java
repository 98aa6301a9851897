package dev.bessemer.bench.report;

import dev.bessemer.bench.report.Results.Measurement;
import java.util.List;

/** Bars of the contenders of some cases, each with its error. */
final class BarChart {
    private static final double WIDTH = 420;
    private static final double NAMES = 128;
    private static final double VALUES = 108;
    private static final double ROW = 20;

    private BarChart() {}

    /** A group of bars, of contenders in one unit. */
    record Group(String title, List<Measurement> measurements) {}

    /** @param label what the picture shows */
    static Svg of(String label, List<Group> groups, Palette palette) {
        double rows =
                groups.stream().mapToInt(group -> group.measurements.size() + 1).sum();
        Svg svg = new Svg(WIDTH, rows * ROW + 10, label);
        double y = 0;
        for (Group group : groups) {
            svg.text(0, y + ROW - 5, "start", "dim", group.title);
            double most = group.measurements.stream()
                    .mapToDouble(m -> m.value() + m.error())
                    .max()
                    .orElse(1);
            for (Measurement m : group.measurements) {
                y += ROW;
                row(svg, y, m, (WIDTH - NAMES - VALUES) / most, palette);
            }
            y += ROW;
        }
        return svg;
    }

    private static void row(Svg svg, double y, Measurement m, double scale, Palette palette) {
        double end = NAMES + m.value() * scale;
        svg.text(NAMES - 6, y + ROW - 6, "end", "", m.contender());
        svg.bar(NAMES, y + 3, m.value() * scale, ROW - 6, palette.of(m.contender()));
        double least = Math.max(NAMES, end - m.error() * scale);
        svg.line(least, y + ROW / 2, end + m.error() * scale, y + ROW / 2, "err");
        svg.text(
                WIDTH - VALUES + 6,
                y + ROW - 6,
                "start",
                "",
                Numbers.text(m.value()) + " ± " + Numbers.text(m.error()));
    }
}
