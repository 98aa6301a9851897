package dev.bessemer.jit.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.jit.diagnostic.Diagnostic;
import dev.bessemer.jit.diagnostic.Diagnostics;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.IrParser;
import dev.bessemer.jit.testing.GoldenFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Functions that are wrong, with the error on the line that is. Each file may hold several functions, apart by a line of dashes. */
class VerifierTest {
    private static final String ERROR = "; error: ";

    static Stream<Path> files() {
        return GoldenFile.list(GoldenFile.path("filetests/verifier")).stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void check_wrongFunction_reportsOnTheLine(Path file) {
        for (String text : GoldenFile.read(file).split("(?m)^---+\n", -1)) {
            assertEquals(expected(text), actual(text), file + ":\n" + text);
        }
    }

    @Test
    void check_roundTripFiles_findsNothing() {
        for (Path file : GoldenFile.list(GoldenFile.path("filetests/roundtrip"))) {
            assertEquals(List.of(), Verifier.check(IrParser.parse(GoldenFile.read(file))), file.toString());
        }
    }

    @Test
    void require_brokenFunction_namesStepAndMarksOp() {
        Function broken = IrParser.parse("kernel @k(%n:i32 at 0) { %x:f32 = add %n, %n return }");

        String message =
                String.valueOf(assertThrows(IllegalStateException.class, () -> Verifier.require(broken, "fold"))
                        .getMessage());

        assertTrue(message.startsWith("after fold the IR of k is broken:"), message);
        assertTrue(message.contains("%x:f32 = add %n, %n ; <-- here"), message);
    }

    @Test
    void check_barrierUnderThreadCondition_rendersConditionAndRemedy() {
        Diagnostics diagnostics = new Diagnostics();
        KernelRules.check(IrParser.parse("""
                        kernel @k(%n:i32 at 0) in "K.java" @1 {
                          %lane:i32 = builtin lane @2
                          %c:bool = compare lt %lane, %n @3
                          if %c @3 { barrier @4 yield } else { yield }
                          return
                        }
                        """), diagnostics);

        assertEquals("""
                K.java:4: only some threads of the threadgroup reach this barrier [B401]
                    why: a barrier waits for all threads of the threadgroup, and the condition at K.java:3 is not the same\
                 for all of them
                    instead: move the barrier out of the condition, or let the condition depend only on what the whole\
                 threadgroup has in common, such as group ids, sizes and scalar parameters""", diagnostics.list().getFirst().render());
    }

    private static List<String> expected(String text) {
        List<String> expected = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            int at = lines.get(i).indexOf(ERROR);
            if (at >= 0) {
                expected.add((i + 1) + ": " + lines.get(i).substring(at + ERROR.length()));
            }
        }
        return expected;
    }

    private static List<String> actual(String text) {
        Function function = IrParser.parseWithTextLines(text);
        List<String> found = new ArrayList<>();
        for (Violation violation : Verifier.check(function)) {
            found.add(violation.op().location().line() + ": " + violation.message());
        }
        if (found.isEmpty()) {
            Diagnostics diagnostics = new Diagnostics();
            KernelRules.check(function, diagnostics);
            for (Diagnostic diagnostic : diagnostics.list()) {
                found.add(diagnostic.location().line() + ": " + diagnostic.problem());
            }
        }
        return found;
    }
}
