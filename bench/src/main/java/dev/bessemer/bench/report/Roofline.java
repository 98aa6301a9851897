package dev.bessemer.bench.report;

import dev.bessemer.bench.report.Results.Measurement;
import java.util.List;
import java.util.Optional;

/** How far Bessemer is from what the machine can do at most, over the arithmetic that the work asks for each byte. */
final class Roofline {
    private static final double WIDTH = 420;
    private static final double HEIGHT = 270;
    private static final double LEFT = 44;
    private static final double RIGHT = 24;
    private static final double TOP = 12;
    private static final double BOTTOM = 36;

    private final double arithmetic;
    private final double memory;
    private final double leastIntensity = 1.0 / 32;
    private final double mostIntensity = 4096;
    private final double leastSpeed;

    private Roofline(double arithmetic, double memory) {
        this.arithmetic = arithmetic;
        this.memory = memory;
        leastSpeed = Math.min(1, memory * leastIntensity / 2);
    }

    /** Nothing where the limits were not measured. */
    static Optional<Svg> of(Results results) {
        Optional<Double> arithmetic = limit(results, "arithmetic");
        Optional<Double> memory = limit(results, "memory");
        if (arithmetic.isEmpty() || memory.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Roofline(arithmetic.get(), memory.get()).draw(results.measurements()));
    }

    private static Optional<Double> limit(Results results, String limit) {
        return results.measurements().stream()
                .filter(m -> m.subject().equals("limits")
                        && limit.equals(m.parameters().get("limit")))
                .map(Measurement::value)
                .findFirst();
    }

    private double x(double intensity) {
        return LEFT
                + (WIDTH - LEFT - RIGHT)
                        * Math.log(intensity / leastIntensity)
                        / Math.log(mostIntensity / leastIntensity);
    }

    private double y(double speed) {
        return HEIGHT
                - BOTTOM
                - (HEIGHT - TOP - BOTTOM) * Math.log(speed / leastSpeed) / Math.log(2 * arithmetic / leastSpeed);
    }

    /** GFLOP/s, of speeds in either unit. */
    private static double speed(Measurement m) {
        return m.unit().equals("GB/s") ? m.value() * m.operations() / m.bytes() : m.value();
    }

    private Svg draw(List<Measurement> measurements) {
        Svg svg = new Svg(WIDTH, HEIGHT, "Roofline: GFLOP/s over operations a byte, with the machine's limits");
        for (double speed = Math.pow(10, Math.ceil(Math.log10(leastSpeed))); speed < 2 * arithmetic; speed *= 10) {
            svg.line(LEFT, y(speed), WIDTH - RIGHT, y(speed), "axis");
            svg.text(LEFT - 6, y(speed) + 4, "end", "dim", Numbers.text(speed));
        }
        for (double intensity = 0.125; intensity <= mostIntensity; intensity *= 8) {
            svg.text(x(intensity), HEIGHT - BOTTOM + 16, "middle", "dim", Numbers.size(intensity));
        }
        double ridge = arithmetic / memory;
        double[] xs = {x(leastIntensity), x(ridge), x(mostIntensity)};
        double[] ys = {y(leastIntensity * memory), y(arithmetic), y(arithmetic)};
        svg.path(xs, ys, "limit");
        svg.text(
                WIDTH - RIGHT,
                y(arithmetic) - 6,
                "end",
                "dim",
                Numbers.text(arithmetic) + " GFLOP/s; " + Numbers.text(memory) + " GB/s");
        for (Measurement m : measurements) {
            if (m.contender().equals("Bessemer") && m.operations() > 0 && m.bytes() > 0) {
                svg.dot(
                        x(m.operations() / m.bytes()),
                        y(speed(m)),
                        "c0",
                        m.caseName() + ": " + Numbers.text(speed(m)) + " GFLOP/s");
            }
        }
        return svg.text(WIDTH - RIGHT, HEIGHT - 4, "end", "dim", "operations a byte; GFLOP/s upwards; dots: Bessemer");
    }
}
