package dev.bessemer.runtime.metal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Chips by the names that Metal gives their GPUs. */
class ChipTest {
    @Test
    void of_namesThatMetalGives_areTheChips() {
        assertEquals(Optional.of(Chip.M1), Chip.of("Apple M1"));
        assertEquals(Optional.of(Chip.M2_ULTRA), Chip.of("Apple M2 Ultra"));
    }

    @Test
    void of_otherNames_areNotKnown() {
        assertEquals(Optional.empty(), Chip.of("Apple M9"));
        assertEquals(Optional.empty(), Chip.of("Apple Paravirtual device"));
        assertEquals(Optional.empty(), Chip.of("AMD Radeon Pro 5500M"));
    }

    /** A row with its columns exchanged, or off by a digit, would not be. */
    @ParameterizedTest
    @EnumSource
    void figures_eachChip_areThoseOfAGpu(Chip chip) {
        assertTrue(chip.flops() >= 2e12 && chip.flops() <= 30e12, chip::name);
        assertTrue(chip.bytesPerSecond() >= 60e9 && chip.bytesPerSecond() <= 900e9, chip::name);
        double operationsAByte = chip.flops() / chip.bytesPerSecond();
        assertTrue(operationsAByte > 20 && operationsAByte < 45, chip::name);
    }
}
