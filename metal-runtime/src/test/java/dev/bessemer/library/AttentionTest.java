package dev.bessemer.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bessemer.library.AttentionCase.Mask;
import dev.bessemer.runtime.Device;
import dev.bessemer.runtime.MatmulPlace;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.runtime.simulator.SimulatorPresence;
import dev.bessemer.types.BFloat16Array;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AttentionTest {
    private static final List<Mask> MASKS = List.of(Mask.values());
    private static final int[] DIMS = {32, 40, 64, 96, 104, 256};
    private static final int[] QUERIES = {1, 7, 8, 33, 130};
    private static final int[] KEYS = {1, 31, 33, 64, 65, 140};
    private static final double[] TOLERANCES = {2e-5, 3e-4 * 4, 5e-3 * 4};

    /** Where a test runs. */
    enum Where {
        CPU,
        SIMULATOR;

        Device device() {
            if (this == CPU) {
                return Device.cpu();
            }
            assumeTrue(
                    SimulatorPresence.missing().isEmpty(),
                    () -> SimulatorPresence.missing().orElse(""));
            return Device.simulator();
        }
    }

    static Stream<int[]> combinations() {
        return Pairwise.of(
                1, DIMS.length, DIMS.length, QUERIES.length, KEYS.length, MASKS.size(), 2, 2, 3, TOLERANCES.length, 2)
                .stream();
    }

    private static AttentionCase caseOf(int[] c) {
        int kvHeads = c[7] == 0 ? 1 : 2;
        int heads = c[7] == 2 ? 2 : 4;
        AttentionShape shape = new AttentionShape(2, heads, kvHeads, QUERIES[c[2]], KEYS[c[3]], DIMS[c[0]], DIMS[c[1]]);
        return new AttentionCase(shape, c[5] == 1, MASKS.get(c[4]), c[6] == 1, c[6] == 1 ? 3 : 0, c[9] == 1);
    }

    private static double error(AttentionCase attention, Device device, int type) {
        return switch (type) {
            case 0 -> attention.error(device, FloatArray::new);
            case 1 -> attention.error(device, HalfFloatArray::new);
            default -> attention.error(device, BFloat16Array::new);
        };
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void execute_onTheCpuDevice_isSoftmax(int[] combination) {
        AttentionCase attention = caseOf(combination);
        int type = combination[8];
        double error = error(attention, Device.cpu(), type);
        assertTrue(error <= TOLERANCES[type], () -> attention + " of type " + type + ": error " + error);
    }

    /** More keys than caches keep: a SIMD-group takes 64 query rows. */
    @ParameterizedTest
    @CsvSource({
        "64, 64, NONE, false",
        "64, 64, SPARSE, false",
        "32, 64, FLAGS, false",
        "64, 64, FLAGS, true",
        "64, 64, NONE, true"
    })
    void execute_manyKeys_isSoftmax(int keyDim, int valueDim, Mask mask, boolean matmul2D) {
        AttentionShape shape = new AttentionShape(1, 1, 1, 77, 4200, keyDim, valueDim);
        AttentionCase attention = new AttentionCase(shape, true, mask, false, 0, matmul2D);
        double error = error(attention, Device.cpu(), 0);
        assertTrue(error <= TOLERANCES[0], () -> attention + ": error " + error);
    }

    @ParameterizedTest
    @CsvSource({
        "64, 64, 9, 40, false",
        "64, 104, 9, 33, false",
        "32, 256, 3, 65, false",
        "40, 72, 9, 40, true",
        "64, 104, 9, 33, true",
        "32, 256, 3, 65, true"
    })
    void execute_sharedAsOnAGpu_isSoftmax(int keyDim, int valueDim, int queries, int keys, boolean matmul2D) {
        AttentionShape shape = new AttentionShape(1, 2, 1, queries, keys, keyDim, valueDim);
        for (Mask mask : MASKS) {
            AttentionCase attention = new AttentionCase(shape, mask == Mask.NONE, mask, false, 0, matmul2D);
            double error = attention.error(Device.java(), FloatArray::new);
            assertTrue(error <= 2e-5, () -> attention + ": error " + error);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CPU, 1, 8, 2, 32, 32, 1000, NONE, 0, false",
        "CPU, 1, 2, 2, 64, 104, 513, SPARSE, 1, false",
        "CPU, 8, 2, 1, 32, 64, 700, BLOCKS, 2, false",
        "CPU, 1, 4, 1, 32, 64, 700, FLAGS, 1, false",
        "CPU, 5, 2, 1, 40, 32, 66000, NONE, 0, false",
        "SIMULATOR, 1, 4, 1, 32, 32, 300, ADDED, 1, false",
        "SIMULATOR, 3, 1, 1, 32, 104, 290, SPARSE, 0, false",
        "CPU, 1, 2, 2, 64, 104, 513, FLAGS, 1, true",
        "CPU, 8, 2, 1, 32, 64, 700, BLOCKS, 2, true",
        "CPU, 5, 2, 1, 40, 32, 66000, NONE, 0, true",
        "SIMULATOR, 1, 4, 1, 32, 32, 300, ADDED, 1, true",
        "SIMULATOR, 3, 1, 1, 32, 104, 290, SPARSE, 0, true"
    })
    void execute_fewQueriesOverManyKeys_isSoftmax(
            Where where,
            int queries,
            int heads,
            int kvHeads,
            int keyDim,
            int valueDim,
            int keys,
            Mask mask,
            int type,
            boolean matmul2D) {
        AttentionShape shape = new AttentionShape(1, heads, kvHeads, queries, keys, keyDim, valueDim);
        AttentionCase attention = new AttentionCase(shape, mask == Mask.NONE, mask, type == 0, type, matmul2D);
        double error = error(attention, where.device(), type);
        assertTrue(error <= TOLERANCES[type], () -> attention + " of type " + type + ": error " + error);
    }

    @ParameterizedTest
    @CsvSource({
        "32, 40, 9, 40, 0, NONE",
        "40, 32, 9, 65, 1, BLOCKS",
        "32, 32, 17, 33, 2, SPARSE",
        "32, 104, 9, 33, 1, SPARSE",
        "32, 40, 9, 65, 2, FLAGS",
        "64, 256, 3, 65, 0, ADDED"
    })
    void execute_onTheSimulator_isSoftmax(int keyDim, int valueDim, int queries, int keys, int type, Mask mask) {
        check(keyDim, valueDim, queries, keys, type, mask, false);
    }

    @ParameterizedTest
    @CsvSource({
        "32, 40, 9, 40, 0, NONE",
        "40, 32, 9, 65, 1, BLOCKS",
        "32, 104, 9, 33, 1, SPARSE",
        "32, 40, 9, 65, 2, FLAGS",
        "64, 256, 3, 65, 0, ADDED"
    })
    void execute_withMatmul2DOnTheSimulator_isSoftmax(
            int keyDim, int valueDim, int queries, int keys, int type, Mask mask) {
        check(keyDim, valueDim, queries, keys, type, mask, true);
    }

    @ParameterizedTest
    @CsvSource({
        "TENSOR_OPS, 32, 40, 9, 40, 0, NONE",
        "TENSOR_OPS, 40, 32, 9, 65, 1, BLOCKS",
        "TENSOR_OPS_LAID_OUT_OTHERWISE, 32, 104, 9, 33, 1, SPARSE",
        "TENSOR_OPS_LAID_OUT_OTHERWISE, 32, 40, 9, 65, 2, FLAGS",
        "TENSOR_OPS, 64, 256, 3, 65, 0, ADDED"
    })
    void execute_withMetal4OnTheSimulator_isSoftmax(
            MatmulPlace place, int keyDim, int valueDim, int queries, int keys, int type, Mask mask) {
        Device device = Where.SIMULATOR.device();
        AttentionShape shape = new AttentionShape(1, 2, 1, queries, keys, keyDim, valueDim);
        AttentionCase attention = new AttentionCase(shape, type == 1, mask, type == 0, type == 0 ? 2 : 0, true);
        double error = switch (type) {
            case 0 -> attention.error(device, place::set, FloatArray::new);
            case 1 -> attention.error(device, place::set, HalfFloatArray::new);
            default -> attention.error(device, place::set, BFloat16Array::new);
        };
        assertTrue(error <= TOLERANCES[type], () -> attention + " of type " + type + ": error " + error);
    }

    private static void check(int keyDim, int valueDim, int queries, int keys, int type, Mask mask, boolean matmul2D) {
        AttentionShape shape = new AttentionShape(1, 2, 1, queries, keys, keyDim, valueDim);
        AttentionCase attention = new AttentionCase(shape, type == 1, mask, type == 0, type == 0 ? 2 : 0, matmul2D);
        double error = error(attention, Where.SIMULATOR.device(), type);
        assertTrue(error <= TOLERANCES[type], () -> attention + " of type " + type + ": error " + error);
    }

    @Test
    void addTo_arrayTooSmall_isRefused() {
        try (FloatArray small = new FloatArray(8 * 32);
                FloatArray large = new FloatArray(9 * 32)) {
            Attention<?> attention = Attention.of(AttentionShape.of(1, 1, 8, 9, 32), small, large, small, small);
            assertEquals(
                    "the attention's v has 256 elements but its shape and layout need 288",
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> attention.addTo(new TaskGraph("s0"), "attention"))
                            .getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 1 | 32 | the attention's batch is 0 but must be at least 1",
                "1 | 3 | 32 | the attention's kvHeads is 3 but must be a divisor of heads, which is 4",
                "1 | 2 | 36 | the attention's keyDim is 36 but must be 8 to 256 in steps of 8"
            })
    void newShape_wrongExtent_isNamed(int batch, int kvHeads, int dim, String message) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> new AttentionShape(batch, 4, kvHeads, 8, 8, dim, 32))
                        .getMessage());
    }
}
