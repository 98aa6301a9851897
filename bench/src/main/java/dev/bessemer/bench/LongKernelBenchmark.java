package dev.bessemer.bench;

import dev.bessemer.jit.CompiledKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** How long a kernel of so many lines takes to compile: first in a fresh JVM, then again. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 0)
@Measurement(iterations = 20)
public class LongKernelBenchmark {
    /** Lines of the kernel's method. */
    @Param({"500", "5000"})
    public int lines;

    @SuppressWarnings("NullAway.Init") // JMH runs the setup first
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private LongKernel kernel;

    /** Generates the kernel. */
    @Setup
    public void write() throws IOException {
        folder = Files.createTempDirectory("bessemer-long");
        kernel = LongKernel.write(folder, lines);
    }

    /** Deletes the kernel and the caches. */
    @TearDown
    public void delete() throws IOException {
        Folders.delete(folder);
    }

    /** From the class file to a loaded class. */
    @Benchmark
    public CompiledKernel compile() {
        return kernel.compile(folder.resolve("cache-" + System.nanoTime()));
    }
}
