package dev.bessemer.simulator.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.bessemer.simulator.NeedsToolchain;
import dev.bessemer.simulator.cuda.CudaDevice;
import dev.bessemer.simulator.cuda.CudaException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line: what is asked for is done, what makes no sense is named. */
@NeedsToolchain
class MslCommandTest {
    private static final String REVERSE = """
            #include <metal_stdlib>
            using namespace metal;
            struct Shift { int by; int of; };
            kernel void reverse(device const int* a [[buffer(0)]], device int* b [[buffer(1)]],
                    constant Shift& shift [[buffer(2)]], uint i [[thread_index_in_threadgroup]]) {
                threadgroup int tile[64];
                tile[i] = a[i] + shift.by;
                BARRIER
                b[i] = tile[shift.of - i];
            }
            """;

    @TempDir
    private Path folder = Path.of("");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return new MslCommand(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(List.of(arguments));
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("reverse.metal"), text).toString();
    }

    private int reverse(String action, String text, String last, String... more) throws IOException {
        List<String> all =
                new ArrayList<>(List.of(action, file(text), "reverse", "--grid", "64", "--threadgroup", "64"));
        all.addAll(List.of("--buffer", "0=iota*64", "--buffer", "1=empty*64", "--buffer", "2=i32:100," + last));
        all.addAll(List.of(more));
        return run(all.toArray(String[]::new));
    }

    private static String withBarrier() {
        return REVERSE.replace("BARRIER", "threadgroup_barrier(mem_flags::mem_threadgroup);");
    }

    @Test
    void check_rightFile_describesItsKernels() throws IOException {
        assertEquals(0, run("check", file(withBarrier())), err::toString);
        assertEquals("""
                kernel reverse
                  buffer 0: device int const * a
                  buffer 1: device int * b
                  buffer 2: constant Shift & shift
                  thread_index_in_threadgroup: uint i
                  threadgroup memory: 256 bytes
                accepted
                """, out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void check_wrongFile_saysWhere() throws IOException {
        String file = file(REVERSE);
        assertEquals(1, run("check", file));
        assertTrue(err.toString(StandardCharsets.UTF_8).startsWith(file + ":8:5: error: "), err::toString);
        assertTrue(out.toString(StandardCharsets.UTF_8).endsWith("refused: 1 error\n"), out::toString);
    }

    @Test
    void run_kernel_showsAndWritesWhatItWrote() throws IOException {
        Path written = folder.resolve("b.bin");
        assertEquals(0, reverse("run", withBarrier(), "63", "--print", "3", "--output", "1=" + written), err::toString);
        assertEquals("buffer 1 b: 163 162 161 ... (64)\nclean\n", out.toString(StandardCharsets.UTF_8));
        byte[] bytes = Files.readAllBytes(written);
        assertEquals(256, bytes.length);
        assertArrayEquals(new byte[] {(byte) 163, 0, 0, 0}, Arrays.copyOf(bytes, 4));
    }

    @Test
    void run_parameterThatAFunctionConstantDecidesOn_needNotBeBound() throws IOException {
        String file = file("""
                #include <metal_stdlib>
                using namespace metal;
                constant bool biased [[function_constant(3)]];
                kernel void scale(device float* a [[buffer(0)]], const device float* bias [[buffer(1), function_constant(biased)]],
                        uint i [[thread_position_in_grid]]) {
                    a[i] = 2 * a[i];
                    if (biased) {
                        a[i] += bias[i];
                    }
                }
                """);
        assertEquals(
                0, run("run", file, "--grid", "4", "--buffer", "0=iota*4", "--constant", "3=false"), err::toString);
        assertEquals("buffer 0 a: 0.0 2.0 4.0 6.0\nclean\n", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void run_kernelOfSeveral_needsItsOwnFunctionConstantsAlone() throws IOException {
        String file = file("""
                #include <metal_stdlib>
                using namespace metal;
                constant int factor [[function_constant(0)]];
                kernel void scale(device float* a [[buffer(0)]], uint i [[thread_position_in_grid]]) { a[i] *= factor; }
                kernel void twice(device float* a [[buffer(0)]], uint i [[thread_position_in_grid]]) { a[i] *= 2; }
                """);
        assertEquals(0, run("run", file, "twice", "--grid", "4", "--buffer", "0=iota*4"), err::toString);
        assertEquals("buffer 0 a: 0.0 2.0 4.0 6.0\nclean\n", out.toString(StandardCharsets.UTF_8));
        assertEquals(1, run("run", file, "scale", "--grid", "4", "--buffer", "0=iota*4"));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("function constant factor (0)"), err::toString);
        assertEquals(2, run("run", file, "thrice", "--grid", "4", "--buffer", "0=iota*4"));
        String said = err.toString(StandardCharsets.UTF_8);
        assertTrue(said.contains("there is no kernel 'thrice'; there are scale twice"), said);
        assertEquals(2, run("run", file, "--grid", "4", "--buffer", "0=iota*4", "--constant", "0=2"));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("say which kernel; there are"), err::toString);
    }

    @Test
    void run_writeBehindTheEnd_isOutsideOfTheBuffer() throws IOException {
        String file = file("""
                #include <metal_stdlib>
                using namespace metal;
                kernel void fill(device uint* a [[buffer(0)]], uint i [[thread_position_in_grid]]) { a[i] = i; }
                """);
        assertEquals(1, run("run", file, "--grid", "32", "--buffer", "0=zero*8"));
        String said = err.toString(StandardCharsets.UTF_8);
        assertTrue(said.startsWith(file + ":3: byte 32 is outside of buffer 'a', which has 32 bytes"), said);
        assertEquals(2, run("run", file, "--grid", "4000000000", "--buffer", "0=zero*8"));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("too large a number: 4000000000"), err::toString);
    }

    @Test
    void race_missingBarrier_isFound() throws IOException {
        assertEquals(1, reverse("race", REVERSE.replace("BARRIER", ""), "63"));
        String said = err.toString(StandardCharsets.UTF_8);
        assertTrue(said.contains("reverse.metal:9: "), said);
        assertTrue(said.contains("line 7"), said);
    }

    @Test
    void run_indexOutsideOfAnArray_isFound() throws IOException {
        assertEquals(1, reverse("run", withBarrier(), "80"));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("reverse.metal:9: "), err::toString);
    }

    @Test
    void run_missingBuffers_areAllNamed() throws IOException {
        assertEquals(2, run("run", file(withBarrier()), "--grid", "64", "--buffer", "0=iota*64"));
        String said = err.toString(StandardCharsets.UTF_8);
        assertTrue(said.contains("--buffer 1=... for device int * b"), said);
        assertTrue(said.contains("--buffer 2=... for constant Shift & shift"), said);
    }

    @Test
    void run_senselessCommandLines_areNamed() throws IOException {
        String file = file(withBarrier());
        assertSays("there is no action 'walk'", "walk", file);
        assertSays("a Metal file is missing", "check");
        assertSays("there is no option --fast", "check", file, "--fast");
        assertSays("no Metal version", "check", file, "--metal-version", "32");
        assertSays("there is no kernel 'other'; there are reverse", "run", file, "other", "--grid", "1");
        assertSays("--grid is missing", "run", file);
        assertSays("no number: x", "run", file, "--grid", "4,x");
        assertSays("an empty dimension: 0", "run", file, "--grid", "0");
    }

    private void assertSays(String message, String... arguments) {
        err.reset();
        assertEquals(2, run(arguments));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains(message), err::toString);
    }

    @Test
    void run_noFile_isSaid() {
        assertEquals(1, run("check", folder.resolve("none.metal").toString()));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("there is no file"), err::toString);
    }

    @Test
    void ptx_aFile_isPrintedWithItsKernels() throws IOException {
        assertEquals(0, run("ptx", file(withBarrier())));
        String text = out.toString(StandardCharsets.UTF_8);
        assertTrue(text.startsWith("// kernel\treverse\treverse\t"), text);
        assertTrue(text.contains(".entry metal_kernel_0("), text);
        assertTrue(text.contains("bar.sync"), text);
    }

    @Test
    void gpu_noDriver_isSaid() throws IOException {
        assumeFalse(hasDriver(), "there is a driver of NVIDIA's");
        assertEquals(1, reverse("gpu", withBarrier(), "64"));
        assertTrue(
                err.toString(StandardCharsets.UTF_8).contains("this machine has no driver of NVIDIA's"), err::toString);
    }

    private static boolean hasDriver() {
        try (CudaDevice device = CudaDevice.open()) {
            return !device.name().isEmpty();
        } catch (CudaException e) {
            return false;
        }
    }

    @Test
    void times_areGivenByTheirMedian() {
        assertEquals("median 2.0000 ms of 3, least 1.0000 ms", MslGpu.times(List.of(4f, 1f, 2f), 0));
        assertEquals("median 2.0000 ms of 1, least 2.0000 ms, median 8.50 TFLOP/s", MslGpu.times(List.of(2f), 17e9));
    }

    private static final String CHAIN = """
            #include <metal_stdlib>
            using namespace metal;
            struct Link { device int* to; int count; };
            kernel void follow(constant Link& first [[buffer(0)]], uint i [[thread_position_in_grid]]) {
                first.to[i] += first.count;
            }
            """;

    @Test
    void run_pointerInABuffer_isWhatTheOtherSlotHolds() throws IOException {
        int status = run(
                "run",
                file(CHAIN),
                "follow",
                "--grid",
                "4",
                "--buffer",
                "0=i32:0,0,100,0",
                "--buffer",
                "7=i32:1,2,3,4",
                "--pointer",
                "0=7");
        assertEquals("buffer 7: 101 102 103 104\nclean\n", out.toString(StandardCharsets.UTF_8), err::toString);
        assertEquals(0, status);
    }

    @Test
    void run_pointerBesideTheBuffer_isRefused() throws IOException {
        int status = run(
                "run",
                file(CHAIN),
                "follow",
                "--grid",
                "4",
                "--buffer",
                "0=i32:0,0,100,0",
                "--buffer",
                "7=i32:1,2,3,4",
                "--pointer",
                "0+12=7");
        assertEquals(2, status);
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("a pointer at byte 12 of buffer 0"), err::toString);
    }

    @Test
    void run_pointerToNothing_isRefused() throws IOException {
        int status =
                run("run", file(CHAIN), "follow", "--grid", "4", "--buffer", "0=i32:0,0,100,0", "--pointer", "0=7");
        assertEquals(2, status);
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("buffer 7, which is not bound"), err::toString);
    }
}
