package dev.bessemer.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.bessemer.simulator.MslOptions.Watch;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The Metal library computes what facts say that were worked out by hand: the kernels in {@code msl/library} compare, and count what differs. Each
 * is executed plainly and watched for races, of which it has none.
 */
@NeedsToolchain
class LibraryTest {
    private static final int FAILURE_WORDS = 64;
    private static final int SCRATCH_WORDS = 16384;
    private static final MslExtent THREADS = new MslExtent(64, 1, 1);

    @TestFactory
    Stream<DynamicTest> kernels_executed_findTheFactsTrue() throws Exception {
        return tests(new Watch[0]);
    }

    @TestFactory
    Stream<DynamicTest> kernels_watched_areClean() throws Exception {
        return tests(Watch.RACES, Watch.UNDEFINED);
    }

    private static Stream<DynamicTest> tests(Watch... watches) throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path file : MslFiles.in("library")) {
            MslOptions options = MslFiles.options(file).withWatches(watches);
            String name = file.getFileName().toString();
            tests.add(DynamicTest.dynamicTest(name, () -> execute(file, options)));
            if (name.equals("tensors.metal")) {
                MslOptions other = options.withCooperativeLayout(1);
                tests.add(DynamicTest.dynamicTest("tensors.metal, the other layout", () -> execute(file, other)));
            }
        }
        return tests.stream();
    }

    private static void execute(Path file, MslOptions options) throws IOException {
        MslProgram program = MslProgram.build(MslFiles.source(file), options);
        assertFalse(program.kernels().isEmpty());
        List<String> wrong = new ArrayList<>();
        try (Simulator simulator = Simulator.open(program);
                Arena arena = Arena.ofConfined()) {
            for (MslKernel kernel : program.kernels()) {
                MemorySegment failures = arena.allocate(4L * FAILURE_WORDS, 16);
                MemorySegment scratch = arena.allocate(4L * SCRATCH_WORDS, 16);
                MslResult result = simulator.launch(MslLaunch.of(kernel.name(), THREADS, THREADS)
                        .withBuffer(0, MslBuffer.of(failures))
                        .withBuffer(1, MslBuffer.of(scratch)));
                result.faults().forEach(fault -> wrong.add(kernel.name() + ": " + fault));
                int count = failures.get(ValueLayout.JAVA_INT, 0);
                if (count != 0) {
                    wrong.add(kernel.name() + ": " + count + " times wrong, first at line "
                            + failures.get(ValueLayout.JAVA_INT, 4));
                }
            }
        }
        assertEquals(List.of(), wrong);
    }
}
