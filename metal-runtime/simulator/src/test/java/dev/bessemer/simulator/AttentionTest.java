package dev.bessemer.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Attention of 256 rows of 64 halves: right numbers, no faults, and fast enough to be looked at often. */
@NeedsToolchain
class AttentionTest {
    private static final int LENGTH = 256;
    private static final int DIM = 64;
    private static final long SEED = 42;

    private final short[] q = random(SEED);
    private final short[] k = random(SEED + 1);
    private final short[] v = random(SEED + 2);

    private static short[] random(long seed) {
        Random random = new Random(seed);
        short[] halves = new short[LENGTH * DIM];
        for (int i = 0; i < halves.length; i++) {
            halves[i] = Float.floatToFloat16(2 * random.nextFloat() - 1);
        }
        return halves;
    }

    @Test
    void attention_plain_isRight() throws IOException, URISyntaxException {
        check();
    }

    @Test
    void attention_watched_isRightAndClean() throws IOException, URISyntaxException {
        check(MslOptions.Watch.RACES, MslOptions.Watch.UNDEFINED);
    }

    private void check(MslOptions.Watch... watches) throws IOException, URISyntaxException {
        Path file = MslFiles.in("execute").stream()
                .filter(path -> path.endsWith("attention.metal"))
                .findFirst()
                .orElseThrow();
        short[] out = new short[LENGTH * DIM];
        MslLaunch launch = MslLaunch.of("attention", MslExtent.of(LENGTH / 32 * 128), MslExtent.of(128))
                .withBuffer(0, buffer(q))
                .withBuffer(1, buffer(k))
                .withBuffer(2, buffer(v))
                .withBuffer(3, MslBuffer.output(MemorySegment.ofArray(out)))
                .withBuffer(4, MslBuffer.of(MemorySegment.ofArray(new int[] {LENGTH})));
        try (Simulator simulator =
                Simulator.open(MslProgram.build(MslFiles.source(file), MslOptions.DEFAULT.withWatches(watches)))) {
            MslResult result = simulator.launch(launch);
            assertEquals(List.of(), result.faults());
            System.out.println("attention " + List.of(watches) + ": "
                    + simulator.launch(launch).time().toMillis() + " ms");
        }
        assertEquals(0, error(out), 2e-3);
    }

    private static MslBuffer buffer(short[] halves) {
        return MslBuffer.of(MemorySegment.ofArray(halves));
    }

    /** The largest difference from attention in double. */
    private double error(short[] out) {
        double error = 0;
        for (int row = 0; row < LENGTH; row++) {
            double[] expected = attention(row);
            for (int d = 0; d < DIM; d++) {
                error = Math.max(error, Math.abs(expected[d] - Float.float16ToFloat(out[row * DIM + d])));
            }
        }
        return error;
    }

    private double[] attention(int row) {
        double[] sum = new double[DIM];
        double total = 0;
        for (int key = 0; key < LENGTH; key++) {
            double score = 0;
            for (int d = 0; d < DIM; d++) {
                score += Float.float16ToFloat(q[row * DIM + d]) * Float.float16ToFloat(k[key * DIM + d]);
            }
            double weight = Math.exp(score / 8);
            total += weight;
            for (int d = 0; d < DIM; d++) {
                sum[d] += weight * Float.float16ToFloat(v[key * DIM + d]);
            }
        }
        for (int d = 0; d < DIM; d++) {
            sum[d] /= total;
        }
        return sum;
    }
}
