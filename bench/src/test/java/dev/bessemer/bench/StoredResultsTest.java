package dev.bessemer.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.bench.report.HtmlReport;
import dev.bessemer.bench.report.ResultFile;
import dev.bessemer.bench.report.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reports in {@code bench/results}, made again from the results beside them. */
class StoredResultsTest {
    static List<Path> machines() throws IOException {
        try (Stream<Path> folders = Files.list(SourceTree.root().resolve("bench/results"))) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("machines")
    void reportAndPicture_areThoseOfTheResults(Path machine) throws IOException {
        Results results = ResultFile.read(machine.resolve("results.json"));
        assertEquals(
                HtmlReport.of(results), Files.readString(machine.resolve("report.html")), "./bessemer bench report");
        assertEquals(
                HtmlReport.picture(results, Bench.PICTURED),
                Files.readString(machine.resolve("picture.svg")),
                "./bessemer bench picture");
    }

    @ParameterizedTest
    @MethodSource("machines")
    void results_everySubject_haveBessemerAndOthers(Path machine) throws IOException {
        Results results = ResultFile.read(machine.resolve("results.json"));
        for (String subject : Case.SUBJECTS) {
            assertTrue(
                    results.measurements().stream()
                            .anyMatch(m -> m.subject().equals(subject)
                                    && m.contender().equals(Candidates.BESSEMER)
                                    && m.value() > 0),
                    subject);
        }
        assertFalse(results.machine().commit().endsWith("-dirty"), "measured with changes that nobody else has");
        assertTrue(results.machine().versions().size() >= 3, results.machine()::toString);
    }

    @Test
    void readme_showsAPictureOfThese() throws IOException {
        String readme = Files.readString(SourceTree.root().resolve("README.md"));
        assertTrue(
                machines().stream()
                        .anyMatch(machine ->
                                readme.contains("(bench/results/" + machine.getFileName() + "/picture.svg)")),
                "README.md shows none of the pictures in bench/results");
    }
}
