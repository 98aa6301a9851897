package dev.bessemer.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bessemer.runtime.Device;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every sample on the Metal device, which here is the stand-in: Java, bytecode, Metal source, messages, execution, result. */
class MetalRunTest {
    @BeforeEach
    void needsMetal() {
        try {
            var _ = Device.metal();
        } catch (IllegalArgumentException missing) {
            assumeTrue(false, missing.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vector-add --size 1000",
                "matmul --m 33 --n 31 --k 17 --dtype f16",
                "gemm --m 33 --n 20 --k 40 --dtype bf16 --transpose-b --batch 2",
                "tensor-tour --rows 33 --heads 3 --columns 70 --depth 20",
                "flash-attention --heads 2 --seq 40 --dim 64 --dtype f16 --way all",
                "flash-attention --heads 2 --seq 33 --dim 32 --way all",
                "flash-attention --heads 2 --kv-heads 1 --seq 1 --kv-seq 300 --dim 32"
            })
    void run_onTheMetalDevice_isRight(String sample) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String arguments = "run " + sample + " --repeat 1 --device metal";
        int status = Main.run(
                List.of(arguments.split(" ", -1)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        assertEquals(0, status, () -> err.toString(StandardCharsets.UTF_8));
        String said = out.toString(StandardCharsets.UTF_8);
        assertTrue(said.contains(sample.contains("all") ? "All results are right." : "The result is right."), said);
    }
}
