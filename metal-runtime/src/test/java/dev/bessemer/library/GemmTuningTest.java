package dev.bessemer.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.runtime.Device;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GemmTuningTest {
    private static final GemmShape SHAPE = new GemmShape(1, 1000, 1000, 1000, false, false);
    private static final List<GemmBlock> CANDIDATES = GemmBlock.candidates(SHAPE);

    @TempDir
    private Path folder = Path.of("");

    private final List<GemmBlock> measured = new ArrayList<>();

    /** Takes least time for one block. */
    private ToLongFunction<GemmBlock> fastestIs(GemmBlock best) {
        return block -> {
            measured.add(block);
            return block.equals(best) ? 5 : 10 + measured.size();
        };
    }

    @Test
    void choose_nothingKept_measuresEachCandidateOnceAndTakesTheFastest() {
        GemmBlock best = new GemmBlock(32, 128);
        assertEquals(best, new GemmTuning(folder).choose("s", CANDIDATES, fastestIs(best)));
        assertEquals(CANDIDATES, measured);
    }

    @Test
    void choose_allAlike_takesTheUsualBlock() {
        assertEquals(GemmBlock.usual(SHAPE), new GemmTuning(folder).choose("s", CANDIDATES, _ -> 7));
    }

    @Test
    void choose_again_measuresNothingInThisProcessOrAnother() {
        GemmBlock best = new GemmBlock(128, 64);
        GemmTuning first = new GemmTuning(folder);
        first.choose("s", CANDIDATES, fastestIs(best));
        measured.clear();
        assertEquals(best, first.choose("s", CANDIDATES, fastestIs(new GemmBlock(16, 64))));
        assertEquals(best, new GemmTuning(folder).choose("s", CANDIDATES, fastestIs(new GemmBlock(16, 64))));
        assertEquals(List.of(), measured);
    }

    @Test
    void choose_otherSignature_hasAnEntryOfItsOwn() {
        GemmTuning tuning = new GemmTuning(folder);
        tuning.choose("s", CANDIDATES, fastestIs(new GemmBlock(128, 64)));
        GemmBlock other = new GemmBlock(64, 32);
        assertEquals(other, tuning.choose("t", CANDIDATES, fastestIs(other)));
        assertEquals(new GemmBlock(128, 64), new GemmTuning(folder).choose("s", CANDIDATES, fastestIs(other)));
    }

    @Test
    void choose_damagedFile_measuresAgainAndMendsIt() throws IOException {
        new GemmTuning(folder).choose("s", CANDIDATES, fastestIs(new GemmBlock(128, 64)));
        Path file;
        try (Stream<Path> files = Files.walk(folder)) {
            file = files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        measured.clear();
        GemmBlock now = new GemmBlock(32, 64);
        assertEquals(now, new GemmTuning(folder).choose("s", CANDIDATES, fastestIs(now)));
        assertEquals(CANDIDATES.size(), measured.size());
        assertEquals(now, new GemmTuning(folder).choose("s", CANDIDATES, fastestIs(GemmBlock.usual(SHAPE))));
    }

    @Test
    void choose_keptBlockIsNoCandidate_measuresAgain() {
        new GemmTuning(folder).choose("s", CANDIDATES, fastestIs(new GemmBlock(128, 64)));
        List<GemmBlock> fewer = List.of(new GemmBlock(16, 16), new GemmBlock(16, 64));
        assertEquals(new GemmBlock(16, 64), new GemmTuning(folder).choose("s", fewer, fastestIs(fewer.getLast())));
    }

    @Test
    void choose_folderCannotBeWritten_keepsTheChoiceInMemory() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        GemmTuning tuning = new GemmTuning(file);
        GemmBlock best = new GemmBlock(64, 128);
        assertEquals(best, tuning.choose("s", CANDIDATES, fastestIs(best)));
        assertEquals(best, tuning.choose("s", CANDIDATES, fastestIs(new GemmBlock(16, 64))));
    }

    private static String signature(String machine, String types, GemmShape shape) {
        return GemmTuning.signature(machine, Device.cpu(), types, shape);
    }

    @Test
    void signature_differsByMachineTypesAndShapeClass_notWithinAClass() {
        String one = signature("a", "f32", SHAPE);
        assertEquals(one, signature("a", "f32", new GemmShape(1, 1024, 2000, 513, false, false)));
        assertNotEquals(one, signature("b", "f32", SHAPE));
        assertNotEquals(one, signature("a", "f16", SHAPE));
        assertNotEquals(one, signature("a", "f32", SHAPE.withTransposes(false, true)));
        assertNotEquals(one, signature("a", "f32", new GemmShape(1, 1024, 512, 1024, false, false)));
    }

    @Test
    void least_clock_decidesHowOftenAndWhatIsLeast() {
        AtomicLong now = new AtomicLong();
        AtomicLong runs = new AtomicLong();
        long[] times = {30_000_000, 20_000_000, 12_000_000, 25_000_000, 40_000_000, 1};
        GemmTrial trial = new GemmTrial(Device.cpu(), now::get);
        long least = trial.least(() -> now.addAndGet(times[(int) runs.getAndIncrement()]));
        assertEquals(12_000_000, least);
        assertEquals(5, runs.get());
    }

    @Test
    void withTuning_onTheCpuDevice_measuresOnceAndChangesTheBlockOnly() {
        AtomicLong now = new AtomicLong();
        AtomicLong readings = new AtomicLong();
        try (HalfFloatArray a = new HalfFloatArray(20 * 40);
                HalfFloatArray b = new HalfFloatArray(40 * 70);
                FloatArray c = new FloatArray(20 * 70)) {
            Gemm usual = Gemm.of(20, 70, 40, a, b, c);
            GemmTuning tuning = new GemmTuning(folder);
            Gemm tuned = usual.withTuning(Device.cpu(), tuning, () -> {
                readings.incrementAndGet();
                return now.addAndGet(1_000_000_000);
            });
            assertTrue(GemmBlock.candidates(SHAPE).contains(tuned.block()), () -> "chose " + tuned.block());
            assertEquals(0, c.get(0));
            long once = readings.getAndSet(0);
            assertTrue(once > 0);
            assertEquals(
                    tuned.block(),
                    usual.withTuning(Device.cpu(), new GemmTuning(folder), readings::incrementAndGet)
                            .block());
            assertEquals(0, readings.get());
        }
    }

    @Test
    void withTuning_deviceWhoseTimesMeanNothing_leavesTheBlock() {
        try (FloatArray array = new FloatArray(64)) {
            Gemm usual = Gemm.of(8, 8, 8, array, array, new FloatArray(64));
            assertSame(usual, usual.withTuning(Device.java(), new GemmTuning(folder), () -> 0));
        }
    }
}
