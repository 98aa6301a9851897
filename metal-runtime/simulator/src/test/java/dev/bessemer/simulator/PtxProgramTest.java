package dev.bessemer.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What Metal files become on NVIDIA's GPUs; no GPU is needed to look at it. */
@NeedsToolchain
class PtxProgramTest {
    /** The compiler's expected output, a folder among its test resources. */
    private static final Path EMITTED = Path.of("../../jit/src/test/resources/golden/msl");

    private static final List<String> LANES = List.of("shfl.sync.idx.b32", "vote.sync.ballot.b32");
    private static final List<String> TF32 = List.of("mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32");
    private static final List<String> HALF =
            List.of("mma.sync.aligned.m16n8k8.row.col.f32.f16.f16.f32", "movmatrix.sync.aligned.m8n8.trans.b16");

    @TestFactory
    Stream<DynamicTest> corpus_builtForAGpu_hasAnEntryForEachKernel() throws IOException, URISyntaxException {
        return MslFiles.in("corpus").stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> build(file, List.of())));
    }

    @Test
    void lanes_builtForAGpu_areThoseOfAWarp() throws IOException, URISyntaxException {
        build(library("lanes.metal"), LANES);
    }

    @Test
    void barriersAndAtomics_builtForAGpu_areItsOwn() throws IOException, URISyntaxException {
        build(library("atomics.metal"), List.of("atom.add", "atom.cas"));
        Path scans = MslFiles.in("corpus").stream()
                .filter(file -> file.endsWith("scans_and_atomics.metal"))
                .findFirst()
                .orElseThrow();
        build(scans, List.of("bar.sync", ".shared"));
    }

    @Test
    void matrices_builtForAGpu_useTheTensorCores() throws IOException, URISyntaxException {
        List<String> wanted = new ArrayList<>(HALF);
        wanted.addAll(TF32);
        wanted.add("mma.sync.aligned.m16n8k8.row.col.f32.bf16.bf16.f32");
        build(library("simdgroup_matrices.metal"), wanted);
    }

    @Test
    void emittedMatmul_builtForAGpu_usesTheTensorCores() throws IOException {
        build(EMITTED.resolve("matmul.metal"), HALF);
    }

    @Test
    void transposedOperand_loadedForARightOperand_isNotTurned() {
        String text = product("simdgroup_load(b, y, 64, ulong2(0, 0), true);", "half");
        assertFalse(text.contains("movmatrix"), text);
        assertEquals(1, count(text, "mma.sync"), text);
    }

    @Test
    void floatsMadeOfHalves_multiplied_needOneProduct() {
        String halves = "simdgroup_half8x8 h; simdgroup_load(h, (device const half *)y, 64);"
                + " b.thread_elements() = float2(h.thread_elements());";
        assertEquals(1, count(product(halves, "float"), "mma.sync"));
        assertEquals(2, count(product("simdgroup_load(b, y, 64);", "float"), "mma.sync"));
    }

    @Test
    void rowsThatAreAligned_loaded_takeOneAccess() {
        String text = product("simdgroup_load(b, y, 64);", "half");
        assertEquals(2, count(text, "ld.global.u32"), text);
        assertEquals(0, count(text, "ld.global.u16"), text);
    }

    private static int count(String text, String wanted) {
        return text.split(java.util.regex.Pattern.quote(wanted), -1).length - 1;
    }

    /** The text of a kernel that multiplies the matrices a, which is loaded, and b. */
    private static String product(String loadB, String type) {
        String source = """
                #include <metal_stdlib>
                using namespace metal;
                kernel void product(device const TYPE *x, device const TYPE *y, device float *out) {
                    simdgroup_matrix<TYPE, 8, 8> a, b;
                    simdgroup_float8x8 c = make_filled_simdgroup_matrix<float, 8, 8>(0.0f);
                    simdgroup_load(a, x, 64);
                    LOAD
                    simdgroup_multiply_accumulate(c, a, b, c);
                    simdgroup_store(c, out, 8);
                }
                """;
        String text = source.replace("TYPE", type).replace("LOAD", loadB);
        return PtxProgram.build(MslSource.of("product.metal", text), MslOptions.DEFAULT)
                .text();
    }

    @Test
    void tensors_builtForAGpu_areRefusedByName() {
        String text = "#include <metal_stdlib>\n#include <metal_tensor>\nkernel void f() {}\n";
        MslException refused = assertThrows(
                MslException.class,
                () -> PtxProgram.build(MslSource.of("tensor.metal", text), MslOptions.DEFAULT.withVersion(400)));
        assertTrue(
                String.valueOf(refused.getMessage()).contains("tensors have no build for NVIDIA's GPUs"),
                refused::toString);
    }

    @Test
    void parse_textOfItsOwn_findsTheKernelsAgain() throws IOException, URISyntaxException {
        PtxProgram built = build(library("lanes.metal"), LANES);
        PtxProgram read = PtxProgram.parse(built.text());
        assertEquals(built, read);
        assertEquals("metal_kernel_1", read.entry(read.kernels().get(1)));
    }

    @Test
    void parse_textOfOthers_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> PtxProgram.parse(".version 7.8\n"));
    }

    private static Path library(String name) throws IOException, URISyntaxException {
        return MslFiles.in("library").stream()
                .filter(file -> file.endsWith(name))
                .findFirst()
                .orElseThrow();
    }

    /** Builds a file and looks for texts in what it became; functions that were not taken in are not among them. */
    private static PtxProgram build(Path file, List<String> wanted) throws IOException {
        PtxProgram program = PtxProgram.build(MslFiles.source(file), MslFiles.options(file));
        String text = program.text();
        assertFalse(program.kernels().isEmpty());
        for (MslKernel kernel : program.kernels()) {
            assertTrue(text.contains(".entry " + program.entry(kernel) + "("), kernel.name());
        }
        wanted.forEach(instruction -> assertTrue(text.contains(instruction), instruction));
        assertFalse(text.contains(".visible .func"), "functions that only the kernels need");
        return program;
    }
}
