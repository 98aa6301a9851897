package dev.bessemer.jit.bytecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.bessemer.jit.diagnostic.Diagnostics;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.IrPrinter;
import dev.bessemer.jit.ir.ScalarType;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kernels compiled with {@code -g:none}: no names, no lines, and @Parallel still found. */
class LiftWithoutDebugInfoTest {
    private static final String SOURCE = """
            import dev.bessemer.annotations.Kernel;
            import dev.bessemer.annotations.Parallel;
            import dev.bessemer.types.FloatArray;
            class Bare {
                @Kernel
                static void doubled(FloatArray a) {
                    int unused = 3;
                    for (@Parallel int i = 0; i < a.getSize(); i++) {
                        a.set(i, a.get(i) * 2);
                    }
                }

                @Kernel
                static void carried(FloatArray a) {
                    float sum = 0;
                    for (@Parallel int i = 0; i < a.getSize(); i++) {
                        sum += a.get(i);
                        a.set(i, sum);
                    }
                }
            }
            """;

    private static final String DOUBLED = """
            kernel @doubled(%0:device<f32> at 0) {
              %1:i32 = constant 3
              %2:i32 = constant 0
              %3:i32 = size %0
              parallel_for 0 %4:i32 = %2 to %3 step 1 {
                %5:f32 = load %0[%4]
                %6:f32 = constant 2.0
                %7:f32 = multiply %5, %6
                store %0[%4], %7
                %8:i32 = constant 1
                %9:i32 = add %4, %8
                yield
              }
              return
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void lift_parallelLoop_isFoundByItsSlot() throws IOException {
        Diagnostics diagnostics = new Diagnostics();
        Function function = lift("doubled", diagnostics);
        assertNotNull(function, () -> diagnostics.list().toString());
        assertEquals(DOUBLED, IrPrinter.printWithoutLocations(function));
    }

    @Test
    void lift_refusedKernel_namesTheClass() throws IOException {
        Diagnostics diagnostics = new Diagnostics();
        assertNull(lift("carried", diagnostics));
        assertEquals("""
                Bare: the @Parallel loop over its variable carries a value from one iteration to the next [B303]
                    why: its iterations run at the same time, in no order
                    instead: compute it from the loop's variable, combine what the iterations give in an array marked @Reduce, or leave the mark off this loop""", diagnostics.list().getFirst().render());
    }

    private @Nullable Function lift(String method, Diagnostics diagnostics) throws IOException {
        Path source = Files.writeString(folder.resolve("Bare.java"), SOURCE);
        String[] arguments = {
            "-g:none",
            "-proc:none",
            "-cp",
            System.getProperty("java.class.path"),
            "-d",
            folder.toString(),
            source.toString()
        };
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments));
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            KernelReference kernel = new KernelReference(loader, "Bare", method, "(Ldev/bessemer/types/FloatArray;)V");
            return Lifter.lift(kernel, List.of(new ParameterKind.Array(ScalarType.F32)), Map.of(), diagnostics);
        }
    }
}
