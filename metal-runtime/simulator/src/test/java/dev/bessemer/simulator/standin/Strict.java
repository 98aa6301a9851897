package dev.bessemer.simulator.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Begins a test with a fresh stand-in, and fails it where it did something wrong or left objects behind. */
final class Strict implements BeforeEachCallback, AfterEachCallback {
    private Map<String, Long> before = Map.of();

    @Override
    public void beforeEach(ExtensionContext context) {
        MetalStandIn.open().reset();
        before = MetalStandIn.open().liveObjects();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        assertEquals("[]", MetalStandIn.open().violations().toString(), "violations that the test did not expect");
        assertEquals(before, MetalStandIn.open().liveObjects(), "objects left behind");
    }
}
