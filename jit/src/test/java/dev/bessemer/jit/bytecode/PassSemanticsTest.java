package dev.bessemer.jit.bytecode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.bessemer.jit.bytecode.kernels.ControlFlowKernels;
import dev.bessemer.jit.bytecode.kernels.CornerKernels;
import dev.bessemer.jit.bytecode.kernels.ObjectKernels;
import dev.bessemer.jit.diagnostic.Diagnostics;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.IrParser;
import dev.bessemer.jit.ir.IrPrinter;
import dev.bessemer.jit.pass.ConvertIfs;
import dev.bessemer.jit.pass.CountLoops;
import dev.bessemer.jit.pass.EliminateCommonCode;
import dev.bessemer.jit.pass.EliminateDeadCode;
import dev.bessemer.jit.pass.FoldConstants;
import dev.bessemer.jit.pass.HoistInvariants;
import dev.bessemer.jit.pass.IrInterpreter;
import dev.bessemer.jit.pass.Pass;
import dev.bessemer.jit.pass.Simplify;
import dev.bessemer.jit.verify.Verifier;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** No scalar pass changes what a kernel does: the lifted kernel and the one after each pass, side by side in the interpreter. */
class PassSemanticsTest {
    private static final int[] ARGUMENTS = {-1000, -5, -1, 0, 1, 2, 3, 4, 5, 7, 8, 12, 27, 1000};
    private static final List<Pass> PASSES = List.of(
            new FoldConstants(),
            new Simplify(),
            new EliminateCommonCode(),
            new CountLoops(),
            new HoistInvariants(),
            new EliminateDeadCode(),
            new ConvertIfs(),
            new FoldConstants(),
            new Simplify(),
            new CountLoops(),
            new EliminateCommonCode(),
            new EliminateDeadCode());

    @TestFactory
    Stream<DynamicTest> run_scalarPasses_keepWhatTheKernelDoes() {
        return Stream.of(ControlFlowKernels.class, CornerKernels.class, ObjectKernels.class)
                .flatMap(owner -> Kernels.of(owner).stream())
                .map(method -> DynamicTest.dynamicTest(method.getName(), () -> compare(method)));
    }

    private static void compare(Method method) {
        Diagnostics diagnostics = new Diagnostics();
        Function lifted = Kernels.lift(method, diagnostics);
        assertNotNull(lifted, () -> diagnostics.list().toString());
        Function function = lifted;
        for (Pass pass : PASSES) {
            Function before = function;
            Function after = pass.run(before);
            assertEquals(List.of(), Verifier.check(after), () -> shown(pass, before, after));
            assertSameEffect(pass, before, after);
            function = after;
        }
        String text = IrPrinter.print(function);
        assertEquals(text, IrPrinter.print(IrParser.parse(text)));
    }

    private static void assertSameEffect(Pass pass, Function before, Function after) {
        for (int a : ARGUMENTS) {
            for (int b : ARGUMENTS) {
                assertArrayEquals(run(before, a, b), run(after, a, b), () -> shown(pass, before, after));
            }
        }
    }

    private static Object[] run(Function function, int a, int b) {
        Object[] out = {0, 0, 0, 0};
        IrInterpreter.run(function, List.of(out, a, b));
        return out;
    }

    private static String shown(Pass pass, Function before, Function after) {
        return pass.name() + " made of\n" + IrPrinter.print(before) + "this:\n" + IrPrinter.print(after);
    }
}
