package dev.bessemer.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.jit.ir.IrParser;
import dev.bessemer.jit.msl.MslBackend;
import dev.bessemer.samples.Main;
import dev.bessemer.simulator.MslChecker;
import dev.bessemer.simulator.MslOptions;
import dev.bessemer.simulator.MslReport;
import dev.bessemer.simulator.MslSource;
import dev.bessemer.simulator.toolchain.Toolchain;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All Metal source that we write is taken by a real compiler, as Metal 3.1 for macOS 14 and as Metal 3.2. */
class EmittedMetalTest {
    private static final List<Integer> VERSIONS = List.of(310, 320);

    /** The versions that have tensors. */
    private static final List<Integer> TENSOR_VERSIONS = List.of(400);

    @BeforeAll
    static void needsACompiler() {
        Assumptions.assumeTrue(
                Toolchain.missing().isEmpty(), () -> Toolchain.missing().orElse(""));
    }

    static Stream<Path> goldens() throws IOException {
        return files("jit/src/test/resources/golden/msl", ".metal");
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void check_golden_isAccepted(Path golden) throws IOException {
        accept(golden.getFileName().toString(), Files.readString(golden));
    }

    static Stream<Path> liftedKernels() throws IOException {
        return files("jit/src/test/resources/filetests/lift", ".tir");
    }

    @ParameterizedTest
    @MethodSource("liftedKernels")
    void check_liftedKernel_isAccepted(Path file) throws IOException {
        accept(
                file.getFileName() + " for Metal",
                MslBackend.emit(IrParser.parse(Files.readString(file))).text());
    }

    static Stream<List<String>> samples() {
        List<String> dtypes = List.of("f16", "bf16", "f32");
        List<String> kernels = List.of(
                "matmul",
                "flash-attention",
                "gemm",
                "gemm --lowering tensor_ops",
                "flash-attention --way matmul2d --lowering tensor_ops");
        return Stream.concat(
                Stream.of(
                        List.of("vector-add"),
                        List.of("tensor-tour"),
                        List.of("tensor-tour", "--lowering", "tensor_ops")),
                kernels.stream()
                        .flatMap(kernel -> dtypes.stream().map(dtype -> kernel + " --dtype " + dtype))
                        .map(line -> List.of(line.split(" ", -1))));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void check_sample_isAccepted(List<String> sample) {
        String text = explain(sample);
        for (String part : text.split("(?=#include <metal_stdlib>)", -1)) {
            if (part.contains("[[kernel")) {
                accept(String.join(" ", sample), part);
            }
        }
        assertTrue(text.contains("[[kernel"), text);
    }

    private static void accept(String name, String text) {
        for (int version : text.contains("MetalPerformancePrimitives") ? TENSOR_VERSIONS : VERSIONS) {
            MslReport report = MslChecker.check(MslSource.of(name, text), MslOptions.DEFAULT.withVersion(version));
            assertEquals("", report.toString(), () -> text);
            assertEquals(1, report.kernels().size());
        }
    }

    private static Stream<Path> files(String folder, String ending) throws IOException {
        try (Stream<Path> found = Files.list(SourceTree.root().resolve(folder))) {
            List<Path> files = found.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
            assertTrue(files.size() > 10, () -> "too few files in " + folder);
            return files.stream();
        }
    }

    /** What {@code ./bessemer explain} prints. */
    static String explain(List<String> sample) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream usual = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            Main.main(Stream.concat(Stream.of("explain"), sample.stream()).toArray(String[]::new));
        } finally {
            System.setOut(usual);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
