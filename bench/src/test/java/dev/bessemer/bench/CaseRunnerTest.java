package dev.bessemer.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bessemer.bench.report.Results.Measurement;
import dev.bessemer.runtime.DeviceLimits;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is not measured by JMH. */
class CaseRunnerTest {
    @Test
    void published_limitsOfAGpu_areInTheUnitsOfTheirCases() {
        DeviceLimits limits = new DeviceLimits(2.6e12, 68e9);
        List<Measurement> found = Case.of(List.of(), false).stream()
                .map(one -> CaseRunner.published(one, limits))
                .toList();
        assertEquals(
                List.of("GFLOP/s", "GB/s"),
                found.stream().map(Measurement::unit).toList());
        assertEquals(
                List.of(2600.0, 68.0), found.stream().map(Measurement::value).toList());
        assertEquals(
                List.of("limits", "limits"),
                found.stream().map(Measurement::subject).toList());
    }
}
