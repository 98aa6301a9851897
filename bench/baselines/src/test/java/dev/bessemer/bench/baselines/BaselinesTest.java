package dev.bessemer.bench.baselines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.OperatingSystemMXBean;
import dev.bessemer.bench.AttentionProblem;
import dev.bessemer.bench.Baseline;
import dev.bessemer.bench.Candidate;
import dev.bessemer.bench.Contender;
import dev.bessemer.bench.GemmProblem;
import dev.bessemer.bench.RowsProblem;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The libraries, on small problems against double-precision references. */
class BaselinesTest {
    private static final List<String> TYPES = List.of("f32", "f16", "bf16");

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static void isRight(Candidate candidate) {
        assumeTrue(candidate.gap().isEmpty(), candidate.gap().orElse(""));
        try (Contender contender = candidate.make().get()) {
            assertTrue(contender.operations() > 0);
            for (int i = 0; i < 3; i++) {
                contender.run();
            }
            contender.check();
        }
    }

    static List<Baseline> baselines() {
        return ServiceLoader.load(Baseline.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    @Test
    void loader_findsAllThree() {
        assertEquals(
                List.of("ONNX Runtime", "libtorch", "OpenBLAS"),
                baselines().stream().map(Baseline::name).toList());
    }

    @ParameterizedTest
    @MethodSource("baselines")
    void version_ofEach_isANumber(Baseline baseline) {
        assertTrue(baseline.version().matches("\\d+\\.\\d+.*"), baseline::version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"f32", "f16"})
    void onnxAttention_isRight(String type) {
        OnnxRuntime onnx = new OnnxRuntime();
        isRight(onnx.attention(new AttentionProblem(2, 128, 128, 64, type, false)));
        isRight(onnx.attention(new AttentionProblem(3, 70, 70, 128, type, true)));
        isRight(onnx.attention(new AttentionProblem(2, 1, 300, 64, type, false)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"f32", "f16", "bf16"})
    void torchAttention_isRight(String type) {
        Libtorch torch = new Libtorch();
        isRight(torch.attention(new AttentionProblem(2, 128, 128, 64, type, false)));
        isRight(torch.attention(new AttentionProblem(3, 70, 70, 128, type, true)));
        isRight(torch.attention(new AttentionProblem(2, 1, 300, 64, type, false)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"f32", "f16", "bf16"})
    void torchProduct_isRight(String type) {
        isRight(new Libtorch().gemm(new GemmProblem(72, type)));
        isRight(new Libtorch().gemm(new GemmProblem(256, type)));
    }

    @Test
    void floatProducts_areRight() {
        isRight(new OnnxRuntime().gemm(new GemmProblem(72, "f32")));
        isRight(new OnnxRuntime().gemm(new GemmProblem(256, "f32")));
        isRight(new OpenBlas().gemm(new GemmProblem(72, "f32")));
        isRight(new OpenBlas().gemm(new GemmProblem(256, "f32")));
    }

    /** Processor time of threads other than the caller's: a quarter of all, at the least, where work is shared out. */
    @Test
    void floatProducts_useAllProcessors() {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "there is one processor");
        GemmProblem problem = new GemmProblem(1024, "f32");
        for (Baseline baseline : baselines()) {
            Candidate candidate = baseline.gemm(problem);
            assumeTrue(candidate.gap().isEmpty(), candidate.gap().orElse(""));
            try (Contender contender = candidate.make().get()) {
                contender.run();
                long all = SYSTEM.getProcessCpuTime();
                long own = THREADS.getCurrentThreadCpuTime();
                for (int i = 0; i < 20; i++) {
                    contender.run();
                }
                all = SYSTEM.getProcessCpuTime() - all;
                own = THREADS.getCurrentThreadCpuTime() - own;
                double others = 1 - (double) own / all;
                assertTrue(others > 0.25, () -> baseline.name() + " leaves " + others + " of its work to others");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"add", "softmax", "rms-norm"})
    void rows_areRight(String kind) {
        isRight(new OnnxRuntime().rows(new RowsProblem(kind, 37, 96)));
        isRight(new Libtorch().rows(new RowsProblem(kind, 37, 96)));
    }

    @Test
    void onnxCausalAttention_scoresLargerThanTheMemory_isAGap() {
        String why = new OnnxRuntime()
                .attention(new AttentionProblem(8, 1 << 20, 1 << 20, 64, "f32", true))
                .gap()
                .orElse("");
        assertTrue(why.contains("keeps all scores"), why);
    }

    @ParameterizedTest
    @MethodSource("baselines")
    void gaps_sayWhyAndRefuse(Baseline baseline) {
        for (String type : TYPES) {
            Candidate aligned = baseline.attention(new AttentionProblem(2, 3, 9, 64, type, true));
            assertFalse(aligned.gap().orElse("").isEmpty());
            assertThrows(IllegalStateException.class, aligned.make()::get);
        }
    }
}
