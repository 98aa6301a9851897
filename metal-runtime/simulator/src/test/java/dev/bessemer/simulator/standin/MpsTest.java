package dev.bessemer.simulator.standin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.simulator.NeedsToolchain;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** MPSMatrix and its kernels. */
@NeedsToolchain
@ExtendWith(Strict.class)
class MpsTest {
    private static final int FLOAT16 = 0x10000010;
    private static final int FLOAT32 = 0x10000020;

    private static MemorySegment matrix(Metal metal, MemorySegment buffer, long rows, long columns) {
        return matrix(metal, buffer, rows, columns, 1, columns * 4, FLOAT32);
    }

    private static MemorySegment matrix(
            Metal metal, MemorySegment buffer, long rows, long columns, long matrices, long rowBytes, int type) {
        MemorySegment descriptor = Objc.object(
                Objc.cls("MPSMatrixDescriptor"),
                "matrixDescriptorWithRows:columns:matrices:rowBytes:matrixBytes:dataType:",
                rows,
                columns,
                matrices,
                rowBytes,
                rows * rowBytes,
                type);
        return metal.keep(Objc.object(
                Objc.object(Objc.cls("MPSMatrix"), "alloc"), "initWithBuffer:descriptor:", buffer, descriptor));
    }

    private static void execute(Metal metal, BiConsumer<MemorySegment, MemorySegment> encode, MemorySegment kernel) {
        MemorySegment commandBuffer = metal.commandBuffer();
        encode.accept(kernel, commandBuffer);
        Objc.send(commandBuffer, "commit");
        Objc.send(commandBuffer, "waitUntilCompleted");
        assertEquals("", Metal.error(commandBuffer));
    }

    private static MemorySegment multiplication(
            Metal metal, boolean transposeRight, long rows, long columns, long inner, double alpha, double beta) {
        return metal.keep(Objc.object(
                Objc.object(Objc.cls("MPSMatrixMultiplication"), "alloc"),
                "initWithDevice:transposeLeft:transposeRight:resultRows:resultColumns:interiorColumns:alpha:beta:",
                metal.device,
                false,
                transposeRight,
                rows,
                columns,
                inner,
                alpha,
                beta));
    }

    private static void encode(
            MemorySegment kernel, MemorySegment buffer, MemorySegment left, MemorySegment right, MemorySegment result) {
        Objc.send(kernel, "encodeToCommandBuffer:leftMatrix:rightMatrix:resultMatrix:", buffer, left, right, result);
    }

    @Test
    void multiplication_withAlphaAndBeta_isExact() {
        try (Metal metal = new Metal()) {
            MemorySegment out = metal.buffer(1, 1, 1, 1);
            Objc.pooled(() -> {
                MemorySegment left = matrix(metal, metal.buffer(1, 2, 3, 4, 5, 6), 2, 3);
                MemorySegment right = matrix(metal, metal.buffer(1, 0, 0, 1, 1, 1), 3, 2);
                MemorySegment result = matrix(metal, out, 2, 2);
                execute(
                        metal,
                        (kernel, buffer) -> encode(kernel, buffer, left, right, result),
                        multiplication(metal, false, 2, 2, 3, 2, 10));
            });
            assertArrayEquals(new float[] {18, 20, 30, 32}, Metal.floats(out, 4));
        }
    }

    @Test
    void multiplication_ofBatchWithTransposedRight_doesEach() {
        try (Metal metal = new Metal()) {
            MemorySegment out = metal.buffer(0, 0);
            Objc.pooled(() -> {
                MemorySegment left = matrix(metal, metal.buffer(1, 2, 3, 4), 1, 2, 2, 8, FLOAT32);
                MemorySegment right = matrix(metal, metal.buffer(5, 6, 7, 8), 1, 2, 2, 8, FLOAT32);
                MemorySegment result = matrix(metal, out, 1, 1, 2, 4, FLOAT32);
                execute(
                        metal,
                        (kernel, buffer) -> encode(kernel, buffer, left, right, result),
                        multiplication(metal, true, 1, 1, 2, 1, 0));
            });
            assertArrayEquals(new float[] {17, 53}, Metal.floats(out, 2));
        }
    }

    @Test
    void multiplication_ofHalves_roundsOnce() {
        try (Metal metal = new Metal();
                Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(16_384, 16_384);
            short[] halves = {
                Float.floatToFloat16(1 + 1f / 1024), Float.floatToFloat16(2048), Float.floatToFloat16(1), (short) 0
            };
            MemorySegment.copy(halves, 0, memory, ValueLayout.JAVA_SHORT, 0, halves.length);
            MemorySegment buffer = metal.keep(Objc.object(
                    metal.device,
                    "newBufferWithBytesNoCopy:length:options:deallocator:",
                    memory,
                    16_384L,
                    0L,
                    Objc.NIL));
            Objc.pooled(() -> {
                MemorySegment left = matrix(metal, buffer, 1, 1, 1, 2, FLOAT16);
                MemorySegment descriptor = Objc.object(
                        Objc.cls("MPSMatrixDescriptor"),
                        "matrixDescriptorWithRows:columns:rowBytes:dataType:",
                        1L,
                        1L,
                        2L,
                        FLOAT16);
                MemorySegment right = metal.keep(Objc.object(
                        Objc.object(Objc.cls("MPSMatrix"), "alloc"),
                        "initWithBuffer:offset:descriptor:",
                        buffer,
                        2L,
                        descriptor));
                MemorySegment result = metal.keep(Objc.object(
                        Objc.object(Objc.cls("MPSMatrix"), "alloc"),
                        "initWithBuffer:offset:descriptor:",
                        buffer,
                        6L,
                        descriptor));
                execute(
                        metal,
                        (kernel, commands) -> encode(kernel, commands, left, right, result),
                        multiplication(metal, false, 1, 1, 1, 1, 0));
            });
            assertEquals(2050, Float.float16ToFloat(memory.get(ValueLayout.JAVA_SHORT, 6)));
        }
    }

    @Test
    void softmax_ofRows_sumsToOne() {
        try (Metal metal = new Metal()) {
            MemorySegment out = metal.buffer(0, 0, 0, 0);
            Objc.pooled(() -> {
                MemorySegment in = matrix(metal, metal.buffer(0, 0, 1, 100), 2, 2);
                MemorySegment result = matrix(metal, out, 2, 2);
                MemorySegment softmax = metal.keep(Objc.object(
                        Objc.object(Objc.cls("MPSMatrixSoftMax"), "alloc"), "initWithDevice:", metal.device));
                execute(
                        metal,
                        (kernel, buffer) -> Objc.send(
                                kernel, "encodeToCommandBuffer:inputMatrix:resultMatrix:", buffer, in, result),
                        softmax);
            });
            assertArrayEquals(new float[] {0.5f, 0.5f, 0, 1}, Metal.floats(out, 4), 1e-6f);
        }
    }

    @Test
    void multiplication_ofWrongShapes_isViolation() {
        try (Metal metal = new Metal()) {
            Objc.pooled(() -> {
                MemorySegment small = matrix(metal, metal.buffer(1, 2, 3, 4), 2, 2);
                MemorySegment commandBuffer = metal.commandBuffer();
                encode(multiplication(metal, false, 2, 2, 3, 1, 0), commandBuffer, small, small, small);
            });
            List<Violation> violations = MetalStandIn.open().takeViolations();
            assertEquals(List.of("wrong argument"), Objc.kinds(violations));
            assertTrue(violations.getFirst().text().contains("left matrix"), violations::toString);
        }
    }

    @Test
    void matrix_outsideOfBuffer_isViolationAndNil() {
        try (Metal metal = new Metal()) {
            Objc.pooled(() -> {
                MemorySegment descriptor = Objc.object(
                        Objc.cls("MPSMatrixDescriptor"),
                        "matrixDescriptorWithRows:columns:rowBytes:dataType:",
                        3L,
                        2L,
                        8L,
                        FLOAT32);
                assertEquals(
                        Objc.NIL,
                        Objc.object(
                                Objc.object(Objc.cls("MPSMatrix"), "alloc"),
                                "initWithBuffer:descriptor:",
                                metal.buffer(1, 2, 3, 4),
                                descriptor));
            });
            assertEquals(
                    List.of("wrong argument"), Objc.kinds(MetalStandIn.open().takeViolations()));
        }
    }
}
