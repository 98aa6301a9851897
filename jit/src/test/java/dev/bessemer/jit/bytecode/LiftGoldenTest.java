package dev.bessemer.jit.bytecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.bessemer.jit.bytecode.kernels.GoldenKernels;
import dev.bessemer.jit.bytecode.kernels.RefusedKernels;
import dev.bessemer.jit.bytecode.kernels.RefusedParallelKernels;
import dev.bessemer.jit.bytecode.kernels.RefusedTensorKernels;
import dev.bessemer.jit.diagnostic.Diagnostic;
import dev.bessemer.jit.diagnostic.Diagnostics;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.IrParser;
import dev.bessemer.jit.ir.IrPrinter;
import dev.bessemer.jit.testing.GoldenFile;
import dev.bessemer.jit.verify.Verifier;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What kernels are lifted to, and what is said of those that cannot be. */
class LiftGoldenTest {
    private static final Path LIFTED = GoldenFile.path("filetests/lift");
    private static final Path REFUSED = GoldenFile.path("filetests/refused");
    private static final List<Class<?>> REFUSED_KERNELS =
            List.of(RefusedKernels.class, RefusedParallelKernels.class, RefusedTensorKernels.class);

    @TestFactory
    Stream<DynamicTest> lift_kernel_givesTheFilesFunction() {
        return Kernels.of(GoldenKernels.class).stream()
                .map(method -> DynamicTest.dynamicTest(method.getName(), () -> checkLifted(method)));
    }

    @TestFactory
    Stream<DynamicTest> lift_unsupportedKernel_reportsTheFilesProblems() {
        return REFUSED_KERNELS.stream()
                .flatMap(owner -> Kernels.of(owner).stream())
                .map(method -> DynamicTest.dynamicTest(method.getName(), () -> checkRefused(method)));
    }

    @Test
    void files_allHaveAKernel() {
        checkNoOrphans(LIFTED, List.of(GoldenKernels.class), ".tir");
        checkNoOrphans(REFUSED, REFUSED_KERNELS, ".txt");
    }

    private static void checkNoOrphans(Path folder, List<Class<?>> kernels, String suffix) {
        GoldenFile.checkNoOrphans(
                folder,
                kernels.stream()
                        .flatMap(owner -> Kernels.of(owner).stream())
                        .map(method -> folder.resolve(method.getName() + suffix))
                        .collect(Collectors.toSet()));
    }

    private static void checkLifted(Method method) {
        Diagnostics diagnostics = new Diagnostics();
        Function function = Kernels.lift(method, diagnostics);
        assertNotNull(function, () -> diagnostics.list().toString());
        assertEquals(List.of(), Verifier.check(function));
        String text = IrPrinter.print(function);
        assertEquals(text, IrPrinter.print(IrParser.parse(text)));
        GoldenFile.check(LIFTED.resolve(method.getName() + ".tir"), IrPrinter.printWithoutLocations(function));
    }

    private static void checkRefused(Method method) {
        Diagnostics diagnostics = new Diagnostics();
        assertNull(Kernels.lift(method, diagnostics));
        assertFalse(diagnostics.isEmpty());
        String text = diagnostics.list().stream().map(Diagnostic::render).collect(Collectors.joining("\n", "", "\n"));
        GoldenFile.check(REFUSED.resolve(method.getName() + ".txt"), text);
    }
}
