package dev.bessemer.runtime.objc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bessemer.simulator.standin.MetalStandIn;
import dev.bessemer.simulator.standin.MethodSignature;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages to the stand-in, which notes what is wrong with one and counts the objects that are left behind. */
class MessageTest {
    private Map<String, Long> before = Map.of();

    @BeforeEach
    void begin() {
        assumeTrue(Frameworks.missing().isEmpty(), () -> Frameworks.missing().orElse(""));
        MetalStandIn.open().reset();
        before = MetalStandIn.open().liveObjects();
    }

    @AfterEach
    void nothingIsLeft() {
        if (Frameworks.missing().isEmpty()) {
            assertEquals("[]", MetalStandIn.open().takeViolations().toString());
            assertEquals(before, MetalStandIn.open().liveObjects());
        }
    }

    @Test
    void table_everyMethodOfTheStandIn_hasTheSameShape() {
        List<String> wrong = new ArrayList<>();
        for (MethodSignature theirs : MetalStandIn.open().methods()) {
            List<Signature> ours = Signatures.all().stream()
                    .filter(method -> method.owner().equals(theirs.owner())
                            && method.selector().equals(theirs.selector())
                            && method.ofClass() == theirs.ofClass())
                    .toList();
            for (Signature method : ours) {
                if (!Encoding.parse(method.encoding()).equals(Encoding.parse(theirs.encoding()))) {
                    wrong.add(method + " is " + method.encoding() + ", there " + theirs.encoding());
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void strings_thereAndBack_keepEveryCharacter() {
        AutoreleasePool.run(() -> {
            try (Owned text = Strings.of("größer \uD83D\uDE00")) {
                assertEquals("größer \uD83D\uDE00", Strings.text(text.address()));
            }
        });
    }

    @Test
    void words_ofTheSystemsVersion_areAStructByValue() {
        Message version = Message.of("NSProcessInfo", "operatingSystemVersion");
        Message info = Message.of("NSProcessInfo", "processInfo");
        AutoreleasePool.run(() -> {
            long[] words = version.words(info.send(Objc.requireClass("NSProcessInfo")));
            assertEquals(List.of(15L, 5L), List.of(words[0], words[1]));
        });
    }

    @Test
    void maker_thatFails_throwsWhatTheErrorSays() {
        Maker library = Maker.of("MTLDevice", "newLibraryWithSource:options:error:");
        AutoreleasePool.run(() -> {
            try (Owned device = Objc.defaultDevice().orElseThrow();
                    Owned source = Strings.of("kernel void broken(")) {
                ObjcException failed = assertThrows(
                        ObjcException.class, () -> library.sendOrThrow(device.address(), source.address(), 0));
                assertEquals("MTLLibraryErrorDomain", failed.domain());
                assertEquals(3, failed.code());
                assertTrue(failed.description().contains("error:"), failed.description());
            }
        });
    }

    @Test
    void send_toNilOrAfterClose_isRefused() {
        Message name = Message.of("MTLDevice", "name");
        assertThrows(IllegalStateException.class, () -> name.send(0));
        Owned device = Objc.defaultDevice().orElseThrow();
        device.close();
        device.close();
        assertThrows(IllegalStateException.class, device::address);
    }

    @Test
    void of_methodOfTheOtherKind_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> Message.of("MTLDevice", "newCommandQueue"));
        assertThrows(IllegalArgumentException.class, () -> Maker.of("MTLCommandQueue", "commandBuffer"));
        assertThrows(IllegalArgumentException.class, () -> Message.of("MTLDevice", "noSuchMethod:"));
    }

    @Test
    void sendAny_withWrongArguments_isRefused() {
        Message responds = Message.of("NSObject", "respondsToSelector:");
        try (Owned device = Objc.defaultDevice().orElseThrow()) {
            assertThrows(IllegalArgumentException.class, () -> responds.sendAny(device.address()));
            assertThrows(IllegalArgumentException.class, () -> responds.sendAny(device.address(), "name"));
            assertEquals(1L, responds.sendAny(device.address(), Objc.selector("name")));
        }
    }

    @Test
    void responds_dependsOnTheObject() {
        try (Owned device = Objc.defaultDevice().orElseThrow()) {
            assertTrue(Objc.responds(device.address(), "maxBufferLength"));
            assertFalse(Objc.responds(device.address(), "setMathMode:"));
            assertFalse(Objc.responds(0, "name"));
            assertTrue(Objc.encodingOf(device.address(), "name").orElse("").startsWith("@"));
        }
    }

    @Test
    void pools_ofManyVirtualThreads_leaveNothingBehind() {
        Message objects = Message.of("NSArray", "count");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Owned device = Objc.defaultDevice().orElseThrow()) {
            List<CompletableFuture<Long>> counts = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                counts.add(CompletableFuture.supplyAsync(
                        () -> AutoreleasePool.call(() -> objects.send(Arrays.of(device.address(), device.address()))),
                        threads));
            }
            counts.forEach(count -> assertEquals(2L, count.join()));
        }
    }

    @Test
    void mappedMemory_isAlignedZeroedAndWritable() {
        MappedMemory allocator = new MappedMemory();
        List<Long> freed = new ArrayList<>();
        MappedMemory.beforeFree(freed::add);
        long address;
        try (Arena arena = Arena.ofShared()) {
            var memory = allocator.allocate(3 * 16_384, 16_384, arena);
            address = memory.address();
            assertEquals(0, address % 16_384);
            assertEquals(3 * 16_384, memory.byteSize());
            assertEquals(0, memory.getAtIndex(java.lang.foreign.ValueLayout.JAVA_LONG, 5000));
            memory.fill((byte) 7);
        }
        assertTrue(freed.contains(address));
    }
}
