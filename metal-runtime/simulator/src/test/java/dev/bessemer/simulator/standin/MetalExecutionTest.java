package dev.bessemer.simulator.standin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.simulator.NeedsToolchain;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Metal source compiled, encoded, executed and waited for, with nothing but messages. */
@NeedsToolchain
@ExtendWith(Strict.class)
class MetalExecutionTest {
    private static final long COMPLETED = 4;
    private static final long FAILED = 5;

    @Test
    void dispatch_withBuffersAndBytes_givesResults() {
        try (Metal metal = new Metal();
                Arena arena = Arena.ofConfined()) {
            MemorySegment scale = metal.pipeline("scale");
            MemorySegment in = metal.buffer(1, 2, 3, 4, 5);
            MemorySegment out = metal.buffer(0, 0, 0, 0, 0);
            Objc.pooled(() -> {
                MemorySegment commandBuffer = metal.commandBuffer();
                MemorySegment encoder = Metal.encoder(commandBuffer, scale, in, out);
                Objc.send(
                        encoder, "setBytes:length:atIndex:", arena.allocateFrom(ValueLayout.JAVA_FLOAT, 2.5f), 4L, 2L);
                Metal.dispatch(encoder, 5, 32);
                Objc.send(encoder, "endEncoding");
                Objc.send(commandBuffer, "commit");
                Objc.send(commandBuffer, "waitUntilCompleted");
                assertEquals(COMPLETED, Objc.number(commandBuffer, "status"));
                double start = Objc.real(commandBuffer, "GPUStartTime");
                assertTrue(start > 0 && Objc.real(commandBuffer, "GPUEndTime") > start);
            });
            assertArrayEquals(new float[] {2.5f, 5, 7.5f, 10, 12.5f}, Metal.floats(out, 5));
        }
    }

    @Test
    void dispatchThreadgroups_withThreadgroupMemory_givesResults() {
        try (Metal metal = new Metal()) {
            MemorySegment sums = metal.pipeline("sums");
            assertEquals(1024, Objc.number(sums, "maxTotalThreadsPerThreadgroup"));
            assertEquals(32, Objc.number(sums, "threadExecutionWidth"));
            MemorySegment in = metal.buffer(1, 2, 3, 4, 5, 6, 7, 8);
            MemorySegment out = metal.buffer(0, 0);
            Objc.pooled(() -> {
                MemorySegment commandBuffer = metal.commandBuffer();
                MemorySegment encoder = Metal.encoder(commandBuffer, sums, in, out);
                Objc.send(encoder, "setThreadgroupMemoryLength:atIndex:", 16L, 0L);
                Objc.send(
                        encoder,
                        "dispatchThreadgroups:threadsPerThreadgroup:",
                        new Objc.Struct(2, 1, 1),
                        new Objc.Struct(4, 1, 1));
                Objc.send(encoder, "endEncoding");
                Objc.send(commandBuffer, "commit");
                Objc.send(commandBuffer, "waitUntilCompleted");
                assertEquals("", Metal.error(commandBuffer));
            });
            assertArrayEquals(new float[] {10, 26}, Metal.floats(out, 2));
        }
    }

    @Test
    void noCopyBuffer_onOwnMemory_isWrittenInPlace() {
        try (Metal metal = new Metal();
                Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(16_384, 16_384);
            memory.set(ValueLayout.JAVA_FLOAT, 8, 41);
            MemorySegment buffer = metal.keep(Objc.object(
                    metal.device,
                    "newBufferWithBytesNoCopy:length:options:deallocator:",
                    memory,
                    16_384L,
                    0L,
                    Objc.NIL));
            MemorySegment pipeline = metal.pipeline("increment");
            Objc.pooled(() -> metal.execute(pipeline, buffer, 4));
            assertEquals(42, memory.get(ValueLayout.JAVA_FLOAT, 8));
        }
    }

    @Test
    void library_withWrongSource_hasErrorWithLine() {
        try (Metal metal = new Metal()) {
            MemorySegment none = metal.library("""
                    #include <metal_stdlib>
                    kernel void wrong(device float *out [[buffer(0)]]) {
                        out[0] = nowhere;
                    }
                    """);
            assertEquals(Objc.NIL, none);
            assertTrue(metal.lastError.startsWith("MTLLibraryErrorDomain 3: "), metal.lastError);
            assertTrue(metal.lastError.contains("program_source:3:14: error: "), metal.lastError);
        }
    }

    @Test
    void commandBuffers_inOneQueue_areExecutedInOrder() {
        try (Metal metal = new Metal()) {
            MemorySegment increment = metal.pipeline("increment");
            MemorySegment buffer = metal.buffer(0);
            Objc.pooled(() -> {
                MemorySegment last = Objc.NIL;
                for (int i = 0; i < 20; i++) {
                    last = metal.commandBuffer();
                    MemorySegment encoder = Metal.encoder(last, increment, buffer);
                    Metal.dispatch(encoder, 1, 32);
                    Objc.send(encoder, "endEncoding");
                    Objc.send(last, "commit");
                }
                Objc.send(last, "waitUntilCompleted");
            });
            assertArrayEquals(new float[] {20}, Metal.floats(buffer, 1));
        }
    }

    @Test
    void enqueue_beforeOthersCommit_keepsItsPlace() {
        try (Metal metal = new Metal()) {
            MemorySegment event = metal.keep(Objc.object(metal.device, "newSharedEvent"));
            Objc.pooled(() -> {
                MemorySegment first = metal.commandBuffer();
                MemorySegment second = metal.commandBuffer();
                Objc.send(first, "enqueue");
                Objc.send(second, "encodeSignalEvent:value:", event, 7L);
                Objc.send(second, "commit");
                assertEquals(false, Objc.bool(event, "waitUntilSignaledValue:timeoutMS:", 7L, 50L));
                Objc.send(first, "commit");
                assertTrue(Objc.bool(event, "waitUntilSignaledValue:timeoutMS:", 7L, 20_000L));
                Objc.send(second, "waitUntilCompleted");
            });
        }
    }

    @Test
    void events_betweenQueues_orderTheirWork() {
        try (Metal metal = new Metal()) {
            MemorySegment other = metal.keep(Objc.object(metal.device, "newCommandQueue"));
            MemorySegment event = metal.keep(Objc.object(metal.device, "newSharedEvent"));
            MemorySegment increment = metal.pipeline("increment");
            MemorySegment buffer = metal.buffer(1);
            Objc.pooled(() -> {
                MemorySegment waiting = Objc.object(other, "commandBuffer");
                Objc.send(waiting, "encodeWaitForEvent:value:", event, 1L);
                MemorySegment blit = Objc.object(waiting, "blitCommandEncoder");
                MemorySegment copy = metal.buffer(0);
                Objc.send(
                        blit, "copyFromBuffer:sourceOffset:toBuffer:destinationOffset:size:", buffer, 0L, copy, 0L, 4L);
                Objc.send(blit, "endEncoding");
                Objc.send(waiting, "commit");
                MemorySegment first = metal.commandBuffer();
                MemorySegment encoder = Metal.encoder(first, increment, buffer);
                Metal.dispatch(encoder, 1, 32);
                Objc.send(encoder, "endEncoding");
                Objc.send(first, "encodeSignalEvent:value:", event, 1L);
                Objc.send(first, "commit");
                Objc.send(waiting, "waitUntilCompleted");
                assertArrayEquals(new float[] {2}, Metal.floats(copy, 1));
            });
        }
    }

    @Test
    void event_neverSignalled_failsTheCommandBuffer() {
        MetalStandIn.open().setMachine(Machine.DEFAULT.withEventLimit(Duration.ofMillis(50)));
        try (Metal metal = new Metal()) {
            MemorySegment event = metal.keep(Objc.object(metal.device, "newEvent"));
            Objc.pooled(() -> {
                MemorySegment waiting = metal.commandBuffer();
                Objc.send(waiting, "encodeWaitForEvent:value:", event, 1L);
                Objc.send(waiting, "commit");
                Objc.send(waiting, "waitUntilCompleted");
                assertEquals(FAILED, Objc.number(waiting, "status"));
                assertTrue(Metal.error(waiting).startsWith("MTLCommandBufferErrorDomain 2: "));
            });
        }
    }

    @Test
    void kernel_outsideOfBuffer_failsTheCommandBuffer() {
        try (Metal metal = new Metal()) {
            MemorySegment outside = metal.pipeline("outside");
            MemorySegment buffer = metal.buffer(0);
            Objc.pooled(() -> {
                String error = Metal.error(metal.execute(outside, buffer, 1));
                assertTrue(error.startsWith("MTLCommandBufferErrorDomain 3: "), error);
            });
        }
    }

    @Test
    void kernel_withoutEnd_failsTheCommandBuffer() {
        MetalStandIn.open().setKernelLimit(Duration.ofMillis(200));
        try (Metal metal = new Metal()) {
            MemorySegment endless = metal.pipeline("endless");
            MemorySegment buffer = metal.buffer(0);
            Objc.pooled(() -> {
                String error = Metal.error(metal.execute(endless, buffer, 1));
                assertTrue(error.startsWith("MTLCommandBufferErrorDomain 2: "), error);
            });
        }
    }

    @Test
    void kernel_withRace_isViolation() {
        try (Metal metal = new Metal()) {
            MemorySegment race = metal.pipeline("race");
            MemorySegment buffer = metal.buffer(0);
            Objc.pooled(() -> metal.execute(race, buffer, 2));
            assertEquals(List.of("kernel"), Objc.kinds(MetalStandIn.open().takeViolations()));
        }
    }
}
