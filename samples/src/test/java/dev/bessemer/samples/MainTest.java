package dev.bessemer.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bessemer.runtime.Device;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The samples as a user starts them. */
class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return Main.run(List.of(arguments), stream(out), stream(err));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void list_namesEverySample() {
        assertEquals(0, run("list"));
        assertTrue(out().contains("vector-add "), out());
        assertTrue(out().contains("matmul "), out());
        assertTrue(out().contains("tensor-tour "), out());
    }

    @ParameterizedTest
    @CsvSource({"1", "31", "1000", "100003"})
    void vectorAdd_anySize_isRight(String size) {
        assertEquals(0, run("run", "vector-add", "--size", size, "--repeat", "1"), this::err);
        assertTrue(out().contains("The result is right."), out());
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, f32",
        "8, 8, 8, f32",
        "32, 32, 32, f16",
        "33, 31, 17, f32",
        "7, 100, 9, f16",
        "65, 40, 70, bf16",
        "100, 3, 1, bf16",
        "64, 96, 128, f32"
    })
    void matMul_raggedShapes_areRight(String m, String n, String k, String type) {
        int status = run("run", "matmul", "--m", m, "--n", n, "--k", k, "--dtype", type, "--repeat", "1");
        assertEquals(0, status, this::err);
    }

    @Test
    void flashAttention_allWays_areComparedOrSaidToBeMissing() {
        assertEquals(0, run("run", "flash-attention", "--way", "all", "--seq", "40", "--causal", "--repeat", "1"));
        List<String> lines = out().lines().toList();
        assertTrue(
                lines.get(0).matches("way +device .*device time +share of peak +memory +launches +largest error.*"),
                out());
        assertTrue(lines.get(1).matches("mpsgraph +cpu .* 1 +[0-9.e-]+ +2.00e-05"), out());
        assertTrue(lines.get(2).matches("simdgroup +cpu .* 1 +[0-9.e-]+ +2.00e-05"), out());
        assertTrue(lines.get(3).matches("matmul2d +cpu .* 1 +[0-9.e-]+ +2.00e-05"), out());
        assertEquals("mps was not run: the softmax of MPS takes no mask, which --causal needs", lines.get(4));
        assertEquals("All results are right.", lines.get(5));
    }

    @Test
    void gemm_tensorOpsOnTheSimulator_isRight() {
        assumeTrue(Device.list().stream().anyMatch(device -> device.name().equals("simulator")), "no simulator here");
        int status = run("run gemm --m 20 --n 33 --k 17 --dtype f16 --device simulator --lowering tensor_ops --repeat 1"
                .split(" ", -1));
        assertEquals(0, status, this::err);
    }

    @Test
    void gemm_loweringOnTheCpu_isRefusedByName() {
        assertEquals(2, run("run", "gemm", "--device", "cpu", "--lowering", "tensor_ops"));
        assertTrue(err().contains("option --lowering: the device cpu runs no Metal source"), err());
    }

    @Test
    void explain_gemmWithTensorOps_printsMatmul2d() {
        assertEquals(0, run("explain", "gemm", "--dtype", "f16", "--lowering", "tensor_ops"));
        assertTrue(out().contains("mpp::tensor_ops::matmul2d<"), out());
    }

    @Test
    void explain_vectorAdd_printsMetalSource() {
        assertEquals(0, run("explain", "vector-add"));
        assertTrue(out().contains("[[kernel]] void add("), out());
    }

    @Test
    void run_help_listsTheOptions() {
        assertEquals(0, run("run", "matmul", "--help"));
        assertTrue(out().contains("--dtype TYPE"), out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run vector-ad | there is no sample 'vector-ad'; there are ",
                "run | run needs the name of a sample: ",
                "walk | there is no command 'walk'; there are list, run, explain",
                "run vector-add --sise 3 | there is no option '--sise'; there are --size --device --repeat",
                "run vector-add --size | option --size needs a value: ",
                "run vector-add --size 0 | option --size is '0' but must be a whole number from 1 to 2147483647",
                "run vector-add --size -1 | option --size is '-1' but must be a whole number from 1 to 2147483647",
                "run vector-add --size 2147483648 | option --size is '2147483648' but must be a whole number from 1 to",
                "run matmul --m 0 | option --m is '0' but must be a whole number from 1 to 1048576",
                "run matmul --n -8 | option --n is '-8' but must be a whole number from 1 to 1048576",
                "run matmul --k 99999999999999999999 | option --k is '99999999999999999999' but must be a whole number",
                "run matmul --m 100000 --n 100000 | a matrix of this shape has more elements than an int index reaches",
                "run flash-attention --seq 0 | option --seq is '0' but must be a whole number from 1 to 1048576",
                "run flash-attention --kv-seq -1 | option --kv-seq is '-1' but must be a whole number from 0 to",
                "run flash-attention --batch 0 | option --batch is '0' but must be a whole number from 1 to 1048576",
                "run flash-attention --heads -4 | option --heads is '-4' but must be a whole number from 1 to 1048576",
                "run flash-attention --kv-heads 4294967297 | option --kv-heads is '4294967297' but must be a whole number",
                "run flash-attention --dim 0 | option --dim is '0' but must be a whole number from 32 to 256",
                "run flash-attention --repeat 0 | option --repeat is '0' but must be a whole number from 1 to 1000000",
                "run vector-add --size=x | option --size is 'x' but must be a whole number from 1 to 2147483647",
                "run vector-add --device tpu | option --device: there is no device 'tpu' here; there ",
                "run tensor-tour --rows 0 | option --rows is '0' but must be a whole number from 1 to 1048576",
                "run tensor-tour --heads 4096 --rows 1048576 | a tensor of this shape has more elements than an int index",
                "run matmul --dtype f64 | option --dtype is 'f64' but must be one of f32 f16 bf16",
                "run matmul --m 1000000 --k 1000000 | a matrix of this shape has more elements than an int index reaches"
            })
    void wrongCommandLine_saysSoInOneLine(String line, String message) {
        assertEquals(2, run(line.strip().split(" ")));
        assertEquals("", out());
        assertTrue(err().startsWith("bessemer: " + message), err());
        assertEquals(1, err().lines().count(), err());
    }
}
