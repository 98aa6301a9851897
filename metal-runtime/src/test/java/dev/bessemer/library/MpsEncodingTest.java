package dev.bessemer.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.runtime.LibraryOperation;
import dev.bessemer.runtime.mps.MetalOperation;
import dev.bessemer.runtime.mps.PreparedOperation;
import dev.bessemer.simulator.standin.Injection;
import dev.bessemer.simulator.standin.Machine;
import dev.bessemer.simulator.standin.MetalStandIn;
import dev.bessemer.types.BFloat16Array;
import dev.bessemer.types.DeviceArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.MatrixArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operations of Apple's libraries are told, sent to the stand-in for Metal and compared with what the host computes. */
class MpsEncodingTest {
    private static final int HEADS = 3;
    private static final int ROWS = 5;
    private static final int DIM = 4;

    private Map<String, Long> before = Map.of();

    @BeforeEach
    void begin() {
        assumeTrue(
                MetalStandIn.missing().isEmpty(), () -> MetalStandIn.missing().orElse(""));
        MetalStandIn.open().reset();
        before = MetalStandIn.open().liveObjects();
    }

    @AfterEach
    void nothingIsWrongOrLeftBehind() {
        if (MetalStandIn.missing().isEmpty()) {
            assertEquals("[]", MetalStandIn.open().violations().toString());
            assertEquals(before, MetalStandIn.open().liveObjects(), "objects left behind");
        }
    }

    /** Executes operations in one command buffer, twice. */
    private static void execute(List<LibraryOperation> operations) {
        StandInMessages messages = new StandInMessages();
        long pool = messages.call("objc_autoreleasePoolPush");
        long device = messages.call("MTLCreateSystemDefaultDevice");
        long queue = messages.object(device, "newCommandQueue");
        List<Long> buffers = new ArrayList<>();
        List<PreparedOperation> prepared = new ArrayList<>();
        try {
            for (LibraryOperation operation : operations) {
                List<Long> own = operation.operands().stream()
                        .map(operand -> buffer(messages, device, operand.array()))
                        .toList();
                buffers.addAll(own);
                prepared.add(((MetalOperation) operation).prepare(messages, device, own));
            }
            for (int execution = 0; execution < 2; execution++) {
                long commandBuffer = messages.object(queue, "commandBuffer");
                for (PreparedOperation operation : prepared) {
                    commandBuffer = operation.encode(commandBuffer);
                }
                messages.send(commandBuffer, "commit");
                messages.send(commandBuffer, "waitUntilCompleted");
                assertEquals(0, messages.object(commandBuffer, "error"));
            }
        } finally {
            prepared.forEach(PreparedOperation::close);
            buffers.forEach(buffer -> messages.send(buffer, "release"));
            messages.send(queue, "release");
            messages.send(device, "release");
            messages.pop(pool);
        }
    }

    private static long buffer(StandInMessages messages, long device, DeviceArray array) {
        return messages.object(
                device,
                "newBufferWithBytesNoCopy:length:options:deallocator:",
                array.allocationSegment(),
                array.allocationSegment().byteSize(),
                0L,
                0L);
    }

    /** The largest difference between an array as the stand-in leaves it and as the host computes it. */
    private static double difference(MatrixArray<?> result, LibraryOperation... operations) {
        float[] old = floats(result);
        execute(List.of(operations));
        float[] given = floats(result);
        for (int i = 0; i < old.length; i++) {
            result.setFloat(i, old[i]);
        }
        for (LibraryOperation operation : operations) {
            operation.compute(
                    operation.operands().stream()
                            .map(operand -> operand.array().segment())
                            .toList(),
                    0,
                    operation.parts());
        }
        double[] expected = new double[given.length];
        for (int i = 0; i < given.length; i++) {
            expected[i] = given[i];
        }
        return OperationRun.error(expected, result);
    }

    private static float[] floats(MatrixArray<?> array) {
        float[] floats = new float[array.getSize()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = array.getFloat(i);
        }
        return floats;
    }

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void multiplication_batchOfTransposed_isAsOnTheHost(boolean left, boolean right) {
        try (FloatArray a = new FloatArray(2 * 3 * 5);
                FloatArray b = new FloatArray(2 * 5 * 7);
                FloatArray c = new FloatArray(2 * 3 * 7)) {
            fill(a, b);
            var product =
                    MpsMatrixMultiplication.of(a, b, c, 3, 7, 5).withBatch(2).withScale(0.5, 0);
            product = left ? product.withTransposedLeft() : product;
            assertTrue(difference(c, right ? product.withTransposedRight() : product) < 2e-6);
        }
    }

    @Test
    void multiplication_ofHalves_isAsOnTheHost() {
        try (HalfFloatArray a = new HalfFloatArray(64);
                HalfFloatArray b = new HalfFloatArray(64);
                HalfFloatArray c = new HalfFloatArray(64)) {
            fill(a, b);
            assertTrue(difference(c, MpsMatrixMultiplication.of(a, b, c, 8, 8, 8)) < 1e-3);
        }
    }

    @Test
    void productSoftmaxProduct_inOneCommandBuffer_isAsOnTheHost() {
        try (FloatArray q = new FloatArray(HEADS * ROWS * DIM);
                FloatArray scores = new FloatArray(HEADS * ROWS * ROWS);
                FloatArray weights = new FloatArray(HEADS * ROWS * ROWS);
                FloatArray out = new FloatArray(HEADS * ROWS * DIM)) {
            fill(q);
            double difference = difference(
                    out,
                    MpsMatrixMultiplication.of(q, q, scores, ROWS, ROWS, DIM)
                            .withTransposedRight()
                            .withScale(0.5, 0)
                            .withBatch(HEADS),
                    MpsSoftmax.of(scores, weights, HEADS * ROWS, ROWS),
                    MpsMatrixMultiplication.of(weights, q, out, ROWS, DIM, ROWS).withBatch(HEADS));
            assertTrue(difference < 2e-6, () -> String.valueOf(difference));
        }
    }

    private static <M extends SimdgroupMatrix<M>, A extends DeviceArray & MatrixArray<M>> double attention(
            IntFunction<A> array, boolean fused, boolean masked) {
        AttentionShape shape = AttentionShape.of(2, 2, 5, 6, 8);
        try (A q = array.apply(4 * 5 * 8);
                A k = array.apply(4 * 6 * 8);
                A v = array.apply(4 * 6 * 8);
                A mask = array.apply(2 * 5 * 6);
                A out = array.apply(4 * 5 * 8)) {
            fill(q, k, v, mask);
            mask.setFloat(7, -65504);
            MpsGraphAttention attention =
                    fused ? MpsGraphAttention.of(shape, q, k, v, out) : MpsGraphAttention.unfused(shape, q, k, v, out);
            return difference(out, masked ? attention.withMask(mask, 1, 2, 5) : attention);
        }
    }

    @ParameterizedTest
    @CsvSource({"true, false", "true, true", "false, false", "false, true"})
    void attention_ofEachType_isAsOnTheHost(boolean fused, boolean masked) {
        assertTrue(attention(FloatArray::new, fused, masked) < 2e-5);
        assertTrue(attention(HalfFloatArray::new, fused, masked) < 3e-3);
        assertTrue(attention(BFloat16Array::new, fused, masked) < 2e-2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void attention_beforeMacOs15_isRefusedByNameOrUnfused(boolean fused) {
        MetalStandIn.open().setMachine(Machine.DEFAULT.withSystem(14_05_00));
        if (fused) {
            assertEquals(
                    "MpsGraphAttention: this system's MPSGraph has no scaledDotProductAttention, which came with macOS 15:"
                            + " use MpsGraphAttention.unfused, or Attention",
                    assertThrows(IllegalArgumentException.class, () -> attention(FloatArray::new, true, false))
                            .getMessage());
        } else {
            assertTrue(attention(FloatArray::new, false, true) < 2e-5);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void attention_thatCommitsOnTheWay_goesOnWithTheNextCommandBuffer(boolean fused) {
        MetalStandIn.open().setMachine(Machine.DEFAULT.with(Machine.Trait.GRAPHS_COMMIT));
        AttentionShape shape = AttentionShape.of(1, 1, 4, 4, 8);
        try (FloatArray q = new FloatArray(32);
                FloatArray between = new FloatArray(32);
                FloatArray out = new FloatArray(32)) {
            fill(q);
            MpsGraphAttention attention = fused
                    ? MpsGraphAttention.of(shape, q, q, q, between)
                    : MpsGraphAttention.unfused(shape, q, q, q, between);
            assertTrue(difference(out, attention, MpsSoftmax.of(between, out, 4, 8)) < 2e-5);
        }
    }

    /** Every message that gives an object gives nil once. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void prepareAndEncode_anythingNil_saysSoAndLeavesNothing(int which) {
        try (FloatArray q = new FloatArray(64);
                FloatArray out = new FloatArray(64)) {
            fill(q);
            AttentionShape shape = AttentionShape.of(1, 1, 8, 8, 8);
            LibraryOperation operation = List.of(
                            MpsMatrixMultiplication.of(q, q, out, 8, 8, 8),
                            MpsSoftmax.of(q, out, 8, 8),
                            MpsGraphAttention.of(shape, q, q, q, out),
                            MpsGraphAttention.unfused(shape, q, q, q, out).withMask(q, 1, 1, 8))
                    .get(which);
            int passes = 0;
            while (failsAfter(passes, operation)) {
                passes++;
            }
            assertTrue(passes > 5, () -> operation.operationName() + " sends few messages");
        }
    }

    /** Whether the operation sends a message after so many others; it must notice that this one gives nothing. */
    private static boolean failsAfter(int passes, LibraryOperation operation) {
        StandInMessages messages = new StandInMessages();
        long pool = messages.call("objc_autoreleasePoolPush");
        long device = messages.call("MTLCreateSystemDefaultDevice");
        long queue = messages.object(device, "newCommandQueue");
        List<Long> buffers = operation.operands().stream()
                .map(operand -> buffer(messages, device, operand.array()))
                .toList();
        long commandBuffer = messages.object(queue, "commandBuffer");
        long met = MetalStandIn.open().faultsMet();
        MetalStandIn.open().inject(Injection.nil("*", passes));
        boolean noticed = false;
        try (PreparedOperation prepared = ((MetalOperation) operation).prepare(messages, device, buffers)) {
            var _ = prepared.encode(commandBuffer);
        } catch (IllegalStateException | IllegalArgumentException failed) {
            noticed = true;
        } finally {
            var _ = MetalStandIn.open().forgetFaults();
            buffers.forEach(buffer -> messages.send(buffer, "release"));
            messages.send(queue, "release");
            messages.send(device, "release");
            messages.pop(pool);
        }
        boolean happened = MetalStandIn.open().faultsMet() > met;
        assertEquals(happened, noticed, () -> operation.operationName() + " after " + passes + " messages");
        return happened;
    }

    private static void fill(MatrixArray<?>... arrays) {
        Random random = new Random(5);
        for (MatrixArray<?> array : arrays) {
            OperationRun.fill(array, random);
        }
    }
}
