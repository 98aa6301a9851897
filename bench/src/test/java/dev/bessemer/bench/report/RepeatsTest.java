package dev.bessemer.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The count of false alarms among made-up runs. */
class RepeatsTest {
    private static List<Results> same(int runs) {
        Random random = new Random(11);
        return IntStream.range(0, runs)
                .mapToObj(i -> ComparisonTest.run(random, 0.03))
                .toList();
    }

    @Test
    void runsOfTheSameCode_areTheSame() {
        Repeats repeats = Repeats.of(same(5));
        assertEquals(20, repeats.comparisons());
        assertTrue(repeats.areTheSame());
        String text = repeats.text(List.of("a", "b", "c", "d", "e"));
        assertTrue(text.startsWith("a, b: 16 cases, 0 slower, 0 faster, 0 with too much noise\n"), text);
        assertTrue(text.contains("\n0 of 20 comparisons of the same code found something slower;"), text);
    }

    @Test
    void oneSlowRunAmongThem_isCountedAndNamed() {
        List<Results> runs = Stream.concat(same(4).stream(), Stream.of(ComparisonTest.run(new Random(5), 0.03, 1, 0.5)))
                .toList();
        Repeats repeats = Repeats.of(runs);
        assertEquals(4, repeats.alarms());
        assertFalse(repeats.areTheSame());
        String text = repeats.text(List.of("a", "b", "c", "d", "e"));
        assertTrue(text.contains("a, e: 16 cases, 1 slower, "), text);
        assertTrue(text.contains("SLOWER: attention 128 -"), text);
    }

    @Test
    void runsOfOtherCodeOrAnotherMachine_areRefused() {
        Results one = ComparisonTest.run(new Random(1), 0.03);
        Results.Machine machine = new Results.Machine(
                "a chip", 2, 8, "an OS", "x", "a JDK", "def", "now", "cpu", 0, Map.of("libtorch", "2"));
        Results other = new Results(Results.FORMAT, "quick", machine, one.measurements(), List.of());
        IllegalArgumentException code =
                assertThrows(IllegalArgumentException.class, () -> Repeats.of(List.of(one, other)));
        assertTrue(String.valueOf(code.getMessage()).contains("different code, abc and def"), code::getMessage);
        machine = new Results.Machine(
                "a chip", 4, 8, "an OS", "x", "a JDK", "abc", "now", "metal", 0, Map.of("libtorch", "2"));
        Results elsewhere = new Results(Results.FORMAT, "quick", machine, one.measurements(), List.of());
        IllegalArgumentException place =
                assertThrows(IllegalArgumentException.class, () -> Repeats.of(List.of(one, elsewhere)));
        assertEquals(
                "these are runs of different machines: processors 2, then 4; device cpu, then metal",
                place.getMessage());
        assertTrue(
                Comparison.of(one, elsewhere).text().endsWith("Not the code alone differs: device cpu, then metal.\n"));
    }
}
