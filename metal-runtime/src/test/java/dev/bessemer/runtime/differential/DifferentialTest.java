package dev.bessemer.runtime.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Generated kernels give the same as plain Java and on the CPU device. {@code -Dbessemer.differential.seed=} starts with the program of that seed;
 * {@code -Dbessemer.differential.seconds=} says how long to go on.
 */
class DifferentialTest {
    private static final int BATCH = 8;
    private static final long SECONDS = Long.getLong("bessemer.differential.seconds", 120);
    private static final Duration HANGS = Duration.ofSeconds(60);

    @Test
    void generate_sameSeed_givesTheSameProgram() {
        assertEquals(
                ProgramGenerator.generate(7).source(),
                ProgramGenerator.generate(7).source());
    }

    @Test
    void execute_keptKernels_doAsPlainJava() throws IOException {
        try (Javac javac = new Javac()) {
            for (Reproducer kept : Reproducer.all()) {
                GeneratedKernel kernel = javac.compile(kept).kernel(kept.program());
                assertEquals(Optional.empty(), Comparison.difference(kept.program(), kernel), kept::source);
            }
        }
    }

    @Test
    void execute_generatedKernels_doAsPlainJava() throws IOException {
        long first = Long.getLong("bessemer.differential.seed", System.nanoTime() & 0xffff_ffffL);
        System.out.println("generated kernels from -Dbessemer.differential.seed=" + first);
        long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        long seed = first;
        try (Javac javac = new Javac()) {
            for (; System.nanoTime() < end; seed += BATCH) {
                compare(
                        javac,
                        LongStream.range(seed, seed + BATCH)
                                .mapToObj(ProgramGenerator::generate)
                                .toList());
            }
        }
        System.out.println(seed - first + " generated kernels compared");
        assertTrue(seed > first);
    }

    private static void compare(Javac javac, List<Program> programs) {
        Javac.Classes classes = javac.compile(programs);
        for (Program program : programs) {
            Optional<String> difference = assertTimeoutPreemptively(
                    HANGS, () -> Comparison.difference(program, classes.kernel(program)), () -> Failure.saved(program));
            difference.ifPresent(text -> Failure.report(program, text, smaller -> difference(javac, smaller)));
        }
    }

    private static Optional<String> difference(Javac javac, Program program) {
        return Comparison.difference(program, javac.compile(List.of(program)).kernel(program));
    }
}
