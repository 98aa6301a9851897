package dev.bessemer.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Speeds of contenders that take turns. */
class RoundsTest {
    private static Map<String, Double> after(int rounds, SequencedMap<String, Contender> contenders) {
        Rounds.forget();
        for (int i = 0; i < rounds; i++) {
            Rounds.round(contenders, 1e6);
        }
        Map<String, Double> summary = Rounds.summary();
        Rounds.forget();
        return summary;
    }

    @Test
    void summary_twiceTheTime_isHalfTheSpeed() {
        SequencedMap<String, Contender> contenders = new LinkedHashMap<>();
        contenders.put("a", new Sleeper(8, 0));
        contenders.put("b", new Sleeper(4, 0));
        Map<String, Double> found = after(3, contenders);
        assertEquals(List.of("speed-a", "ratio-a", "speed-b", "ratio-b"), List.copyOf(found.keySet()));
        assertEquals(1, found.getOrDefault("ratio-a", 0.0));
        assertEquals(0.5, found.getOrDefault("ratio-b", 0.0), 0.15);
        assertTrue(found.getOrDefault("speed-a", 0.0) <= 1 / 8.0, found::toString);
    }

    @Test
    void summary_gpuTimes_standApart() {
        SequencedMap<String, Contender> contenders = new LinkedHashMap<>();
        contenders.put("host", new Sleeper(2, 0));
        contenders.put("a", new Sleeper(2, 1e6));
        contenders.put("b", new Sleeper(2, 0.5e6));
        Map<String, Double> found = after(2, contenders);
        assertEquals(1, found.getOrDefault("speed-a (GPU time)", 0.0), 1e-9);
        assertEquals(2, found.getOrDefault("speed-b (GPU time)", 0.0), 1e-9);
        assertEquals(0.5, found.getOrDefault("ratio-b (GPU time)", 0.0), 1e-9);
        assertEquals(1, found.getOrDefault("ratio-a (GPU time)", 0.0), 1e-9);
        assertEquals(10, found.size());
    }

    /**
     * One that only takes time.
     *
     * @param milliseconds of a run
     * @param gpuNanoseconds of a run
     */
    private record Sleeper(long milliseconds, double gpuNanoseconds) implements Contender {
        @Override
        public void run() {
            long end = System.nanoTime() + 1_000_000 * milliseconds;
            for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }

        @Override
        public void check() {}

        @Override
        public double operations() {
            return 1;
        }

        @Override
        public void close() {}
    }
}
