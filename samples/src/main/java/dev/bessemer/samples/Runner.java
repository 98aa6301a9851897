package dev.bessemer.samples;

import dev.bessemer.runtime.Device;
import java.io.PrintStream;
import java.util.Locale;

/** Runs a sample: measures it, checks it, and prints what came out. */
final class Runner {
    private final PrintStream out;

    Runner(PrintStream out) {
        this.out = out;
    }

    /** Whether the result is right. */
    boolean run(Sample sample, Options options) {
        Device device = device(options.text(Sample.DEVICE.name()));
        int repeat = options.number(Sample.REPEAT.name(), 1, 1_000_000);
        Progress progress = Progress.onTerminal();
        try (SampleRun run = sample.prepare(options)) {
            Measurement measured = Measurement.of(run, device, repeat, progress);
            Check check = run.check(progress);
            progress.end();
            print(device, run, measured, check);
            return check.passes();
        } finally {
            progress.end();
        }
    }

    private static Device device(String name) {
        try {
            return Device.byName(name);
        } catch (IllegalArgumentException missing) {
            UsageException usage = new UsageException("option --device: " + missing.getMessage());
            usage.initCause(missing);
            throw usage;
        }
    }

    private void print(Device device, SampleRun run, Measurement measured, Check check) {
        out.println(new Table()
                .column("device", device.name())
                .column("shape", run.shape())
                .column("type", run.type())
                .column("first", time(measured.first()))
                .column("median", time(measured.median()))
                .column("GFLOP/s", format("%.1f", run.operations() / measured.median()))
                .column("largest error", format("%.2e", check.error()))
                .column("tolerance", format("%.2e", check.tolerance())));
        out.println(check.passes() ? "The result is right." : "The result is WRONG.");
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
