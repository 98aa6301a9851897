package dev.bessemer.runtime.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepRunTest {
    /** Keeps which units it was asked for. */
    private record Recorder(long units, int batches, List<Long> ends) implements Step {
        @Override
        public void run(long first, long last) {
            assertEquals(ends.isEmpty() ? 0 : ends.getLast(), first);
            ends.add(last);
        }
    }

    private static boolean runAll(StepRun run) {
        boolean isLast = false;
        for (long part = run.claim(); part >= 0; part = run.claim()) {
            assertFalse(isLast, "a part after the last");
            isLast = run.run(part);
        }
        return isLast;
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,8", "7,2", "1000,2", "1000000007,2", "4096,64", "5000000000,3"})
    void claim_untilNothingIsLeft_givesSmallerAndSmallerPartsOfAll(long units, int threads) {
        Recorder step = new Recorder(units, 1, new ArrayList<>());
        StepRun run = new StepRun(0, step, units, 0, threads);
        assertEquals(Math.min(units, threads), run.threads());
        assertTrue(runAll(run));
        assertEquals(0, run.threads());
        assertEquals(units, step.ends().getLast());
        long before = units;
        long from = 0;
        for (long end : step.ends()) {
            assertTrue(end - from <= before, "parts become larger: " + step.ends());
            before = end - from;
            from = end;
        }
        assertTrue(step.ends().size() <= 16 * threads, step.ends().size() + " parts");
    }

    @Test
    void claim_forOneThread_givesAllAtOnce() {
        Recorder step = new Recorder(1000, 1, new ArrayList<>());
        assertTrue(runAll(new StepRun(0, step, 1000, 0, 1)));
        assertEquals(List.of(1000L), step.ends());
    }

    @Test
    void nextBatch_afterEach_goesOnWhereTheOneBeforeEnded() {
        Recorder step = new Recorder(100, 3, new ArrayList<>());
        StepRun run = new StepRun(0, step, 100, 0, 2);
        while (!run.isLast()) {
            assertTrue(runAll(run));
            run = run.nextBatch(2);
        }
        assertTrue(runAll(run));
        assertEquals(100, step.ends().getLast());
        assertTrue(step.ends().containsAll(List.of(34L, 68L)), step.ends().toString());
    }
}
