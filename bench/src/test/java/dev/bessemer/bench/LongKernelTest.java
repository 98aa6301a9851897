package dev.bessemer.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.bessemer.jit.CompiledKernel;
import dev.bessemer.jit.jvm.CpuKernel;
import dev.bessemer.jit.jvm.CpuLaunch;
import dev.bessemer.types.IntArray;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kernel of 5,000 lines in one method. */
class LongKernelTest {
    private static final int LINES = 5000;

    @Test
    void compile_aMethodOf5000Lines_isTheMethodThatJavaRuns(@TempDir Path folder)
            throws IOException, ReflectiveOperationException {
        LongKernel kernel = LongKernel.write(folder, LINES);
        CompiledKernel compiled = kernel.compile(folder.resolve("cache"));
        try (IntArray expected = new IntArray(100);
                IntArray actual = new IntArray(100)) {
            kernel.type().getMethod("run", IntArray.class).invoke(null, expected);
            CpuKernel code = ((CompiledKernel.Cpu) compiled.code()).kernel();
            CpuLaunch launch = new CpuLaunch(
                    new MemorySegment[] {actual.segment()}, new long[0], new int[] {1, 1, 1}, new int[] {1, 1, 1});
            code.run(launch, 0, code.units(launch));
            assertArrayEquals(expected.toHeapArray(), actual.toHeapArray());
        }
    }
}
