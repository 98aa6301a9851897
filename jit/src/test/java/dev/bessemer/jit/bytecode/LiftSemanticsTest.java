package dev.bessemer.jit.bytecode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.bessemer.jit.bytecode.kernels.ControlFlowKernels;
import dev.bessemer.jit.bytecode.kernels.CornerKernels;
import dev.bessemer.jit.bytecode.kernels.ObjectKernels;
import dev.bessemer.jit.diagnostic.Diagnostics;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.jvm.CpuKernel;
import dev.bessemer.jit.jvm.CpuKernelLoader;
import dev.bessemer.jit.jvm.CpuLaunch;
import dev.bessemer.jit.jvm.JvmBackend;
import dev.bessemer.jit.msl.MslBackend;
import dev.bessemer.jit.pass.IrInterpreter;
import dev.bessemer.jit.pass.PassPipeline;
import dev.bessemer.jit.verify.Verifier;
import dev.bessemer.types.IntArray;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What was lifted does what the Java method does. */
class LiftSemanticsTest {
    private static final int[] ARGUMENTS = {-1000, -5, -1, 0, 1, 2, 3, 4, 5, 7, 8, 12, 27, 1000};

    @TestFactory
    Stream<DynamicTest> lift_controlFlow_doesWhatJavaDoes() {
        return Stream.of(ControlFlowKernels.class, CornerKernels.class, ObjectKernels.class)
                .flatMap(owner -> Kernels.of(owner).stream())
                .map(method -> DynamicTest.dynamicTest(method.getName(), () -> compare(method)));
    }

    private static void compare(Method method) throws IllegalAccessException, InvocationTargetException {
        Diagnostics diagnostics = new Diagnostics();
        Function function = Kernels.lift(method, diagnostics);
        assertNotNull(function, () -> diagnostics.list().toString());
        assertEquals(List.of(), Verifier.check(function));
        assertFalse(MslBackend.emit(PassPipeline.msl(true).run(function)).text().isEmpty());
        CpuKernel cpu =
                CpuKernelLoader.load(JvmBackend.emit(PassPipeline.cpu(true).run(function), false));
        method.setAccessible(true);
        for (int a : ARGUMENTS) {
            for (int b : ARGUMENTS) {
                Object[] expected = java(method, a, b);
                String arguments = method.getName() + "(" + a + ", " + b + ")";
                assertArrayEquals(expected, ir(function, a, b), () -> arguments + " interpreted");
                assertArrayEquals(expected, cpu(cpu, a, b), () -> arguments + " on the CPU device");
            }
        }
    }

    private static Object[] cpu(CpuKernel kernel, int a, int b) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(ValueLayout.JAVA_INT, 4);
            int[] one = {1, 1, 1};
            CpuLaunch launch = new CpuLaunch(new MemorySegment[] {out}, new long[] {a, b}, one, one);
            kernel.run(launch, 0, kernel.units(launch));
            return Arrays.stream(out.toArray(ValueLayout.JAVA_INT)).boxed().toArray();
        }
    }

    private static Object[] java(Method method, int a, int b) throws IllegalAccessException, InvocationTargetException {
        try (IntArray out = new IntArray(4)) {
            method.invoke(null, out, a, b);
            return Arrays.stream(out.toHeapArray()).boxed().toArray();
        }
    }

    private static Object[] ir(Function function, int a, int b) {
        Object[] out = {0, 0, 0, 0};
        IrInterpreter.run(function, List.of(out, a, b));
        return out;
    }
}
