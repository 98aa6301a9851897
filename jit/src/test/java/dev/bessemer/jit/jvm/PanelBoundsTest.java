package dev.bessemer.jit.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PanelBoundsTest {
    @Test
    void range_anyShape_isThatOfTheTouchedElements() {
        for (int stride : new int[] {-9, -1, 0, 1, 8, 13}) {
            for (int rows = 1; rows <= 9; rows += 4) {
                for (int columns = 1; columns <= 16; columns += 5) {
                    check(stride, false, rows, columns);
                    check(stride, true, rows, columns);
                }
            }
        }
    }

    @Test
    void isInside_nothingTouched_isTrueWhateverTheOffset() {
        assertTrue(PanelBounds.isInside(0, -100, 8, false, 0, 8));
        assertTrue(PanelBounds.isInside(0, 100, 8, true, 8, -1));
    }

    @Test
    void isInside_lastElementAtTheEnd_isTrueAndOneMoreFalse() {
        assertTrue(PanelBounds.isInside(64, 0, 8, false, 8, 8));
        assertFalse(PanelBounds.isInside(63, 0, 8, false, 8, 8));
        assertEquals(63, PanelBounds.outside(0, 8, false, 8, 8));
        assertFalse(PanelBounds.isInside(64, -1, 8, false, 8, 8));
        assertEquals(-1, PanelBounds.outside(-1, 8, false, 8, 8));
    }

    @Test
    void isInside_productBeyondInt_isComputedInLong() {
        assertFalse(PanelBounds.isInside(1000, 0, Integer.MAX_VALUE, false, 3, 8));
        assertEquals(2L * Integer.MAX_VALUE + 7, PanelBounds.outside(0, Integer.MAX_VALUE, false, 3, 8));
    }

    private static void check(int stride, boolean transposed, int rows, int columns) {
        long lowest = Long.MAX_VALUE;
        long highest = Long.MIN_VALUE;
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                long index = 100 + (transposed ? (long) c * stride + r : (long) r * stride + c);
                lowest = Math.min(lowest, index);
                highest = Math.max(highest, index);
            }
        }
        assertEquals(lowest, PanelBounds.lowest(100, stride, transposed, rows, columns));
        assertEquals(highest, PanelBounds.highest(100, stride, transposed, rows, columns));
    }
}
