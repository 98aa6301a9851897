package dev.bessemer.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import org.junit.jupiter.api.Test;
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

    @Test
    void tensorHandle_boundToABuffer_isWhatItsFieldsSay() {
        String text = """
                #include <metal_stdlib>
                #include <metal_tensor>
                using namespace metal;
                kernel void twice(tensor<device const float, dextents<int, 2>> a [[buffer(0)]],
                        tensor<device float, dextents<int, 2>, tensor_handle> b [[buffer(1)]], uint2 i [[thread_position_in_grid]]) {
                    b[i.x, i.y] = 2 * a[i.x, i.y] + float(a.get_extent(0));
                }
                """;
        MslOptions options = MslOptions.DEFAULT.withVersion(400);
        MslProgram program = MslProgram.build(MslSource.of("handles.metal", text), options);
        MslExtent grid = new MslExtent(3, 2, 1);
        try (Simulator simulator = Simulator.open(program);
                Arena arena = Arena.ofConfined()) {
            // Elements from byte 64 on, of which the first is skipped; 3 columns and 2 rows of 4.
            MemorySegment a = tensor(arena, 64, 1, 3, 2, 1, 4);
            MemorySegment b = tensor(arena, 64, 0, 3, 2, 1, 3);
            for (int i = 0; i < 9; i++) {
                a.set(ValueLayout.JAVA_FLOAT, 64 + 4 * i, i);
            }
            MslResult result = simulator.launch(MslLaunch.of("twice", grid, grid)
                    .withBuffer(0, MslBuffer.of(a))
                    .withBuffer(1, MslBuffer.of(b)));
            assertEquals(List.of(), result.faults());
            float[] found = b.asSlice(64, 24).toArray(ValueLayout.JAVA_FLOAT);
            assertArrayEquals(new float[] {5, 7, 9, 13, 15, 17}, found);
        }
    }

    private static MemorySegment tensor(Arena arena, long... fields) {
        MemorySegment buffer = arena.allocate(64 + 4 * 16, 16);
        for (int i = 0; i < fields.length; i++) {
            buffer.set(ValueLayout.JAVA_LONG, 8L * i, fields[i]);
        }
        return buffer;
    }
}
