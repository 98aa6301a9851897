package dev.bessemer.simulator.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.simulator.NeedsToolchain;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each mistake that the stand-in knows, made once: it is noted, with the Java line, and nothing crashes. */
@NeedsToolchain
@ExtendWith(Strict.class)
class ViolationsTest {
    /** Does something wrong in a pool; the violations have these kinds, in order. */
    private static List<Violation> expect(Runnable wrong, String... kinds) {
        Objc.pooled(wrong);
        Map<String, Long> settled = MetalStandIn.open().liveObjects();
        List<Violation> found = MetalStandIn.open().takeViolations();
        assertEquals(Arrays.asList(kinds), Objc.kinds(found), () -> found + " with " + settled);
        return found;
    }

    @Test
    void unknownSelector_namesClassSelectorAndLine() {
        Violation found = expect(() -> Objc.number(Objc.string("x"), "frobnicate:", 1L), "unknown selector")
                .getFirst();
        assertEquals("unknown selector: -[NSString frobnicate:] on macOS 15.5", found.text());
        assertTrue(found.toString().contains("ViolationsTest.java:"), found::toString);
    }

    @Test
    void selectorOfNewerSystem_isUnknown() {
        MetalStandIn.open().setMachine(Machine.DEFAULT.withSystem(14_00_00));
        MemorySegment options = Objc.object(Objc.cls("MTLCompileOptions"), "new");
        expect(() -> Objc.send(options, "setMathMode:", 0L), "unknown selector");
        Objc.release(options);
    }

    @Test
    void messageToNil_isNoted() {
        expect(() -> assertEquals(0, Objc.number(Objc.NIL, "length")), "message to nil");
    }

    @Test
    void messageToNoObject_isNoted() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(64);
            expect(() -> assertEquals(0, Objc.number(memory, "length")), "no object");
        }
    }

    @Test
    void useAfterRelease_isNoted() {
        MemorySegment options = Objc.object(Objc.cls("MTLCompileOptions"), "new");
        Objc.release(options);
        Violation found = expect(() -> Objc.number(options, "languageVersion"), "use after release")
                .getFirst();
        assertTrue(found.text().contains("it came from new"), found::text);
    }

    @Test
    void useAfterPop_isNoted() {
        MemorySegment pool = Objc.push();
        MemorySegment string = Objc.string("gone");
        Objc.pop(pool);
        expect(() -> Objc.number(string, "length"), "use after release");
    }

    @Test
    void useOfWhatOthersKeepAlive_isNoted() {
        try (Metal metal = new Metal()) {
            MemorySegment name = Objc.object(Objc.cls("NSString"), "alloc");
            try (Arena arena = Arena.ofConfined()) {
                Objc.object(name, "initWithBytes:length:encoding:", arena.allocateFrom("a"), 1L, 4L);
            }
            Objc.send(metal.queue, "setLabel:", name);
            Objc.release(name);
            expect(() -> Objc.number(name, "length"), "use after release");
            Objc.pooled(() -> Objc.send(metal.queue, "setLabel:", Objc.NIL));
        }
    }

    @Test
    void releasedArgument_isNoted() {
        try (Metal metal = new Metal()) {
            MemorySegment pool = Objc.push();
            MemorySegment string = Objc.string("gone");
            Objc.pop(pool);
            expect(() -> Objc.send(metal.queue, "setLabel:", string), "use after release");
        }
    }

    @Test
    void argumentThatIsNoObject_isNoted() {
        try (Metal metal = new Metal()) {
            expect(() -> Objc.send(metal.queue, "setLabel:", MemorySegment.ofAddress(0x1234)), "wrong argument");
        }
    }

    /** Objects of other classes are noted wherever one is taken. */
    @Test
    void argumentOfAnotherClass_isNoted() {
        try (Metal metal = new Metal();
                Arena arena = Arena.ofConfined()) {
            MemorySegment cell = arena.allocate(ValueLayout.ADDRESS);
            MemorySegment device = metal.device;
            Runnable[] wrong = {
                () -> Objc.object(device, "newLibraryWithSource:options:error:", Objc.string(""), device, cell),
                () -> Objc.object(device, "newLibraryWithSource:options:error:", device, Objc.NIL, cell),
                () -> Objc.object(device, "newComputePipelineStateWithFunction:error:", device, cell),
                () -> Objc.object(device, "newBinaryArchiveWithDescriptor:error:", device, cell),
                () -> Objc.object(metal.queue, "commandBufferWithDescriptor:", device),
                () -> Objc.object(metal.library, "newFunctionWithName:", device),
                () -> Objc.send(metal.commandBuffer(), "encodeSignalEvent:value:", device, 1L),
                () -> Objc.object(Objc.cls("MPSGraphDevice"), "deviceWithMTLDevice:", metal.queue),
                () -> Objc.object(Objc.cls("MPSCommandBuffer"), "commandBufferFromCommandQueue:", device),
            };
            for (Runnable mistake : wrong) {
                expect(mistake, "wrong argument");
            }
        }
    }

    @Test
    void releaseOfObjectThatIsGone_isOverRelease() {
        MemorySegment options = Objc.object(Objc.cls("MTLCompileOptions"), "new");
        Objc.release(options);
        expect(() -> Objc.release(options), "over-release");
    }

    @Test
    void releaseOfAutoreleasedObject_isOverRelease() {
        expect(() -> Objc.release(Objc.string("not mine")), "over-release");
    }

    @Test
    void releaseByFunction_isCheckedToo() {
        expect(() -> Objc.call("objc_release", null, Objc.string("not mine")), "over-release");
    }

    @Test
    void autoreleaseWithoutPool_isNoted() throws InterruptedException {
        MemorySegment[] made = new MemorySegment[1];
        Thread thread = Thread.ofPlatform().start(() -> made[0] = Objc.string("leaks"));
        thread.join();
        expect(() -> Objc.release(made[0]), "missing pool");
    }

    @Test
    void poolLeftOpenByThread_isNoted() throws InterruptedException {
        Thread.ofPlatform().start(() -> Objc.push()).join();
        // The thread of the system ends some time after that of Java.
        for (int i = 0; i < 1000 && MetalStandIn.open().violations().isEmpty(); i++) {
            Thread.sleep(10);
        }
        expect(() -> {}, "missing pop");
    }

    @Test
    void poolPoppedTwice_isNoted() {
        MemorySegment pool = Objc.push();
        Objc.pop(pool);
        expect(() -> Objc.pop(pool), "wrong pool");
    }

    @Test
    void poolPoppedBeforeInnerOne_isNoted() {
        expect(
                () -> {
                    MemorySegment outer = Objc.push();
                    Objc.push();
                    Objc.pop(outer);
                },
                "wrong pool");
    }

    @Test
    void allocatedButNotInitialised_isNoted() {
        MemorySegment raw = Objc.object(Objc.cls("MTLCompileOptions"), "alloc");
        expect(() -> Objc.number(raw, "languageVersion"), "not initialised");
        Objc.release(raw);
    }

    @Test
    void initialisedTwice_isNoted() {
        MemorySegment options = Objc.object(Objc.cls("MTLCompileOptions"), "new");
        expect(() -> assertEquals(Objc.NIL, Objc.object(options, "init")), "initialised twice");
        Objc.release(options);
    }

    @Test
    void structReturn_throughPlainSend_isWrongShape() {
        expect(
                () -> {
                    MemorySegment info = Objc.object(Objc.cls("NSProcessInfo"), "processInfo");
                    Objc.number(info, "operatingSystemVersion");
                },
                "wrong shape");
    }

    @Test
    void announcedShape_thatIsAnother_isWrongShape() {
        expect(
                () -> {
                    MemorySegment string = Objc.string("x");
                    MemorySegment selector = Objc.selector("length");
                    MetalStandIn.open().expect("Q@:");
                    Objc.call("objc_msgSend", ValueLayout.JAVA_LONG, string, selector);
                    MetalStandIn.open().expect("I@:");
                    Objc.call("objc_msgSend", ValueLayout.JAVA_LONG, string, selector);
                },
                "wrong shape");
    }

    @Test
    void boolThatIsNeither_isNoted() {
        MemorySegment options = Objc.object(Objc.cls("MTLCompileOptions"), "new");
        expect(() -> Objc.send(options, "setFastMathEnabled:", 7L), "wrong argument");
        Objc.release(options);
    }

    @Test
    void errorCell_missingOrDirty_isNoted() {
        try (Metal metal = new Metal();
                Arena arena = Arena.ofConfined()) {
            MemorySegment dirty = arena.allocateFrom(ValueLayout.JAVA_LONG, 1);
            for (MemorySegment cell : List.of(Objc.NIL, dirty)) {
                expect(
                        () -> {
                            MemorySegment made = Objc.object(
                                    metal.device,
                                    "newLibraryWithSource:options:error:",
                                    Objc.string(Metal.SOURCE),
                                    Objc.NIL,
                                    cell);
                            Objc.release(made);
                        },
                        "wrong argument");
            }
        }
    }

    @Test
    void block_isNoted() {
        try (Metal metal = new Metal();
                Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(16_384, 16_384);
            expect(
                    () -> metal.keep(Objc.object(
                            metal.device,
                            "newBufferWithBytesNoCopy:length:options:deallocator:",
                            memory,
                            16_384L,
                            0L,
                            memory)),
                    "wrong argument");
        }
    }

    @Test
    void noCopyBuffer_unalignedShortOrUnmapped_isNotedAndNil() {
        try (Metal metal = new Metal();
                Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(32_768, 16_384);
            expect(() -> assertEquals(Objc.NIL, noCopy(metal, memory.asSlice(4096), 16_384)), "unaligned buffer");
            expect(() -> assertEquals(Objc.NIL, noCopy(metal, memory, 16_380)), "unaligned buffer");
            MemorySegment nowhere = MemorySegment.ofAddress(0x7000_0000_0000L);
            expect(() -> assertEquals(Objc.NIL, noCopy(metal, nowhere, 16_384)), "no memory");
        }
    }

    private static MemorySegment noCopy(Metal metal, MemorySegment memory, long length) {
        return Objc.object(
                metal.device, "newBufferWithBytesNoCopy:length:options:deallocator:", memory, length, 0L, Objc.NIL);
    }

    @Test
    void bufferOverLimit_isNotedAndNil() {
        try (Metal metal = new Metal()) {
            expect(
                    () -> assertEquals(
                            Objc.NIL, Objc.object(metal.device, "newBufferWithLength:options:", 1L << 40, 0L)),
                    "wrong argument");
        }
    }

    /** What goes wrong with a compute encoder. */
    @FunctionalInterface
    private interface Encoding {
        void with(Metal metal, MemorySegment encoder);
    }

    /** An encoder for "increment" with its buffer bound; the command buffer is not committed. */
    private static void expectEncoding(Encoding wrong, String... kinds) {
        try (Metal metal = new Metal()) {
            MemorySegment pipeline = metal.pipeline("increment");
            MemorySegment buffer = metal.buffer(0, 0, 0, 0);
            expect(
                    () -> {
                        MemorySegment encoder = Metal.encoder(metal.commandBuffer(), pipeline, buffer);
                        wrong.with(metal, encoder);
                        Objc.send(encoder, "endEncoding");
                    },
                    kinds);
        }
    }

    @Test
    void threadgroup_tooLarge_isNoted() {
        expectEncoding((_, encoder) -> Metal.dispatch(encoder, 4, 1025), "threadgroup too large");
        expectEncoding((_, encoder) -> Metal.dispatch(encoder, 4, 0), "threadgroup too large");
    }

    @Test
    void grid_empty_isNoted() {
        expectEncoding((_, encoder) -> Metal.dispatch(encoder, 0, 32), "wrong grid");
    }

    @Test
    void binding_missing_isNoted() {
        expectEncoding(
                (_, encoder) -> {
                    Objc.send(encoder, "setBuffer:offset:atIndex:", Objc.NIL, 0L, 0L);
                    Metal.dispatch(encoder, 4, 32);
                },
                "missing buffer");
    }

    @Test
    void binding_behindEndOrUnaligned_isNoted() {
        expectEncoding(
                (metal, encoder) -> {
                    MemorySegment buffer = metal.buffer(1, 2);
                    Objc.send(encoder, "setBuffer:offset:atIndex:", buffer, 9L, 0L);
                    Objc.send(encoder, "setBuffer:offset:atIndex:", buffer, 2L, 0L);
                    Metal.dispatch(encoder, 1, 32);
                },
                "wrong argument",
                "unaligned offset");
    }

    @Test
    void slot_thatIsNotThere_isNoted() {
        expectEncoding(
                (metal, encoder) -> Objc.send(encoder, "setBuffer:offset:atIndex:", metal.buffer(1), 0L, 31L),
                "wrong argument");
    }

    @Test
    void bytes_tooManyOrWritten_areNoted() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(8192);
            expectEncoding(
                    (_, encoder) -> {
                        Objc.send(encoder, "setBytes:length:atIndex:", bytes, 4097L, 1L);
                        Objc.send(encoder, "setBytes:length:atIndex:", bytes, 16L, 0L);
                        Metal.dispatch(encoder, 1, 32);
                    },
                    "wrong argument",
                    "wrong argument");
        }
    }

    @Test
    void threadgroupMemory_notAMultiple_isNoted() {
        expectEncoding(
                (_, encoder) -> Objc.send(encoder, "setThreadgroupMemoryLength:atIndex:", 20L, 0L), "wrong argument");
    }

    @Test
    void pipeline_missing_isNoted() {
        try (Metal metal = new Metal()) {
            expect(
                    () -> {
                        MemorySegment encoder = Objc.object(metal.commandBuffer(), "computeCommandEncoder");
                        Metal.dispatch(encoder, 1, 32);
                        Objc.send(encoder, "endEncoding");
                    },
                    "missing pipeline");
        }
    }

    @Test
    void encoding_afterEnd_isNoted() {
        try (Metal metal = new Metal()) {
            expect(
                    () -> {
                        MemorySegment encoder = Objc.object(metal.commandBuffer(), "computeCommandEncoder");
                        Objc.send(encoder, "endEncoding");
                        Objc.send(encoder, "memoryBarrierWithScope:", 1L);
                        Objc.send(encoder, "endEncoding");
                    },
                    "encoding after end",
                    "encoding after end");
        }
    }

    @Test
    void encoder_neverEnded_isNoted() {
        try (Metal metal = new Metal()) {
            expect(() -> Objc.object(metal.commandBuffer(), "computeCommandEncoder"), "open encoder");
        }
    }

    @Test
    void commandBuffer_usedInWrongOrder_isNoted() {
        try (Metal metal = new Metal()) {
            expect(
                    () -> {
                        MemorySegment buffer = metal.commandBuffer();
                        MemorySegment encoder = Objc.object(buffer, "computeCommandEncoder");
                        Objc.object(buffer, "computeCommandEncoder");
                        Objc.send(buffer, "commit");
                        Objc.send(encoder, "endEncoding");
                        Objc.send(buffer, "waitUntilCompleted");
                        Objc.send(buffer, "commit");
                        Objc.object(buffer, "computeCommandEncoder");
                        Objc.send(buffer, "commit");
                        Objc.send(buffer, "enqueue");
                    },
                    "open encoder",
                    "open encoder",
                    "deadlock",
                    "encoding after commit",
                    "committed twice",
                    "enqueued twice");
        }
    }

    @Test
    void queue_withTooManyUncommitted_isNoted() {
        try (Metal metal = new Metal()) {
            MemorySegment small =
                    metal.keep(Objc.object(metal.device, "newCommandQueueWithMaxCommandBufferCount:", 2L));
            expect(
                    () -> {
                        for (int i = 0; i < 3; i++) {
                            Objc.object(small, "commandBuffer");
                        }
                    },
                    "deadlock");
        }
    }

    @Test
    void concurrentDispatches_withoutBarrier_areNoted() {
        try (Metal metal = new Metal()) {
            MemorySegment pipeline = metal.pipeline("increment");
            MemorySegment buffer = metal.buffer(0);
            expect(
                    () -> {
                        MemorySegment commandBuffer = metal.commandBuffer();
                        MemorySegment encoder =
                                Objc.object(commandBuffer, "computeCommandEncoderWithDispatchType:", 1L);
                        Objc.send(encoder, "setComputePipelineState:", pipeline);
                        Objc.send(encoder, "setBuffer:offset:atIndex:", buffer, 0L, 0L);
                        Metal.dispatch(encoder, 1, 32);
                        Objc.send(encoder, "memoryBarrierWithScope:", 1L);
                        Metal.dispatch(encoder, 1, 32);
                        Metal.dispatch(encoder, 1, 32);
                        Objc.send(encoder, "endEncoding");
                    },
                    "missing barrier");
        }
    }

    @Test
    void unretainedReference_releasedTooEarly_failsTheCommandBuffer() {
        try (Metal metal = new Metal()) {
            MemorySegment pipeline = metal.pipeline("increment");
            MemorySegment buffer = Objc.object(metal.device, "newBufferWithLength:options:", 16L, 0L);
            MemorySegment[] commandBuffer = new MemorySegment[1];
            MemorySegment outer = Objc.push();
            Objc.pooled(() -> {
                commandBuffer[0] =
                        Objc.object(Objc.object(metal.queue, "commandBufferWithUnretainedReferences"), "retain");
                MemorySegment encoder = Metal.encoder(commandBuffer[0], pipeline, buffer);
                Metal.dispatch(encoder, 1, 32);
                Objc.send(encoder, "endEncoding");
            });
            Objc.release(buffer);
            expect(
                    () -> {
                        Objc.send(commandBuffer[0], "commit");
                        Objc.send(commandBuffer[0], "waitUntilCompleted");
                        assertEquals(5, Objc.number(commandBuffer[0], "status"));
                    },
                    "use after release");
            Objc.release(commandBuffer[0]);
            Objc.pop(outer);
        }
    }

    @Test
    void memory_unmappedBeforeItIsUsed_failsTheCommandBuffer() {
        try (Metal metal = new Metal()) {
            MemorySegment pipeline = metal.pipeline("increment");
            MemorySegment[] buffer = new MemorySegment[1];
            expect(
                    () -> {
                        MemorySegment commandBuffer = metal.commandBuffer();
                        try (Arena arena = Arena.ofConfined()) {
                            long bytes = 64L << 20;
                            buffer[0] = noCopy(metal, arena.allocate(bytes, 16_384), bytes);
                            MemorySegment encoder = Metal.encoder(commandBuffer, pipeline, buffer[0]);
                            Metal.dispatch(encoder, 1, 32);
                            Objc.send(encoder, "endEncoding");
                        }
                        Objc.send(commandBuffer, "commit");
                        Objc.send(commandBuffer, "waitUntilCompleted");
                        assertEquals(5, Objc.number(commandBuffer, "status"));
                    },
                    "no memory");
            Objc.release(buffer[0]);
        }
    }

    @Test
    void leak_isCountedByClass() {
        Map<String, Long> before = MetalStandIn.open().liveObjects();
        MemorySegment options = Objc.object(Objc.cls("MTLCompileOptions"), "new");
        assertEquals(
                before.getOrDefault("MTLCompileOptions", 0L) + 1,
                MetalStandIn.open().liveObjects().get("MTLCompileOptions"));
        Objc.release(options);
        assertEquals(before, MetalStandIn.open().liveObjects());
    }
}
