package dev.bessemer.jit.msl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.IrParser;
import dev.bessemer.jit.testing.GoldenFile;
import dev.bessemer.jit.verify.Verifier;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Metal source of every kernel in the folder, one idea a file: {@code name.tir} becomes {@code name.metal}. */
class MslGoldenTest {
    private static final Path FOLDER = GoldenFile.path("golden/msl");

    static List<Path> kernels() {
        return GoldenFile.list(FOLDER).stream()
                .filter(file -> file.toString().endsWith(".tir"))
                .toList();
    }

    private static Path golden(Path kernel) {
        return Path.of(kernel.toString().replace(".tir", ".metal"));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void emit_kernel_givesItsGolden(Path file) {
        Function kernel = IrParser.parse(GoldenFile.read(file));
        Verifier.require(kernel, "parsing");
        GoldenFile.check(golden(file), MslBackend.emit(kernel).text());
    }

    static List<Path> liftedKernels() {
        return GoldenFile.list(GoldenFile.path("filetests/lift"));
    }

    @ParameterizedTest
    @MethodSource("liftedKernels")
    void emit_whatTheCompilerLifts_givesOneKernelFunction(Path file) {
        String text = MslBackend.emit(IrParser.parse(GoldenFile.read(file))).text();
        assertEquals(2, text.split(Pattern.quote("[[kernel"), -1).length, text);
    }

    @Test
    void goldens_allHaveKernels() {
        Set<Path> read = new HashSet<>(kernels());
        assertTrue(read.size() > 10, "the folder was not found");
        kernels().forEach(kernel -> read.add(golden(kernel)));
        GoldenFile.checkNoOrphans(FOLDER, read);
    }
}
