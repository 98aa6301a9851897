package dev.bessemer.jit.msl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.jit.bytecode.KernelReference;
import dev.bessemer.jit.bytecode.Lifter;
import dev.bessemer.jit.bytecode.ParameterKind;
import dev.bessemer.jit.diagnostic.Diagnostics;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.pass.PassPipeline;
import dev.bessemer.jit.testing.GoldenFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The README shows a kernel, and the Metal source that the compiler makes of it. */
class ReadmeTest {
    private static final String README = GoldenFile.read(Path.of("..", "README.md"));
    private static final int DEPTH = 512;

    private static String block(String language) {
        String opening = "```" + language + "\n";
        int begin = README.indexOf(opening) + opening.length();
        assertTrue(begin >= opening.length(), "the README has no " + language);
        return README.substring(begin, README.indexOf("```", begin));
    }

    @Test
    void readme_javaBlock_isTheKernelOfThisTest() {
        String source = GoldenFile.read(Path.of("src/test/java/dev/bessemer/jit/msl/Samples.java"));
        assertTrue(squeezed(source).contains(squeezed(block("java"))));
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    @Test
    void readme_metalBlock_isWhatTheCompilerWrites() {
        String text = MslBackend.emit(PassPipeline.msl(true).run(lifted())).text();
        assertEquals(text.substring(text.indexOf("[[kernel]]")), block("metal"));
    }

    private static Function lifted() {
        KernelReference kernel = new KernelReference(
                Samples.class.getClassLoader(),
                "dev/bessemer/jit/msl/Samples",
                "tile",
                "(Ldev/bessemer/intrinsics/KernelContext;Ldev/bessemer/types/HalfFloatArray;"
                        + "Ldev/bessemer/types/HalfFloatArray;Ldev/bessemer/types/FloatArray;II)V");
        ParameterKind half = new ParameterKind.Array(ScalarType.F16);
        ParameterKind number = new ParameterKind.Scalar(ScalarType.I32);
        List<ParameterKind> kinds = List.of(
                new ParameterKind.Context(), half, half, new ParameterKind.Array(ScalarType.F32), number, number);
        Diagnostics diagnostics = new Diagnostics();
        Function function = Lifter.lift(kernel, kinds, Map.of(5, DEPTH), diagnostics);
        return Objects.requireNonNull(function, () -> diagnostics.list().toString());
    }
}
