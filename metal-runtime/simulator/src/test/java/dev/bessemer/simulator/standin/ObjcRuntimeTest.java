package dev.bessemer.simulator.standin;

import static dev.bessemer.simulator.standin.Objc.NIL;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.simulator.NeedsToolchain;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The Objective-C runtime: classes, selectors, messages of many shapes, references and pools. */
@NeedsToolchain
@ExtendWith(Strict.class)
class ObjcRuntimeTest {
    @Test
    void classes_knownAndUnknown_areFoundOrNil() {
        assertNotEquals(NIL, Objc.cls("NSString"));
        assertNotEquals(NIL, Objc.cls("MTLCompileOptions"));
        assertEquals(NIL, Objc.cls("NSWindow"));
        assertEquals(NIL, Objc.cls("MTLDevice"), "a protocol is no class");
        Object name = Objc.call("class_getName", ValueLayout.ADDRESS, Objc.cls("NSError"));
        assertEquals("NSError", Library.text((MemorySegment) java.util.Objects.requireNonNull(name)));
    }

    @Test
    void selector_sameName_isSamePointer() {
        assertEquals(Objc.selector("length"), Objc.selector("length"));
        assertNotEquals(Objc.selector("length"), Objc.selector("count"));
    }

    @Test
    void string_withUtf8_keepsIt() {
        Objc.pooled(() -> {
            MemorySegment string = Objc.string("grüße \uD83D\uDE00");
            assertEquals("grüße \uD83D\uDE00", Objc.text(string));
            assertEquals(8, Objc.number(string, "length"));
            assertEquals(12, Objc.number(string, "lengthOfBytesUsingEncoding:", 4L));
            assertTrue(Objc.bool(string, "isEqualToString:", Objc.string("grüße \uD83D\uDE00")));
        });
    }

    @Test
    void string_allocatedAndInitialised_isOwned() {
        MemorySegment raw = Objc.object(Objc.cls("NSString"), "alloc");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment string =
                    Objc.object(raw, "initWithBytes:length:encoding:", arena.allocateFrom("abcdef"), 3L, 4L);
            assertEquals("abc", Objc.text(string));
            assertEquals(1, Objc.number(string, "retainCount"));
            Objc.release(string);
        }
    }

    @Test
    void references_retainedAndPooled_liveAsLongAsTheLastOne() {
        MemorySegment pool = Objc.push();
        MemorySegment string = Objc.string("kept");
        Objc.object(string, "retain");
        Objc.pop(pool);
        assertEquals("kept", Objc.text(string));
        Objc.release(string);
        MetalStandIn.open().takeViolations();
        assertEquals(0L, MetalStandIn.open().liveObjects().getOrDefault("NSString", 0L));
    }

    @Test
    void pools_nested_releaseTheirOwn() {
        MemorySegment outer = Objc.push();
        MemorySegment first = Objc.string("outer");
        MemorySegment inner = Objc.push();
        Objc.string("inner");
        Objc.pop(inner);
        assertEquals("outer", Objc.text(first));
        Objc.pop(outer);
    }

    @Test
    void collections_withObjects_giveThemBack() {
        Objc.pooled(() -> {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment items = arena.allocate(ValueLayout.ADDRESS, 2);
                items.setAtIndex(ValueLayout.ADDRESS, 0, Objc.string("a"));
                items.setAtIndex(ValueLayout.ADDRESS, 1, Objc.string("b"));
                MemorySegment array = Objc.object(Objc.cls("NSArray"), "arrayWithObjects:count:", items, 2L);
                assertEquals(2, Objc.number(array, "count"));
                assertEquals("b", Objc.text(Objc.object(array, "objectAtIndex:", 1L)));
                MemorySegment number = Objc.object(Objc.cls("NSNumber"), "numberWithUnsignedLongLong:", 42L);
                MemorySegment map = Objc.object(
                        Objc.cls("NSDictionary"), "dictionaryWithObject:forKey:", number, Objc.string("key"));
                MemorySegment found = Objc.object(map, "objectForKey:", Objc.string("key"));
                assertEquals(42, Objc.number(found, "integerValue"));
                assertEquals(NIL, Objc.object(map, "objectForKey:", Objc.string("other")));
            }
        });
    }

    @Test
    void struct_returnedAndPassedByValue_isWhole() {
        Objc.pooled(() -> {
            MemorySegment info = Objc.object(Objc.cls("NSProcessInfo"), "processInfo");
            assertArrayEquals(new long[] {15, 5, 0}, Objc.struct(info, "operatingSystemVersion"));
            assertTrue(Objc.bool(info, "isOperatingSystemAtLeastVersion:", new Objc.Struct(15, 4, 9)));
            assertFalse(Objc.bool(info, "isOperatingSystemAtLeastVersion:", new Objc.Struct(15, 5, 1)));
        });
    }

    @Test
    void responds_toNewerSelector_dependsOnSystem() {
        MemorySegment options = Objc.object(Objc.cls("MTLCompileOptions"), "new");
        MemorySegment mathMode = Objc.selector("setMathMode:");
        assertTrue(Objc.bool(options, "respondsToSelector:", mathMode));
        MetalStandIn.open().setMachine(Machine.DEFAULT.withSystem(14_00_00));
        assertFalse(Objc.bool(options, "respondsToSelector:", mathMode));
        Objc.release(options);
    }

    @Test
    void encoding_ofMethod_isAsOnMac() {
        Objc.pooled(() -> {
            MemorySegment device = Objc.device();
            Object method = Objc.call(
                    "class_getInstanceMethod",
                    ValueLayout.ADDRESS,
                    java.util.Objects.requireNonNull(Objc.call("object_getClass", ValueLayout.ADDRESS, device)),
                    Objc.selector("newBufferWithBytesNoCopy:length:options:deallocator:"));
            Object encoding =
                    Objc.call("method_getTypeEncoding", ValueLayout.ADDRESS, java.util.Objects.requireNonNull(method));
            assertEquals(
                    "@48@0:8^v16Q24Q32@?40", Library.text((MemorySegment) java.util.Objects.requireNonNull(encoding)));
            Objc.release(device);
        });
    }

    @Test
    void methods_all_haveEncodings() {
        List<MethodSignature> methods = MetalStandIn.open().methods();
        assertTrue(methods.size() > 200, () -> "only " + methods.size());
        assertTrue(methods.stream()
                .anyMatch(method -> method.selector().equals("dispatchThreads:threadsPerThreadgroup:")
                        && method.encoding().equals("v64@0:8{?=QQQ}16{?=QQQ}40")));
    }

    @Test
    void messages_sent_areCounted() {
        Objc.pooled(() -> {
            long before = MetalStandIn.open().messageCount();
            long lengths = MetalStandIn.open().messages().getOrDefault("length", 0L);
            MemorySegment string = Objc.string("x");
            Objc.number(string, "length");
            Objc.number(string, "length");
            assertEquals(3, MetalStandIn.open().messageCount() - before);
            assertEquals(lengths + 2, MetalStandIn.open().messages().get("length"));
        });
    }
}
