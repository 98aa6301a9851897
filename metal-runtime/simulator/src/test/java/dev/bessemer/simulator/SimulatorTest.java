package dev.bessemer.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Launches: what threads are told, results, refusals, and that a kernel harms nobody else. */
@NeedsToolchain
class SimulatorTest {
    private static final String TEXT = """
            #include <metal_stdlib>
            using namespace metal;
            [[kernel]] void place(device uint *out [[buffer(0)]], uint3 p [[thread_position_in_grid]],
                    uint3 n [[threads_per_grid]], uint3 g [[threadgroup_position_in_grid]], uint3 s [[threads_per_threadgroup]]) {
                out[p.x + n.x * p.y] = p.x + 10 * p.y + 100 * g.x + 1000 * g.y + 10000 * s.x + 100000 * s.y;
            }
            [[kernel]] void count(device atomic_uint *out [[buffer(0)]]) {
                atomic_fetch_add_explicit(out, 1, memory_order_relaxed);
            }
            [[kernel]] void endless(device volatile uint *out [[buffer(0)]]) {
                while (out[0] == 0) {
                }
            }
            [[kernel]] void read(device const uint *in [[buffer(0)]], device uint *out [[buffer(1)]], threadgroup uint *t [[threadgroup(0)]]) {
                out[0] = in[-1];
            }
            // Shader.java:41
            [[kernel]] void named(device uint *out [[buffer(0)]]) {
                // Shader.java:42
                out[8192] = 1;
            }
            """;

    private static Simulator open() {
        return Simulator.open(MslProgram.build(MslSource.of("launches.metal", TEXT), MslOptions.DEFAULT));
    }

    private static MslLaunch launch(String kernel, MslExtent grid, MslExtent threadgroup, int[] out) {
        return MslLaunch.of(kernel, grid, threadgroup)
                .withBuffer(0, MslBuffer.of(MemorySegment.ofArray(out)))
                .withLimit(Duration.ofSeconds(60));
    }

    @Test
    void launch_gridNoMultipleOfThreadgroup_edgeIsSmaller() {
        int[] out = new int[5 * 3];
        try (Simulator simulator = open()) {
            MslResult result = simulator.launch(launch("place", MslExtent.of(5, 3), MslExtent.of(4, 2), out));
            assertEquals(List.of(), result.faults());
        }
        int[] expected = new int[5 * 3];
        for (int y = 0; y < 3; y++) {
            for (int x = 0; x < 5; x++) {
                int width = x < 4 ? 4 : 1;
                int height = y < 2 ? 2 : 1;
                expected[x + 5 * y] = x + 10 * y + 100 * (x / 4) + 1000 * (y / 2) + 10000 * width + 100000 * height;
            }
        }
        assertArrayEquals(expected, out);
    }

    @Test
    void launch_atomicsOfManyThreadgroups_noneIsLost() {
        int[] out = new int[1];
        try (Simulator simulator = open()) {
            simulator.launch(launch("count", MslExtent.of(100_000), MslExtent.of(100), out));
            simulator.launch(launch("count", MslExtent.of(23), MslExtent.of(32), out));
        }
        assertEquals(100_023, out[0]);
    }

    @Test
    void launch_noThreads_nothingHappens() {
        int[] out = new int[1];
        try (Simulator simulator = open()) {
            assertTrue(simulator
                    .launch(launch("count", MslExtent.of(0), MslExtent.of(32), out))
                    .isClean());
        }
        assertEquals(0, out[0]);
    }

    @Test
    void launch_afterAKernelThatHangs_goesOn() {
        int[] out = new int[1];
        try (Simulator simulator = open()) {
            MslLaunch endless = launch("endless", MslExtent.of(32), MslExtent.of(32), out);
            MslFault fault = simulator
                    .launch(endless.withLimit(Duration.ofMillis(200)))
                    .faults()
                    .getFirst();
            assertEquals(MslFault.Kind.TIMEOUT, fault.kind());
            assertEquals(11, fault.line());
            assertTrue(simulator
                    .launch(launch("count", MslExtent.of(9), MslExtent.of(9), out))
                    .isClean());
        }
        assertEquals(9, out[0]);
    }

    @Test
    void launch_readBeforeStart_isFoundWherePlacedThere() {
        int[] in = {1, 2, 3};
        int[] out = new int[1];
        try (Simulator simulator = open()) {
            MslLaunch launch = launch("read", MslExtent.of(1), MslExtent.of(1), in)
                    .withBuffer(1, MslBuffer.of(MemorySegment.ofArray(out)))
                    .withThreadgroupBytes(0, 16)
                    .withPlacement(MslLaunch.Placement.START);
            MslFault fault = simulator.launch(launch).faults().getFirst();
            assertEquals(
                    "byte -4 is outside of buffer 'in', which has 12 bytes\n"
                            + "    thread (0, 0, 0) of threadgroup (0, 0, 0) reads at line 15",
                    fault.toString());
        }
    }

    @Test
    void launch_textNamesJavaLines_faultDoes() {
        try (Simulator simulator = open()) {
            MslLaunch launch = launch("named", MslExtent.of(1), MslExtent.of(1), new int[1]);
            MslFault fault = simulator.launch(launch).faults().getFirst();
            assertEquals("Shader.java:42", fault.places().getFirst().javaLine().orElseThrow());
        }
    }

    @Test
    void launch_whatMetalRefuses_isRefused() {
        int[] out = new int[4];
        try (Simulator simulator = open()) {
            refuses(
                    simulator,
                    launch("missing", MslExtent.of(1), MslExtent.of(1), out),
                    "there is no kernel 'missing'");
            refuses(simulator, launch("count", MslExtent.of(1), MslExtent.of(1025), out), "has 1 to 1024 threads");
            refuses(simulator, launch("count", MslExtent.of(-1), MslExtent.of(1), out), "a grid cannot have");
            MslLaunch launch = launch("read", MslExtent.of(1), MslExtent.of(1), out);
            refuses(simulator, launch.withThreadgroupBytes(0, 32769), "would have 32769 bytes");
            MemorySegment part = MemorySegment.ofArray(out).asSlice(4, 8);
            refuses(simulator, launch.withBuffer(1, MslBuffer.of(part)), "two buffers overlap");
        }
    }

    private static void refuses(Simulator simulator, MslLaunch launch, String reason) {
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> simulator.launch(launch))
                .getMessage());
        assertTrue(message.contains(reason), message);
    }

    private static final String POINTERS = """
            #include <metal_stdlib>
            using namespace metal;
            struct Weights { constant float *values; uint count; };
            struct Arguments { device const Weights *weights; device float *out; };
            kernel void weigh(device const Arguments &all [[buffer(0)]], uint i [[thread_position_in_grid]]) {
                float sum = 0;
                for (uint k = 0; k < all.weights->count; k++) {
                    sum += all.weights->values[k] * i;
                }
                all.out[i] = sum;
            }
            """;

    private static MslLaunch weigh(int threads, float[] out, int count) {
        MslExtent grid = MslExtent.of(threads);
        return MslLaunch.of("weigh", grid, grid)
                .withBuffer(0, MslBuffer.of(MemorySegment.ofArray(new long[2])))
                .withBuffer(1, MslBuffer.of(MemorySegment.ofArray(new long[] {0, count})))
                .withBuffer(2, MslBuffer.of(MemorySegment.ofArray(new float[] {1, 2, 4})))
                .withBuffer(3, MslBuffer.output(MemorySegment.ofArray(out)))
                .withPointer(new MslPointer(0, 0, 1))
                .withPointer(new MslPointer(1, 0, 2))
                .withPointer(new MslPointer(0, 8, 3));
    }

    private static MslResult weigh(MslOptions options, MslLaunch launch) {
        try (Simulator simulator =
                Simulator.open(MslProgram.build(MslSource.of("pointers.metal", POINTERS), options))) {
            return simulator.launch(launch);
        }
    }

    @Test
    void launch_pointersInBuffers_leadToTheOtherBuffers() {
        for (MslLaunch.Placement placement : MslLaunch.Placement.values()) {
            float[] out = new float[4];
            MslResult result = weigh(
                    MslOptions.DEFAULT.withWatches(MslOptions.Watch.values()),
                    weigh(4, out, 3).withPlacement(placement));
            assertEquals(List.of(), result.faults());
            assertArrayEquals(new float[] {0, 7, 14, 21}, out);
        }
    }

    @Test
    void launch_behindABufferThatAPointerLeadsTo_isAFaultThatNamesItsSlot() {
        MslResult result = weigh(MslOptions.DEFAULT.withWatches(MslOptions.Watch.values()), weigh(4, new float[4], 4));
        assertTrue(result.faults().getFirst().toString().contains("buffer 2"), result::toString);
        assertEquals(8, result.faults().getFirst().line());
    }
}
