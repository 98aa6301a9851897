package dev.bessemer.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.annotations.Constant;
import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.Parallel;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.jit.CompileOptions.Target;
import dev.bessemer.jit.bytecode.KernelReference;
import dev.bessemer.jit.bytecode.ParameterKind;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.jvm.CpuLaunch;
import dev.bessemer.types.IntArray;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** Compiling once, and again when something changed. */
class KernelCompilerTest {
    private static final ClassLoader LOADER = KernelCompilerTest.class.getClassLoader();
    private static final String OWNER = "dev/bessemer/jit/KernelCompilerTest$Kernels";
    private static final String CALLEE = "dev/bessemer/jit/KernelCompilerTest$Callee";

    @TempDir
    private Path folder = Path.of("");

    /** What is compiled. */
    static final class Kernels {
        private Kernels() {}

        @Kernel
        static void scale(IntArray array, @Constant int factor) {
            for (@Parallel int i = 0; i < array.getSize(); i++) {
                array.set(i, Callee.times(array.get(i), factor));
            }
        }

        static final int[] TABLE = {1, 10, 100};

        @Kernel
        static void weigh(IntArray array, @Constant int factor) {
            for (@Parallel int i = 0; i < array.getSize(); i++) {
                array.set(i, factor * TABLE[array.get(i)]);
            }
        }

        @Kernel
        static void leaveOne(KernelContext k, IntArray array, int n) {
            if (n > 3) {
                array.set(0, k.simdSum(k.laneIdx));
                if (k.laneIdx == 0) {
                    return;
                }
            }
            array.set(k.laneIdx, n);
        }

        @Kernel
        static void wrong(IntArray array, int factor) {
            array.set(0, (int) (array.get(0) * 2.5));
            array.set(1, String.valueOf(factor).length());
        }
    }

    /** What it calls. */
    static final class Callee {
        private Callee() {}

        static int times(int a, int b) {
            return a * b;
        }
    }

    /** Gives the callee's class file with one more field in it. */
    private static final class ChangedCallee extends ClassLoader {
        ChangedCallee() {
            super(LOADER);
        }

        @Override
        public @Nullable InputStream getResourceAsStream(String name) {
            InputStream original = super.getResourceAsStream(name);
            if (original == null || !name.equals(CALLEE + ".class")) {
                return original;
            }
            try (original) {
                ClassReader reader = new ClassReader(original.readAllBytes());
                ClassWriter writer = new ClassWriter(reader, 0);
                reader.accept(writer, 0);
                writer.visitField(Opcodes.ACC_STATIC, "more", "I", null, null).visitEnd();
                return new ByteArrayInputStream(writer.toByteArray());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private CompiledKernel compile(KernelCompiler compiler, ClassLoader loader, String kernel, int factor) {
        return compiler.compile(
                new KernelReference(loader, OWNER, kernel, "(Ldev/bessemer/types/IntArray;I)V"),
                List.of(new ParameterKind.Array(ScalarType.I32), new ParameterKind.Scalar(ScalarType.I32)),
                Map.of(1, factor),
                CompileOptions.of(Target.CPU));
    }

    private static int[] run(CompiledKernel kernel, int... values) {
        int[] one = {1, 1, 1};
        try (IntArray array = IntArray.fromArray(values)) {
            CpuLaunch launch = new CpuLaunch(new MemorySegment[] {array.segment()}, new long[0], one, one);
            if (!(kernel.code() instanceof CompiledKernel.Cpu(var code))) {
                throw new AssertionError("no code for the CPU");
            }
            code.run(launch, 0, code.units(launch));
            return array.toHeapArray();
        }
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private KernelCompiler freshCompiler() {
        return new KernelCompiler(folder);
    }

    @Test
    void compile_sameSignature_isCompiledOnce() throws IOException {
        KernelCompiler compiler = freshCompiler();
        assertSame(compile(compiler, LOADER, "scale", 3), compile(compiler, LOADER, "scale", 3));
        assertEquals(1, entries().size());
    }

    @Test
    void compile_otherConstant_isAnotherKernel() throws IOException {
        KernelCompiler compiler = freshCompiler();
        assertEquals("[3, 6]", Arrays.toString(run(compile(compiler, LOADER, "scale", 3), 1, 2)));
        assertEquals("[5, 10]", Arrays.toString(run(compile(compiler, LOADER, "scale", 5), 1, 2)));
        assertEquals(2, entries().size());
    }

    @Test
    void compile_onDisk_isLoadedWithItsTraits() throws IOException {
        CompiledKernel compiled = compile(freshCompiler(), LOADER, "scale", 3);
        Path entry = entries().getFirst();
        byte[] stored = Files.readAllBytes(entry);
        CompiledKernel loaded = compile(freshCompiler(), LOADER, "scale", 3);
        assertNotSame(compiled, loaded);
        assertEquals(compiled.traits(), loaded.traits());
        assertEquals("[-3, 0]", Arrays.toString(run(loaded, -1, 0)));
        assertEquals(Arrays.toString(stored), Arrays.toString(Files.readAllBytes(entry)));
    }

    @Test
    void compile_damagedEntry_isCompiledAgainAndReplaced() throws IOException {
        compile(freshCompiler(), LOADER, "scale", 3);
        Path entry = entries().getFirst();
        byte[] intact = Files.readAllBytes(entry);
        byte[] damaged = intact.clone();
        damaged[damaged.length / 2] ^= 1;
        Files.write(entry, damaged);
        assertEquals("[3]", Arrays.toString(run(compile(freshCompiler(), LOADER, "scale", 3), 1)));
        assertEquals(intact.length, Files.readAllBytes(entry).length);
        assertNotEquals(Arrays.toString(damaged), Arrays.toString(Files.readAllBytes(entry)));
    }

    @Test
    void compile_calleeChanged_isCompiledAgain() throws IOException {
        compile(freshCompiler(), LOADER, "scale", 3);
        byte[] before = Files.readAllBytes(entries().getFirst());
        compile(freshCompiler(), new ChangedCallee(), "scale", 3);
        assertEquals(1, entries().size());
        assertNotEquals(
                Arrays.toString(before),
                Arrays.toString(Files.readAllBytes(entries().getFirst())));
    }

    @Test
    void compile_staticArrayChanged_isCompiledAgainInMemoryAndFromDisk() {
        KernelCompiler compiler = freshCompiler();
        CompiledKernel first = compile(compiler, LOADER, "weigh", 3);
        assertEquals("[300, 3]", Arrays.toString(run(first, 2, 0)));
        assertSame(first, compile(compiler, LOADER, "weigh", 3));
        Kernels.TABLE[2] = 7;
        try {
            assertEquals("[21, 3]", Arrays.toString(run(compile(freshCompiler(), LOADER, "weigh", 3), 2, 0)));
            assertEquals("[21, 3]", Arrays.toString(run(compile(compiler, LOADER, "weigh", 3), 2, 0)));
        } finally {
            Kernels.TABLE[2] = 100;
        }
    }

    @Test
    void compile_wrongKernel_reportsEveryProblemAndKeepsNothing() throws IOException {
        KernelCompilationException thrown =
                assertThrows(KernelCompilationException.class, () -> compile(freshCompiler(), LOADER, "wrong", 3));
        assertTrue(thrown.diagnostics().size() >= 2, thrown::getMessage);
        assertTrue(
                String.valueOf(thrown.getMessage()).startsWith("kernel 'wrong' cannot be compiled: "),
                thrown::getMessage);
        assertEquals(List.of(), entries());
    }

    @Test
    void compile_someThreadsLeaveACommonLoop_isRefusedByTheCpuDeviceWithItsLine() {
        KernelReference kernel = new KernelReference(
                LOADER, OWNER, "leaveOne", "(Ldev/bessemer/intrinsics/KernelContext;Ldev/bessemer/types/IntArray;I)V");
        List<ParameterKind> kinds = List.of(
                new ParameterKind.Context(),
                new ParameterKind.Array(ScalarType.I32),
                new ParameterKind.Scalar(ScalarType.I32));
        KernelCompilationException thrown = assertThrows(
                KernelCompilationException.class,
                () -> freshCompiler().compile(kernel, kinds, Map.of(), CompileOptions.of(Target.CPU)));
        assertTrue(String.valueOf(thrown.getMessage()).contains("[B501]"), thrown::getMessage);
    }

    @Test
    void traits_scale_sayWhatALaunchMustKnow() {
        CompiledKernel.Traits traits =
                compile(freshCompiler(), LOADER, "scale", 3).traits();
        assertTrue(traits.parallel());
        assertEquals(
                List.of(new CompiledKernel.Parameter(0, "array", true, true, true, false, true)), traits.parameters());
    }

    @Test
    void compile_msl_comesBackFromDiskAsItWas() {
        CompileOptions options = CompileOptions.of(Target.MSL);
        KernelReference kernel = new KernelReference(LOADER, OWNER, "scale", "(Ldev/bessemer/types/IntArray;I)V");
        List<ParameterKind> kinds =
                List.of(new ParameterKind.Array(ScalarType.I32), new ParameterKind.Scalar(ScalarType.I32));
        CompiledKernel compiled = freshCompiler().compile(kernel, kinds, Map.of(1, 3), options);
        assertEquals(compiled, freshCompiler().compile(kernel, kinds, Map.of(1, 3), options));
    }
}
