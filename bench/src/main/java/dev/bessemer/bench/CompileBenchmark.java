package dev.bessemer.bench;

import dev.bessemer.jit.CompileOptions;
import dev.bessemer.jit.CompiledKernel;
import dev.bessemer.jit.KernelCompiler;
import dev.bessemer.jit.bytecode.KernelReference;
import dev.bessemer.jit.bytecode.ParameterKind;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.samples.FlashAttention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    private static final ParameterKind ARRAY = new ParameterKind.Array(ScalarType.F32);
    private static final ParameterKind INT = new ParameterKind.Scalar(ScalarType.I32);

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
        new CompileBenchmark().compile();
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

    /** From the method's name to a loaded class. */
    @Benchmark
    public CompiledKernel compile() {
        String array = "Ldev/bessemer/types/MatrixArray;";
        return KernelCompiler.shared()
                .compile(
                        new KernelReference(
                                FlashAttention.class.getClassLoader(),
                                "dev/bessemer/samples/FlashAttention",
                                "forward",
                                "(Ldev/bessemer/intrinsics/KernelContext;" + array.repeat(4) + "IIIFIIZ)V"),
                        List.of(
                                new ParameterKind.Context(),
                                ARRAY,
                                ARRAY,
                                ARRAY,
                                ARRAY,
                                INT,
                                INT,
                                INT,
                                new ParameterKind.Scalar(ScalarType.F32),
                                INT,
                                INT,
                                new ParameterKind.Scalar(ScalarType.BOOL)),
                        Map.of(9, HandWrittenAttention.DIM, 10, 4, 11, false),
                        CompileOptions.of(CompileOptions.Target.CPU));
    }

    /** The first execution of a plan: compilation, and a run on 8 heads of 128 x 64. */
    @Benchmark
    public void firstExecute() {
        kernel.run();
    }
}
