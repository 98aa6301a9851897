package dev.bessemer.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.bench.report.Results;
import dev.bessemer.bench.report.Results.Measurement;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A selection of two short cases, of which the first cannot be measured. */
class SuiteTest {
    private static Case rows(String kind) {
        Map<String, String> parameters = Map.of("kind", kind, "rows", "8", "columns", "64", "iteration", "5");
        return new Case("bandwidth", BandwidthSubject.class, "rounds", parameters, "GB/s", 1, 1, List.of(), 7);
    }

    /** Benchmarks that run beside the tests are none of their business. */
    @BeforeAll
    static void ignoreOthers() {
        System.setProperty("jmh.ignoreLock", "true");
    }

    @AfterAll
    static void mindOthers() {
        System.clearProperty("jmh.ignoreLock");
    }

    @Test
    void run_oneCaseFails_tellsItAndMeasuresTheOther() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<Results> soFar = new ArrayList<>();
        Suite suite = new Suite(List.of(rows("nothing"), rows("add")), new PrintStream(out, true));
        Results results = suite.run("quick", soFar::add);
        String told = out.toString(StandardCharsets.UTF_8);
        assertTrue(told.startsWith("[1/2, 14 s left] bandwidth "), told);
        assertTrue(told.contains("    FAILED: "), told);
        assertTrue(told.contains("[2/2, "), told);
        assertEquals(1, suite.failures().size(), told);
        assertEquals(
                List.of("Bessemer", "plain Java"),
                results.measurements().stream()
                        .map(Measurement::contender)
                        .sorted()
                        .toList(),
                told);
        assertEquals(
                List.of(0, 2), soFar.stream().map(r -> r.measurements().size()).toList());
        assertEquals(results, soFar.getLast());
    }
}
