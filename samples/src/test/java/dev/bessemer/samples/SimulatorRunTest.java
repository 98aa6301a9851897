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

/** The samples' Metal source, executed and watched for races, gives what their references give. */
class SimulatorRunTest {
    @BeforeEach
    void needsSimulator() {
        boolean there = Device.list().stream().anyMatch(device -> device.name().equals("simulator"));
        assumeTrue(there, "this machine has no simulator");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vector-add --size 1000",
                "matmul --m 64 --n 72 --k 40",
                "matmul --m 33 --n 31 --k 17 --dtype f16",
                "flash-attention --heads 1 --seq 40 --dim 64 --dtype f16 --causal",
                "flash-attention --heads 2 --kv-heads 1 --seq 17 --kv-seq 33 --dim 32 --dtype f32"
            })
    void run_onTheSimulator_isRight(String sample) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String arguments = "run " + sample + " --repeat 1 --device simulator";
        int status = Main.run(List.of(arguments.split(" ", -1)), stream(out), stream(err));
        assertEquals(0, status, () -> err.toString(StandardCharsets.UTF_8));
        String said = out.toString(StandardCharsets.UTF_8);
        assertTrue(said.contains("The result is right."), said);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
