package dev.bessemer.jit.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.jit.testing.GoldenFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The refusals as a whole: numbered, documented and tested. */
class RefusalTest {
    /** Where a refusal's message shows that something provokes it. */
    private static final List<Path> EVIDENCE = List.of(
            GoldenFile.path("filetests/refused"), GoldenFile.path("filetests/verifier"), Path.of("src/test/java"));

    @Test
    void codes_allRefusals_differAndAscend() {
        Set<String> codes = new HashSet<>();
        String before = "";
        for (Refusal refusal : Refusal.values()) {
            assertTrue(codes.add(refusal.code()), refusal::code);
            assertTrue(refusal.code().compareTo(before) > 0, () -> refusal + " stands behind a larger number");
            before = refusal.code();
        }
    }

    @Test
    void page_allRefusals_listsThem() {
        String rows = Arrays.stream(Refusal.values())
                .map(r -> "| " + r.code() + " | " + r.problem() + " | " + r.reason() + " | " + r.remedy() + " |\n")
                .collect(Collectors.joining());
        GoldenFile.check(Path.of("../docs/refusals.md"), """
                # What is refused

                A kernel that cannot be compiled is refused with all its problems at once. Each has a line of the source, one of these numbers, the
                reason and what to write instead; `{name}` stands for what the source says there. `RefusalTest` writes this page from the
                compiler's own list (`Refusal`).

                | number | problem | reason | instead |
                |---|---|---|---|
                """ + rows);
    }

    @Test
    void render_refusal_showsPlaceNumberReasonAndRemedy() {
        Diagnostic diagnostic = Diagnostic.of(new Location("A.java", 7), Refusal.RECURSION, "a -> b", "a");
        assertEquals("""
                A.java:7: calls itself: a -> b -> a [B202]
                    why: a device has no stack of calls: every call is inlined
                    instead: write it as a loop""", diagnostic.render());
    }

    @Test
    void refusals_all_areProvokedByATest() {
        List<String> texts = new ArrayList<>();
        EVIDENCE.forEach(folder -> texts.addAll(read(folder)));
        List<Refusal> untested = Arrays.stream(Refusal.values())
                .filter(refusal -> texts.stream().noneMatch(text -> shows(text, refusal)))
                .toList();
        assertEquals(List.of(), untested);
    }

    private static boolean shows(String text, Refusal refusal) {
        String problem = refusal.problem();
        String longest = Arrays.stream(problem.split("\\{[a-z]+}"))
                .max((a, b) -> Integer.compare(a.length(), b.length()))
                .orElse("");
        return text.contains("[" + refusal.code() + "]") || (longest.length() > 12 && text.contains(longest));
    }

    private static List<String> read(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<String> texts = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.add(Files.readString(file));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
