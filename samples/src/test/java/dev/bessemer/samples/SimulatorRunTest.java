package dev.bessemer.samples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bessemer.runtime.Device;
import dev.bessemer.runtime.ExecutionPlan;
import dev.bessemer.types.MatrixArray;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The samples' Metal source, executed and watched for races, gives what their references and the CPU device give. */
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
                "tensor-tour --batch 1 --rows 40 --heads 2 --columns 70 --depth 20 --lowering tensor_ops",
                "tensor-tour --batch 2 --rows 33 --heads 2 --columns 24 --depth 9 --lowering simdgroup_matrix",
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

    /** Bit for bit where nothing but single operations happens, else within what another order of additions, or one more rounding, may cost. */
    static Stream<Arguments> againstTheCpu() {
        List<Arguments> all = new ArrayList<>(List.of(arguments(new VectorAdd(), "--size 777", 0.0)));
        for (Dtype type : Dtype.values()) {
            String dtype = " --dtype " + type.name().toLowerCase(Locale.ROOT);
            all.add(arguments(new MatMul(), "--m 40 --n 33 --k 50" + dtype, 2e-5));
            for (String causal : List.of("", " --causal")) {
                double bound = 2e-5 + rounding(type);
                for (String shape : List.of(
                        "--heads 2 --seq 40 --dim 64", "--heads 2 --kv-heads 1 --seq 19 --kv-seq 45 --dim 32")) {
                    all.add(arguments(new FlashAttention(), shape + dtype + causal, bound));
                }
            }
        }
        return all.stream();
    }

    private static Arguments arguments(Sample sample, String options, double bound) {
        return Arguments.of(Named.of(sample.name(), sample), options, bound);
    }

    private static double rounding(Dtype type) {
        return switch (type) {
            case F32 -> 0;
            case F16 -> 0x1p-11;
            case BF16 -> 0x1p-8;
        };
    }

    @ParameterizedTest
    @MethodSource("againstTheCpu")
    void run_onTheSimulator_isTheCpusResult(Sample sample, String options, double bound) {
        float[] expected = result(sample, options, Device.cpu());
        float[] actual = result(sample, options, Device.byName("simulator"));
        assertTrue(expected.length > 0 && expected[expected.length / 2] != 0, "there is something to compare");
        assertArrayEquals(expected, actual, (float) bound);
    }

    private static float[] result(Sample sample, String options, Device device) {
        List<String> words = new ArrayList<>(List.of(options.split(" ", -1)));
        words.addAll(List.of("--device", device.name()));
        try (SampleRun run = sample.ways(Options.parse(sample.options(), words))
                        .getFirst()
                        .run()
                        .get();
                ExecutionPlan plan =
                        new ExecutionPlan(run.graph()).withDevice(device).withGridScheduler(run.grids())) {
            plan.execute();
            MatrixArray<?> array = (MatrixArray<?>) run.result();
            float[] result = new float[array.getSize()];
            for (int i = 0; i < result.length; i++) {
                result[i] = array.getFloat(i);
            }
            return result;
        }
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
