package dev.bessemer.jit.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.IrParser;
import dev.bessemer.jit.ir.IrPrinter;
import dev.bessemer.jit.ir.Region;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** How passes follow each other, and what is said when one is at fault. */
class PassPipelineTest {
    private static final Function KERNEL = IrParser.parse("""
            kernel @copy(%a:device<f32> at 0, %i:i32 at 1) {
              %x:f32 = load %a[%i]
              store %a[%i], %x
              return
            }
            """);

    private static Pass pass(String name, UnaryOperator<Function> step) {
        return new Pass() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Function run(Function kernel) {
                return step.apply(kernel);
            }
        };
    }

    @Test
    void run_noPasses_givesTheKernel() {
        assertSame(KERNEL, new PassPipeline(List.of()).run(KERNEL));
    }

    @Test
    void run_passThrows_namesItAndPrintsTheKernel() {
        RuntimeException cause = new UnsupportedOperationException("no such op");
        PassPipeline pipeline = new PassPipeline(List.of(pass("throwing", kernel -> {
            throw cause;
        })));
        IllegalStateException fault = assertThrows(IllegalStateException.class, () -> pipeline.run(KERNEL));
        assertEquals("the pass throwing failed on this kernel:\n" + IrPrinter.print(KERNEL), fault.getMessage());
        assertSame(cause, fault.getCause());
    }

    @Test
    void run_passBreaksTheKernel_namesItMarksTheOpAndPrintsBoth() {
        PassPipeline pipeline = new PassPipeline(List.of(
                pass("harmless", kernel -> kernel),
                pass(
                        "breaking",
                        kernel -> kernel.withBody(Region.of(kernel.body().ops().subList(1, 3))))));
        IllegalStateException fault = assertThrows(IllegalStateException.class, () -> pipeline.run(KERNEL));
        String message = String.valueOf(fault.getMessage());
        assertTrue(message.startsWith("after the pass breaking the IR of copy is broken:\n"), message);
        assertTrue(message.contains("; <-- here"), message);
        assertTrue(message.endsWith("before it the kernel was:\n" + IrPrinter.print(KERNEL)), message);
    }

    @Test
    void cpu_withoutBoundsChecks_dropsThemFirst() {
        assertEquals("drop-bounds-checks", PassPipeline.cpu(false).names().getFirst());
        assertEquals(
                PassPipeline.cpu(true).names(),
                PassPipeline.cpu(false)
                        .names()
                        .subList(1, PassPipeline.cpu(false).names().size()));
    }
}
