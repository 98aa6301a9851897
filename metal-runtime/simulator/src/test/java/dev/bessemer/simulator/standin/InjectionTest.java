package dev.bessemer.simulator.standin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.bessemer.simulator.NeedsToolchain;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Faults that a test asks for happen once, at the message that is meant, and leave nothing behind. */
@NeedsToolchain
@ExtendWith(Strict.class)
class InjectionTest {
    private static final MetalStandIn STAND_IN = MetalStandIn.open();

    @Test
    void nil_atSecondMessage_happensThereOnly() {
        try (Metal metal = new Metal()) {
            STAND_IN.inject(Injection.nil("newBufferWithLength:options:", 1));
            for (int i = 0; i < 3; i++) {
                MemorySegment buffer = Objc.object(metal.device, "newBufferWithLength:options:", 16L, 0L);
                assertEquals(i == 1, buffer.equals(Objc.NIL));
                if (i != 1) {
                    Objc.release(buffer);
                }
            }
            assertEquals(0, STAND_IN.forgetFaults());
        }
    }

    @Test
    void nil_fromInit_releasesTheReceiver() {
        STAND_IN.inject(Injection.nil("init", 0));
        MemorySegment raw = Objc.object(Objc.cls("MTLCompileOptions"), "alloc");
        assertEquals(Objc.NIL, Objc.object(raw, "init"));
    }

    @Test
    void compileFailure_givesNilAndItsError() {
        try (Metal metal = new Metal()) {
            STAND_IN.inject(Injection.compileFailure(0, "program_source:7:1: error: injected"));
            assertEquals(Objc.NIL, metal.library(Metal.SOURCE));
            assertEquals("MTLLibraryErrorDomain 3: program_source:7:1: error: injected", metal.lastError);
            MemorySegment library = metal.library(Metal.SOURCE);
            assertNotEquals(Objc.NIL, library);
            Objc.release(library);
        }
    }

    @Test
    void commandBuffer_failsWithoutExecuting() {
        try (Metal metal = new Metal()) {
            MemorySegment increment = metal.pipeline("increment");
            MemorySegment buffer = metal.buffer(1);
            STAND_IN.inject(Injection.commandBuffer(1, 11, "Device removed"));
            Objc.pooled(() -> {
                assertEquals("", Metal.error(metal.execute(increment, buffer, 1)));
                assertEquals(
                        "MTLCommandBufferErrorDomain 11: Device removed",
                        Metal.error(metal.execute(increment, buffer, 1)));
                assertEquals("", Metal.error(metal.execute(increment, buffer, 1)));
            });
            assertArrayEquals(new float[] {3}, Metal.floats(buffer, 1));
        }
    }

    @Test
    void device_absentOrInjected_isNil() {
        STAND_IN.inject(Injection.nil("MTLCreateSystemDefaultDevice", 0));
        assertEquals(Objc.NIL, Objc.device());
        STAND_IN.setMachine(Machine.DEFAULT.withoutDevice());
        assertEquals(Objc.NIL, Objc.device());
    }

    /** A program that gives up as soon as something is nil leaves nothing behind, wherever that happens. */
    @Test
    void nil_atEachMessageInTurn_leaksNothing() {
        int failing = 0;
        for (int passes = 0; passes < 100; passes++) {
            STAND_IN.inject(Injection.nil("*", passes));
            Objc.pooled(InjectionTest::makeBuffers);
            if (STAND_IN.forgetFaults() > 0) {
                failing = passes;
                break;
            }
        }
        assertEquals(5, failing, "messages that can fail");
    }

    private static void makeBuffers() {
        MemorySegment device = Objc.device();
        if (device.equals(Objc.NIL)) {
            return;
        }
        MemorySegment queue = Objc.object(device, "newCommandQueue");
        if (!queue.equals(Objc.NIL)) {
            MemorySegment commandBuffer = Objc.object(queue, "commandBuffer");
            if (!commandBuffer.equals(Objc.NIL)) {
                MemorySegment encoder = Objc.object(commandBuffer, "computeCommandEncoder");
                if (!encoder.equals(Objc.NIL)) {
                    Objc.send(encoder, "endEncoding");
                    Objc.object(commandBuffer, "error");
                }
            }
            Objc.release(queue);
        }
        Objc.release(device);
    }

    @Test
    void archive_writtenAndRead_hasThePipeline() throws java.io.IOException {
        java.nio.file.Path file = java.nio.file.Files.createTempFile("standin", ".archive");
        try (Metal metal = new Metal();
                Arena arena = Arena.ofConfined()) {
            long hits = STAND_IN.archiveHits();
            Objc.pooled(() -> {
                MemorySegment url = Objc.object(Objc.cls("NSURL"), "fileURLWithPath:", Objc.string(file.toString()));
                MemorySegment error = arena.allocate(ValueLayout.ADDRESS);
                MemorySegment function =
                        metal.keep(Objc.object(metal.library, "newFunctionWithName:", Objc.string("increment")));
                MemorySegment descriptor = metal.keep(Objc.object(Objc.cls("MTLComputePipelineDescriptor"), "new"));
                Objc.send(descriptor, "setComputeFunction:", function);
                MemorySegment where = metal.keep(Objc.object(Objc.cls("MTLBinaryArchiveDescriptor"), "new"));
                MemorySegment written =
                        metal.keep(Objc.object(metal.device, "newBinaryArchiveWithDescriptor:error:", where, error));
                Objc.bool(written, "addComputePipelineFunctionsWithDescriptor:error:", descriptor, error);
                Objc.bool(written, "serializeToURL:error:", url, error);
                Objc.send(where, "setUrl:", url);
                MemorySegment read =
                        metal.keep(Objc.object(metal.device, "newBinaryArchiveWithDescriptor:error:", where, error));
                MemorySegment cells = arena.allocate(ValueLayout.ADDRESS);
                cells.set(ValueLayout.ADDRESS, 0, read);
                Objc.send(
                        descriptor,
                        "setBinaryArchives:",
                        Objc.object(Objc.cls("NSArray"), "arrayWithObjects:count:", cells, 1L));
                metal.keep(Objc.object(
                        metal.device,
                        "newComputePipelineStateWithDescriptor:options:reflection:error:",
                        descriptor,
                        4L,
                        Objc.NIL,
                        error));
                assertEquals(Objc.NIL, error.get(ValueLayout.ADDRESS, 0));
            });
            assertEquals(hits + 1, STAND_IN.archiveHits());
        } finally {
            java.nio.file.Files.delete(file);
        }
    }
}
