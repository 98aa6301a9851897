package dev.bessemer.runtime.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bessemer.runtime.simulator.SimulatorPresence;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The Metal source of generated kernels, executed by the simulator, gives the same as plain Java, without a race or anything that C++ leaves
 * undefined. {@code -Dbessemer.differential.seed=} starts with the program of that seed; {@code -Dbessemer.differential.metal.seconds=} says how long
 * to go on.
 */
class MetalDifferentialTest {
    private static final int BATCH = 12;
    private static final long SECONDS = Long.getLong("bessemer.differential.metal.seconds", 60);

    @BeforeAll
    static void needsSimulator() {
        assumeTrue(
                SimulatorPresence.missing().isEmpty(),
                () -> SimulatorPresence.missing().orElse(""));
    }

    @Test
    void execute_keptKernels_doAsPlainJava() throws IOException {
        try (Javac javac = new Javac()) {
            List<MetalBatch.Compiled> kept = new ArrayList<>();
            for (Reproducer reproducer : Reproducer.all()) {
                if (Rules.isExact(reproducer.source())) {
                    Program program = reproducer.program();
                    kept.add(new MetalBatch.Compiled(
                            program, javac.compile(reproducer).kernel(program)));
                }
            }
            try (MetalBatch batch = MetalBatch.build(kept)) {
                kept.forEach(one -> assertEquals(Optional.empty(), one.difference(batch), one.program()::className));
            }
        }
    }

    @Test
    void execute_generatedKernels_doAsPlainJava() throws IOException {
        long first = Long.getLong("bessemer.differential.seed", System.nanoTime() & 0xffff_ffffL);
        System.out.println("generated kernels for Metal from -Dbessemer.differential.seed=" + first);
        long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        long seed = first;
        try (Javac javac = new Javac()) {
            for (; System.nanoTime() < end; seed += BATCH) {
                compare(
                        javac,
                        LongStream.range(seed, seed + BATCH)
                                .mapToObj(ProgramGenerator::generateExact)
                                .toList());
            }
        }
        System.out.println(seed - first + " generated kernels executed as Metal");
        assertTrue(seed > first);
    }

    private static void compare(Javac javac, List<Program> programs) {
        List<MetalBatch.Compiled> all = compile(javac, programs);
        try (MetalBatch batch = MetalBatch.build(all)) {
            all.forEach(one -> check(javac, one.program(), one.difference(batch)));
        } catch (RuntimeException oneOfThem) {
            programs.forEach(program -> check(javac, program, difference(javac, program)));
            throw oneOfThem;
        }
    }

    private static List<MetalBatch.Compiled> compile(Javac javac, List<Program> programs) {
        Javac.Classes classes = javac.compile(programs);
        return programs.stream()
                .map(program -> new MetalBatch.Compiled(program, classes.kernel(program)))
                .toList();
    }

    private static void check(Javac javac, Program program, Optional<String> difference) {
        difference.ifPresent(text -> Failure.report(program, text, smaller -> difference(javac, smaller)));
    }

    /** What differs for a program by itself, which may be that it is no Metal. */
    private static Optional<String> difference(Javac javac, Program program) {
        List<MetalBatch.Compiled> alone = compile(javac, List.of(program));
        try (MetalBatch batch = MetalBatch.build(alone)) {
            return alone.getFirst().difference(batch);
        } catch (RuntimeException refused) {
            return Optional.of("refused: " + refused.getMessage());
        }
    }
}
