package dev.bessemer.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.runtime.ExecutionPlan;
import dev.bessemer.runtime.ImmutableTaskGraph;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The samples with matrices over shapes that fill their tiles and shapes that do not, each against its own reference. */
class SampleShapesTest {
    private static void checkAndExplain(Sample sample, String line) {
        try (SampleRun run = run(sample, line)) {
            ImmutableTaskGraph graph = run.graph();
            try (ExecutionPlan plan = new ExecutionPlan(graph)) {
                plan.withGridScheduler(run.grids()).execute();
            }
            Check check = run.check(Progress.onTerminal());
            assertTrue(check.passes(), () -> sample.name() + " " + line + ": " + check);
            for (String task : graph.taskNames()) {
                assertTrue(graph.metalSource(task).contains("[[kernel"), () -> graph.metalSource(task));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--dim 32 --seq 1",
                "--dim 32 --seq 7 --causal",
                "--dim 32 --seq 8",
                "--dim 32 --seq 31 --kv-seq 65 --causal",
                "--dim 32 --seq 33 --kv-heads 2",
                "--dim 32 --seq 64 --causal --batch 2",
                "--dim 32 --seq 65 --kv-seq 1",
                "--dim 32 --seq 100 --kv-seq 33 --causal",
                "--dim 40 --seq 33 --kv-seq 100",
                "--dim 40 --seq 8 --causal --dtype f16",
                "--dim 64 --seq 65 --causal",
                "--dim 64 --seq 100 --kv-seq 7 --causal --kv-heads 1 --batch 2",
                "--dim 64 --seq 64 --dtype f16",
                "--dim 64 --seq 31 --kv-seq 8 --dtype bf16",
                "--dim 72 --seq 7 --kv-seq 64 --dtype bf16 --causal",
                "--dim 72 --seq 33 --batch 2",
                "--dim 128 --seq 65 --kv-seq 31 --causal",
                "--dim 128 --seq 1 --kv-seq 100 --dtype f16",
                "--dim 32 --seq 1 --kv-seq 1000 --kv-heads 2",
                "--dim 256 --seq 33 --kv-heads 2",
                "--dim 256 --seq 8 --kv-seq 7 --causal --dtype bf16"
            })
    void flashAttention_anyShape_isRight(String line) {
        checkAndExplain(new FlashAttention(), "--heads 4 " + line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--m 1 --n 1 --k 1",
                "--m 1 --n 65 --k 7",
                "--m 7 --n 8 --k 31",
                "--m 31 --n 33 --k 8 --dtype f16",
                "--m 33 --n 31 --k 40 --dtype bf16",
                "--m 64 --n 64 --k 64 --dtype bf16",
                "--m 65 --n 1 --k 100",
                "--m 100 --n 97 --k 33 --dtype f16"
            })
    void matMul_anyShape_isRight(String line) {
        checkAndExplain(new MatMul(), line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--way mps --dim 40 --seq 33 --kv-seq 65",
                "--way mps --dim 64 --seq 100 --dtype f16 --batch 2",
                "--way mpsgraph --dim 64 --seq 65 --kv-seq 100 --causal",
                "--way mpsgraph --dim 72 --seq 33 --dtype bf16",
                "--way matmul2d --dim 72 --seq 33 --dtype bf16",
                "--way matmul2d --dim 64 --seq 65 --kv-seq 100 --causal --kv-heads 1 --heads 2"
            })
    void flashAttention_anotherWay_isRight(String line) {
        Sample sample = new FlashAttention();
        try (SampleRun run = run(sample, "--heads 2 " + line);
                ExecutionPlan plan = new ExecutionPlan(run.graph())) {
            plan.withGridScheduler(run.grids()).execute();
            Check check = run.check(Progress.onTerminal());
            assertTrue(check.passes(), () -> line + ": " + check);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--m 1 --n 1 --k 0",
                "--m 33 --n 31 --k 40 --dtype bf16 --transpose-a",
                "--m 65 --n 17 --k 100 --transpose-b --batch 2",
                "--m 20 --n 97 --k 33 --dtype f16 --transpose-a --transpose-b",
                "--m 50 --n 16 --k 8 --tune",
                "--m 50 --n 33 --k 70 --dtype i8 --transpose-a --batch 2",
                "--m 9 --n 40 --k 130 --dtype f16_i8 --batch 2",
                "--m 9 --n 41 --k 130 --dtype f16_i4 --transpose-b --batch 2"
            })
    void gemm_anyShape_isRight(String line) {
        checkAndExplain(new GeneralMatMul(), line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--batch 1 --heads 1 --rows 1 --depth 1 --columns 1",
                "--batch 3 --heads 2 --rows 33 --depth 17 --columns 65",
                "--batch 2 --heads 5 --rows 100 --depth 40 --columns 130",
                "--batch 1 --heads 4 --rows 64 --depth 64 --columns 64"
            })
    void tensorTour_anyShape_isRight(String line) {
        checkAndExplain(new TensorTour(), line);
    }

    @Test
    void tensorTour_notExecuted_failsItsCheck() {
        try (SampleRun run = run(new TensorTour(), "--rows 5 --heads 1")) {
            assertFalse(run.check(Progress.onTerminal()).passes());
        }
    }

    private static SampleRun run(Sample sample, String line) {
        Options options = Options.parse(sample.options(), List.of(line.split(" ")));
        return sample.ways(options).getFirst().run().get();
    }

    @ParameterizedTest
    @CsvSource({"--dim 40 --seq 9", "--dim 64 --seq 9 --dtype f16", "--dim 64 --seq 9 --way mps"})
    void flashAttention_notExecuted_failsItsCheck(String line) {
        Sample sample = new FlashAttention();
        try (SampleRun run = run(sample, line)) {
            assertFalse(run.check(Progress.onTerminal()).passes());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--dim 33 | option --dim is 33 but must be a multiple of 8",
                "--dim 24 | option --dim is '24' but must be a whole number from 32 to 256",
                "--heads 8 --kv-heads 3 | option --kv-heads is 3 but must divide --heads, which is 8",
                "--dtype x | option --dtype is 'x' but must be one of f32 f16 bf16",
                "--device gpu | option --device: there is no device 'gpu' here; there ",
                "--way metal | option --way is 'metal' but must be one of mps mpsgraph simdgroup matmul2d all",
                "--way mps --dtype bf16 | option --way mps: MPS has no matrices of bf16",
                "--way mps --causal | option --way mps: the softmax of MPS takes no mask, which --causal needs",
                "--way mps --kv-heads 1 | option --way mps: MPS multiplies a matrix of each head with one of its own",
                "--way mps --seq 32768 | option --way mps: it stores the scores, 8589934592 of them, more than an int",
                "--way mpsgraph --kv-heads 1 | option --way mpsgraph: MPSGraph's attention wants as many heads of keys",
                "--way mpsgraph --causal --kv-seq 8 | option --way mpsgraph: Apple does not say what MPSGraph gives",
                "--causal=yes | option --causal is 'yes' but must be true or false",
                "--seq 1048576 --dim 256 --heads 64 | an array of this shape has more elements than an int index reaches"
            })
    void flashAttention_wrongOption_saysSoInOneLine(String line, String message) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        List<String> command = List.of(("run flash-attention " + line.strip()).split(" "));

        assertEquals(Main.USAGE, Main.run(command, stream, stream));

        String text = err.toString(StandardCharsets.UTF_8);
        assertTrue(text.startsWith("bessemer: " + message), text);
        assertEquals(1, text.lines().count(), text);
    }
}
