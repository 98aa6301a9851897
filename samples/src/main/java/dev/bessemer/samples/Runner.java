package dev.bessemer.samples;

import dev.bessemer.runtime.Device;
import dev.bessemer.runtime.Lowering;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Runs a sample: measures it, checks it, and prints what came out. */
final class Runner {
    private final PrintStream out;

    Runner(PrintStream out) {
        this.out = out;
    }

    /** Whether the results of all ways are right. */
    boolean run(Sample sample, Options options) {
        Device device = device(options.text(Sample.DEVICE.name()));
        Optional<Lowering> lowering = lowering(options, device);
        int repeat = options.number(Sample.REPEAT.name(), 1, 1_000_000);
        List<Way> ways = sample.ways(options);
        if (ways.size() == 1) {
            requirePossible(ways.getFirst());
        }
        Table table = new Table();
        List<String> notes = new ArrayList<>();
        boolean right = true;
        for (Way way : ways) {
            if (!way.missing().isEmpty()) {
                notes.add(way.name() + " was not run: " + way.missing());
            } else if (!run(way, ways.size() > 1, device, lowering, repeat, table)) {
                right = false;
                notes.add((ways.size() > 1 ? "The result of " + way.name() : "The result") + " is WRONG.");
            }
        }
        out.println(table);
        notes.forEach(out::println);
        if (right) {
            out.println(ways.size() - notes.size() > 1 ? "All results are right." : "The result is right.");
        }
        return right;
    }

    /** @throws UsageException when the way cannot do what is asked */
    static void requirePossible(Way way) {
        if (!way.missing().isEmpty()) {
            throw new UsageException("option --way " + way.name() + ": " + way.missing());
        }
    }

    private static boolean run(
            Way way, boolean compared, Device device, Optional<Lowering> lowering, int repeat, Table table) {
        Progress progress = Progress.onTerminal();
        try (SampleRun run = way.run().get()) {
            Measurement measured = Measurement.of(run, device, lowering, repeat, progress);
            Check check = run.check(progress);
            progress.end();
            if (compared) {
                table.column("way", way.name());
            }
            table.column("device", device.name())
                    .column("shape", run.shape())
                    .column("type", run.type())
                    .column("first", time(measured.first()))
                    .column("median", time(measured.median()))
                    .column("GFLOP/s", format("%.1f", run.operations() / measured.median()));
            if (compared) {
                compare(table, run, measured, device);
            }
            table.column("largest error", format("%.2e", check.error()))
                    .column("tolerance", format("%.2e", check.tolerance()));
            return check.passes();
        } finally {
            progress.end();
        }
    }

    /** What tells ways apart beside their speed. */
    private static void compare(Table table, SampleRun run, Measurement measured, Device device) {
        long bytes = run.arrays().stream()
                .mapToLong(array -> array.allocationSegment().byteSize())
                .sum();
        String share = device.limits()
                .map(limits -> format("%.0f %%", 100 * run.operations() / measured.device() / (limits.flops() / 1e9)))
                .orElse("-");
        table.column("device time", time(measured.device()))
                .column("share of peak", share)
                .column("memory", format("%.1f MB", bytes / 1e6))
                .column("launches", String.valueOf(run.graph().taskNames().size()));
    }

    private static Optional<Lowering> lowering(Options options, Device device) {
        Optional<Lowering> lowering = options.lowering();
        if (lowering.isPresent() && device.lowering().isEmpty()) {
            throw new UsageException("option " + Sample.LOWERING.name() + ": the device " + device.name()
                    + " runs no Metal source: choose metal or simulator with " + Sample.DEVICE.name());
        }
        return lowering;
    }

    /** @throws UsageException when there is no device of this name */
    static Device device(String name) {
        try {
            return Device.byName(name);
        } catch (IllegalArgumentException missing) {
            UsageException usage = new UsageException("option --device: " + missing.getMessage());
            usage.initCause(missing);
            throw usage;
        }
    }

    private static String time(long nanoseconds) {
        return nanoseconds < 1_000_000
                ? format("%.1f us", nanoseconds / 1e3)
                : nanoseconds < 1_000_000_000
                        ? format("%.2f ms", nanoseconds / 1e6)
                        : format("%.2f s", nanoseconds / 1e9);
    }

    private static String format(String format, double number) {
        return String.format(Locale.ROOT, format, number);
    }
}
