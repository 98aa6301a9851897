package dev.bessemer.bench;

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

/** How long flash attention takes to compile, and to run for the first time, in a JVM that compiled nothing before. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 5,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class CompileBenchmark {
    /** Whether the disk cache has the kernel already, put there by another JVM. */
    @Param({"false", "true"})
    public boolean cached;

    private final AttentionInput input = new AttentionInput(8, 128, HandWrittenAttention.DIM);

    @SuppressWarnings("NullAway.Init") // JMH runs the setup first
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private AttentionKernel kernel;

    /** Makes a disk cache for this JVM alone. */
    @Setup
    public void prepare() throws IOException, InterruptedException {
        folder = Files.createTempDirectory("bessemer-compile");
        System.setProperty("bessemer.cache", folder.toString());
        kernel = AttentionKernel.of("f32", input, false);
        if (cached) {
            fill();
        }
    }

    private void fill() throws IOException, InterruptedException {
        int status = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-Dbessemer.cache=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        CompileBenchmark.class.getName())
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IllegalStateException("the JVM that fills the disk cache ended with status " + status);
        }
    }

    /** Compiles and runs the kernel, for the disk cache. */
    public static void main(String[] arguments) {
        try (AttentionKernel kernel =
                AttentionKernel.of("f32", new AttentionInput(8, 128, HandWrittenAttention.DIM), false)) {
            kernel.run();
        }
    }

    /** Runs the kernel, checks the result and deletes the disk cache. */
    @TearDown
    public void check() throws IOException {
        kernel.run();
        kernel.check();
        kernel.close();
        Folders.delete(folder);
    }

    /** From a plan to the loaded class of its kernel. */
    @Benchmark
    public void compile() {
        kernel.compile();
    }

    /** The first execution of a plan: compilation, and a run on 8 heads of 128 x 64. */
    @Benchmark
    public void firstExecute() {
        kernel.run();
    }

    /** The plan of a kernel that this JVM has compiled already, for other arrays. */
    @Benchmark
    public void compileAgain(Compiled compiled) {
        kernel.compile();
    }

    /** The same kernel, compiled before. */
    @State(Scope.Benchmark)
    public static class Compiled {
        @SuppressWarnings("NullAway.Init")
        private AttentionKernel other;

        /** Compiles it. */
        @Setup
        public void compile(CompileBenchmark benchmark) {
            other = AttentionKernel.of("f32", benchmark.input, false);
            other.compile();
        }

        /** Frees it. */
        @TearDown
        public void end() {
            other.close();
        }
    }
}
