package dev.bessemer.bench.report;

import dev.bessemer.bench.report.Results.Measurement;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Speeds of the contenders over a size that doubles. */
final class CurveChart {
    private static final double WIDTH = 420;
    private static final double HEIGHT = 250;
    private static final double LEFT = 44;
    private static final double RIGHT = 24;
    private static final double TOP = 12;
    private static final double BOTTOM = 36;

    private final String size;
    private final List<Measurement> measurements;
    private final double least;
    private final double most;
    private final double fastest;

    private CurveChart(String size, List<Measurement> measurements) {
        this.size = size;
        this.measurements = measurements;
        least = measurements.stream().mapToDouble(this::size).min().orElse(1);
        most = measurements.stream().mapToDouble(this::size).max().orElse(2);
        fastest = measurements.stream().mapToDouble(Measurement::value).max().orElse(1) * 1.05;
    }

    /** @param size the parameter of the cases that is drawn to the right */
    static Svg of(String label, String size, List<Measurement> measurements, Palette palette) {
        return new CurveChart(size, measurements).draw(label, palette);
    }

    private double size(Measurement m) {
        return Double.parseDouble(m.parameters().getOrDefault(size, "1"));
    }

    private double x(double at) {
        return LEFT + (WIDTH - LEFT - RIGHT) * Math.log(at / least) / Math.log(most / least);
    }

    private double y(double speed) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * speed / fastest;
    }

    private Svg draw(String label, Palette palette) {
        Map<String, List<Measurement>> curves = measurements.stream()
                .sorted(Comparator.comparingDouble(this::size))
                .collect(Collectors.groupingBy(
                        Measurement::contender, java.util.LinkedHashMap::new, Collectors.toList()));
        double height = HEIGHT + 18 * Math.ceilDiv(curves.size(), 2);
        Svg svg = new Svg(WIDTH, height, label);
        axes(svg);
        int entry = 0;
        for (Map.Entry<String, List<Measurement>> curve : curves.entrySet()) {
            draw(svg, curve.getValue(), palette.of(curve.getKey()));
            double x = LEFT + entry % 2 * 190;
            double y = HEIGHT + 10 + entry / 2 * 18;
            svg.bar(x, y - 9, 14, 9, palette.of(curve.getKey())).text(x + 20, y, "start", "", curve.getKey());
            entry++;
        }
        return svg;
    }

    private void draw(Svg svg, List<Measurement> curve, String kind) {
        double[] xs = curve.stream().mapToDouble(m -> x(size(m))).toArray();
        double[] ys = curve.stream().mapToDouble(m -> y(m.value())).toArray();
        svg.path(xs, ys, "curve " + kind);
        for (int i = 0; i < xs.length; i++) {
            Measurement m = curve.get(i);
            double reach = y(0) - y(m.error());
            svg.line(xs[i], ys[i] - reach, xs[i], ys[i] + reach, kind);
            svg.dot(xs[i], ys[i], kind, m.contender() + ": " + Numbers.text(m.value()) + " " + m.unit());
        }
    }

    private void axes(Svg svg) {
        double step = Math.pow(10, Math.floor(Math.log10(fastest)));
        step = fastest / step < 3 ? step / 2 : step;
        for (double speed = 0; speed <= fastest; speed += step) {
            svg.line(LEFT, y(speed), WIDTH - RIGHT, y(speed), "axis");
            svg.text(LEFT - 6, y(speed) + 4, "end", "dim", Numbers.text(speed));
        }
        for (double at = least; at <= most * 1.001; at *= 2) {
            svg.text(x(at), HEIGHT - BOTTOM + 16, "middle", "dim", Numbers.size(at));
        }
        svg.text(
                WIDTH - RIGHT,
                HEIGHT - 4,
                "end",
                "dim",
                size + "; " + measurements.getFirst().unit() + " upwards");
    }
}
