package dev.bessemer.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.simulator.MslBuffer;
import dev.bessemer.simulator.MslChecker;
import dev.bessemer.simulator.MslExtent;
import dev.bessemer.simulator.MslLaunch;
import dev.bessemer.simulator.MslOptions;
import dev.bessemer.simulator.MslProgram;
import dev.bessemer.simulator.MslSource;
import dev.bessemer.simulator.Simulator;
import dev.bessemer.simulator.toolchain.Toolchain;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * How long the simulator takes with a typical kernel of ours: the library's attention in f16, 256 rows of 64. The figures are printed; the limits are those of a quiet machine, times
 * {@value #LOADED} because others may be at work.
 */
class MetalFiguresTest {
    private static final int LOADED = 5;
    private static final int LENGTH = 256;
    private static final int DIM = 64;
    private static final int REPEATS = 4;

    @BeforeAll
    static void needsACompiler() {
        Assumptions.assumeTrue(
                Toolchain.missing().isEmpty(), () -> Toolchain.missing().orElse(""));
    }

    @Test
    void attention_checkedBuiltAndExecuted_isQuick() {
        String text = EmittedMetalTest.explain(
                List.of("flash-attention", "--dtype", "f16", "--heads", "1", "--seq", LENGTH + "", "--dim", DIM + ""));
        MslOptions watched = MslOptions.DEFAULT.withWatches(MslOptions.Watch.values());
        Supplier<MslSource> fresh =
                () -> MslSource.of("attention", text + "constant int t" + System.nanoTime() + " = 1;");
        report(
                "check",
                500,
                fresh,
                source ->
                        assertTrue(MslChecker.check(source, MslOptions.DEFAULT).isAccepted()));
        report(
                "run build",
                1000,
                fresh,
                source -> open(source, MslOptions.DEFAULT).close());
        report("race build", 2000, fresh, source -> open(source, watched).close());
        MslSource same = fresh.get();
        report("check, cached", 100, () -> same, source -> MslChecker.check(source, MslOptions.DEFAULT));
        report(
                "run build, cached",
                200,
                () -> same,
                source -> open(source, MslOptions.DEFAULT).close());
        execute("execution", 50, same, MslOptions.DEFAULT);
        execute("race check", 1000, same, watched);
    }

    private static Simulator open(MslSource source, MslOptions options) {
        return Simulator.open(MslProgram.build(source, options));
    }

    /** One way of using a Metal file. */
    private interface Use {
        void of(MslSource source);
    }

    private static void report(String what, int limit, Supplier<MslSource> source, Use use) {
        use.of(source.get());
        long least = Long.MAX_VALUE;
        for (int i = 0; i < REPEATS; i++) {
            MslSource next = source.get();
            long start = System.nanoTime();
            use.of(next);
            least = Math.min(least, System.nanoTime() - start);
        }
        say(what, limit, Duration.ofNanos(least));
    }

    private static void say(String what, int limit, Duration least) {
        double milliseconds = least.toNanos() / 1e6;
        System.out.printf(Locale.ROOT, "%s: %.1f ms, of at most %d%n", what, milliseconds, limit);
        assertTrue(milliseconds < (double) LOADED * limit, () -> what + " took " + milliseconds + " ms");
    }

    private static void execute(String what, int limit, MslSource source, MslOptions options) {
        MslLaunch launch = launch();
        try (Simulator simulator = open(source, options)) {
            Duration least = Duration.ofDays(1);
            for (int i = 0; i < REPEATS; i++) {
                var result = simulator.launch(launch);
                assertEquals(List.of(), result.faults());
                least = result.time().compareTo(least) < 0 ? result.time() : least;
            }
            say(what, limit, least);
        }
    }

    /** The kernel's arguments: arrays, then strides of each array, then extents, the scale, the arrays' sizes and the fault record. */
    private static MslLaunch launch() {
        short[] halves = new short[LENGTH * DIM];
        for (int i = 0; i < halves.length; i++) {
            halves[i] = Float.floatToFloat16((i * 37 % 101) / 101f - 0.5f);
        }
        int all = LENGTH * DIM;
        int[] numbers = {all, all, DIM, all, all, DIM, all, all, DIM, 0, 0, 0, all, all, DIM, LENGTH, LENGTH, 1, 1, 0};
        MslLaunch launch = MslLaunch.of("forward", MslExtent.of(LENGTH / 32 * 128), MslExtent.of(128));
        for (int slot : new int[] {0, 1, 2, 3}) {
            launch = launch.withBuffer(slot, MslBuffer.of(MemorySegment.ofArray(halves.clone())));
        }
        launch = launch.withBuffer(4, MslBuffer.of(MemorySegment.ofArray(new byte[16])))
                .withBuffer(5, MslBuffer.output(MemorySegment.ofArray(halves.clone())))
                .withBuffer(6, MslBuffer.of(MemorySegment.ofArray(new float[1])))
                .withBuffer(7, MslBuffer.of(MemorySegment.ofArray(new float[1])))
                .withBuffer(28, MslBuffer.of(MemorySegment.ofArray(new float[] {0.18f})))
                .withBuffer(29, MslBuffer.of(MemorySegment.ofArray(new long[] {all, all, all, all, 16, all, 1, 1})))
                .withBuffer(30, MslBuffer.of(MemorySegment.ofArray(new int[16])));
        for (int i = 0; i < numbers.length; i++) {
            launch = launch.withBuffer(8 + i, MslBuffer.of(MemorySegment.ofArray(new int[] {numbers[i]})));
        }
        return launch;
    }
}
