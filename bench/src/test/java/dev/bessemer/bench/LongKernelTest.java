package dev.bessemer.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.bessemer.jit.CompiledKernel;
import dev.bessemer.jit.jvm.CpuKernel;
import dev.bessemer.jit.jvm.CpuLaunch;
import dev.bessemer.types.IntArray;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kernel of 5,000 lines in one method: it computes what it says, and compiling takes time in proportion. */
class LongKernelTest {
    private static final int LINES = 5000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

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

    /** The least of several times counts, which other work on the machine only lengthens. */
    @Test
    void compile_tenTimesTheLines_takesAtMostTwelveTimesTheTime(@TempDir Path folder) throws IOException {
        LongKernel small = LongKernel.write(Files.createDirectory(folder.resolve("small")), LINES / 10);
        LongKernel large = LongKernel.write(Files.createDirectory(folder.resolve("large")), LINES);
        assertTrue(nanoseconds(large, folder.resolve("first")) < 3e9, "the first compilation of 5,000 lines");
        double leastOfSmall = Double.MAX_VALUE;
        double leastOfLarge = Double.MAX_VALUE;
        for (int round = 0; round < 60; round++) {
            leastOfSmall = Math.min(leastOfSmall, nanoseconds(small, folder.resolve("s" + round)));
            leastOfLarge = Math.min(leastOfLarge, nanoseconds(large, folder.resolve("l" + round)));
            if (round > 5 && leastOfLarge <= 12 * leastOfSmall) {
                return;
            }
        }
        fail(leastOfLarge / leastOfSmall + " times as long for ten times the lines");
    }

    /** Processor time of this thread. */
    private static double nanoseconds(LongKernel kernel, Path emptyCache) {
        long before = THREADS.getCurrentThreadCpuTime();
        var _ = kernel.compile(emptyCache);
        return THREADS.getCurrentThreadCpuTime() - before;
    }
}
