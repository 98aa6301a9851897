package dev.bessemer.runtime.metal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bessemer.runtime.objc.Frameworks;
import dev.bessemer.simulator.standin.Injection;
import dev.bessemer.simulator.standin.Machine;
import dev.bessemer.simulator.standin.MetalStandIn;
import dev.bessemer.types.FloatArray;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is found out about a system and its device, on stand-ins for several. */
class MetalFactsTest {
    private static final Machine TAHOE = Machine.DEFAULT.withSystem(26_00_00).withAppleFamily(10);

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
            MetalStandIn.open().reset();
        }
    }

    @Test
    void hasFastTensors_newSystemAndGpu_isWhatTheCompilerSays() {
        MetalStandIn.open().setMachine(TAHOE);
        try (MetalDevice device = MetalDevice.open()) {
            assertEquals(400, device.facts().languageVersion());
            assertTrue(device.facts().hasTensors(), device.facts()::toString);
            assertTrue(device.hasFastTensors());
        }
        try (MetalDevice device = MetalDevice.open()) {
            MetalStandIn.open().inject(Injection.compileFailure(0, "no such header"));
            assertFalse(device.hasFastTensors());
            assertFalse(device.hasFastTensors());
        }
    }

    @Test
    void hasMinor_ofTheFirstSystemWithTensors_orAnyOfALaterOne() {
        assertFalse(hasMinor(26_00_00));
        assertTrue(hasMinor(26_01_00));
        assertTrue(hasMinor(27_00_00));
    }

    private static boolean hasMinor(int system) {
        MetalStandIn.open().setMachine(TAHOE.withSystem(system));
        try (MetalDevice device = MetalDevice.open()) {
            return device.facts().hasMinor(1);
        }
    }

    @Test
    void hasFastTensors_olderSystem_isNotTried() {
        long asked = libraries();
        try (MetalDevice device = MetalDevice.open()) {
            assertEquals(320, device.facts().languageVersion());
            assertFalse(device.hasFastTensors());
        }
        assertEquals(asked, libraries());
    }

    private static long libraries() {
        return MetalStandIn.open().messages().getOrDefault("newLibraryWithSource:options:error:", 0L);
    }

    @Test
    void open_whatIsTooOld_isRefusedByName() {
        assertRefused(Machine.DEFAULT.withSystem(13_06_00), "this is macOS 13.6, but kernels need macOS 14");
        assertRefused(Machine.DEFAULT.withAppleFamily(6), "is older than Apple's family 7 (M1)");
        assertRefused(Machine.DEFAULT.withoutDevice(), "this system has no Metal device");
    }

    private static void assertRefused(Machine machine, String reason) {
        MetalStandIn.open().setMachine(machine);
        IllegalStateException refused = assertThrows(IllegalStateException.class, MetalDevice::open);
        assertTrue(String.valueOf(refused.getMessage()).contains(reason), refused::toString);
    }

    @Test
    void buffer_longerThanTheLongest_isRefusedWithBothNumbers() {
        MetalStandIn.open().setMachine(Machine.DEFAULT.withMemory(1L << 30, 32_768));
        try (MetalDevice device = MetalDevice.open();
                FloatArray small = new FloatArray(8_192);
                FloatArray large = new FloatArray(8_193)) {
            assertEquals(device.buffer(small.allocationSegment()), device.buffer(small.allocationSegment()));
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> device.buffer(large.allocationSegment()));
            assertTrue(
                    String.valueOf(refused.getMessage())
                            .contains("49152 bytes, but this device's buffers have at most 32768"),
                    refused::toString);
        }
    }

    @Test
    void facts_areThoseOfTheMachine() {
        MetalStandIn.open().setMachine(Machine.DEFAULT.withSystem(14_02_00).withMemory(5L << 30, 3L << 30));
        try (MetalDevice device = MetalDevice.open()) {
            MetalDevice.Facts facts = device.facts();
            assertEquals(List.of(14, 2), facts.system());
            assertEquals(310, facts.languageVersion());
            assertEquals(9, facts.family());
            assertEquals(List.of(3L << 30, 5L << 30), List.of(facts.maxBufferBytes(), facts.workingSetBytes()));
            assertEquals(List.of(1024L, 1024L, 1024L), facts.threadgroup());
        }
    }
}
