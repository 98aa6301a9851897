package dev.bessemer.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Kernels with a mistake are reported for the right reason at the right line; their twins without it are not. */
@NeedsToolchain
class FaultFilesTest {
    @TestFactory
    List<DynamicTest> files() throws IOException, URISyntaxException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path file : MslFiles.in("faults")) {
            tests.add(DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(new FaultCase(file))));
        }
        return tests;
    }

    private static void check(FaultCase expected) throws IOException {
        try (Arena arena = Arena.ofConfined();
                Simulator simulator = Simulator.open(expected.program())) {
            MslResult wrong = simulator.launch(expected.launch("wrong", arena));
            assertFalse(wrong.isClean(), "the mistake was not found");
            MslFault fault = wrong.faults().getFirst();
            assertEquals(expected.expectedKind(), fault.kind(), fault::toString);
            assertEquals(expected.expectedLine(), fault.line(), fault::toString);
            if (expected.expectedOther() > 0) {
                assertEquals(expected.expectedOther(), fault.otherLine(), fault::toString);
            }
            MslResult right = simulator.launch(expected.launch("right", arena));
            assertEquals(List.of(), right.faults());
        }
    }
}
