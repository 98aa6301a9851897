package dev.bessemer.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each mistake is refused on its line and for its reason; what is right is accepted without a word. */
@NeedsToolchain
class MslCheckerTest {
    @TestFactory
    Stream<DynamicTest> check_filesWithMistakes_areRefusedLineByLine() throws Exception {
        return MslFiles.in("refused").stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> checkRefused(file)));
    }

    private static void checkRefused(Path file) throws Exception {
        MslReport report = MslChecker.check(MslFiles.source(file), MslFiles.options(file));
        List<String> expected = new ArrayList<>(MslFiles.expectedErrors(file));
        assertFalse(expected.isEmpty());
        for (MslDiagnostic error : report.errors()) {
            String said = error.line() + ": " + error.message();
            String met = expected.stream()
                    .filter(wanted -> said.startsWith(wanted.substring(0, wanted.indexOf(' ') + 1))
                            && said.contains(wanted.substring(wanted.indexOf(' ') + 1)))
                    .findFirst()
                    .orElse(null);
            if (met == null) {
                fail("unexpected: " + said + "\nall that was said:\n" + report);
            }
            expected.remove(met);
        }
        assertEquals(List.of(), expected, () -> "was not said; all that was said:\n" + report);
    }

    @TestFactory
    Stream<DynamicTest> check_filesWithoutMistakes_areAccepted() throws Exception {
        return Stream.concat(MslFiles.in("accepted").stream(), MslFiles.in("corpus").stream())
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                    MslReport report = MslChecker.check(MslFiles.source(file), MslFiles.options(file));
                    assertEquals("", report.toString());
                    assertFalse(report.kernels().isEmpty());
                }));
    }

    @Test
    void check_kernels_areDescribed() {
        String text = """
                #include <metal_stdlib>
                using namespace metal;
                struct Shape { int rows; int columns; };
                template <typename T>
                kernel void scale(device T* a [[buffer(2)]], device const vec<T, 4>* b, constant Shape& s [[buffer(5)]],
                        threadgroup T* t [[threadgroup(0)]], uint2 p [[thread_position_in_grid]]) {
                    threadgroup T tile[3];
                    a[p.x] = b[p.y].x + tile[0] + t[0] + T(s.rows);
                }
                template [[host_name("scale_half")]] kernel void scale<half>(
                        device half*, device const vec<half, 4>*, constant Shape&, threadgroup half*, uint2);
                """;
        MslReport report = MslChecker.check(MslSource.of("scale.metal", text), MslOptions.DEFAULT);
        assertTrue(report.isAccepted(), report::toString);
        MslKernel kernel = report.kernels().getFirst();
        assertEquals("scale_half", kernel.name());
        assertEquals("scale<half>", kernel.function());
        assertEquals(6, kernel.threadgroupBytes());
        assertEquals(
                List.of(
                        "a BUFFER 2 device half * true 2",
                        "b BUFFER 0 device half4 const * false 8",
                        "s BUFFER 5 constant Shape & false 8",
                        "t THREADGROUP 0 threadgroup half * true 2",
                        "p INPUT -1 uint2 false 8"),
                kernel.parameters().stream().map(MslCheckerTest::describe).toList());
    }

    @Test
    void check_numbersWithoutAValue_areWarnedOf() {
        String text = """
                #include <metal_stdlib>
                kernel void k(device float* a [[buffer(0)]], uint i [[thread_position_in_grid]]) {
                    float never;
                    float sometimes;
                    if (i > 3) {
                        sometimes = a[i];
                    }
                    a[i] = never + sometimes;
                }
                """;
        MslReport report = MslChecker.check(MslSource.of("k.metal", text), MslOptions.DEFAULT);
        assertTrue(report.isAccepted(), report::toString);
        String said = report.toString();
        assertTrue(said.contains("k.metal:8:12: warning: variable 'never' is uninitialized when used here"), said);
        assertTrue(said.contains("variable 'sometimes' is used uninitialized whenever 'if' condition is false"), said);
    }

    private static String describe(MslKernel.Parameter p) {
        return p.name() + " " + p.binding() + " " + p.index() + " " + p.type() + " " + p.writable() + " "
                + p.elementBytes();
    }
}
