package dev.bessemer.jit.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PanelSlotsTest {
    private static final int AT = 1000;
    private static final int SIZE = 64;
    private static final int SCRATCH = 5;

    private final PanelSlots slots = new PanelSlots(AT, SIZE, 4);

    private int place(long offset) {
        return slots.place(SCRATCH, offset, 32, SIZE);
    }

    @Test
    void place_anotherOffset_takesTheNextSlot() {
        assertEquals(~AT, place(100));
        assertEquals(~(AT + SIZE), place(200));
    }

    @Test
    void place_anOffsetAgain_findsItsPanel() {
        place(100);
        place(0);
        assertEquals(AT, place(100));
        assertEquals(AT + SIZE, place(0));
        assertEquals(AT + SIZE, place(0));
    }

    @Test
    void place_moreThanThereAreSlots_dropsTheOldest() {
        for (long offset = 0; offset < 5; offset++) {
            place(offset);
        }
        assertEquals(AT, place(4));
        assertEquals(AT + SIZE, place(1));
        assertEquals(~(AT + SIZE), place(0));
    }

    @Test
    void place_partOfAPanel_isNotKept() {
        assertEquals(~SCRATCH, slots.place(SCRATCH, 100, 32, SIZE - 8));
        assertEquals(~AT, place(100));
        assertEquals(~SCRATCH, slots.place(SCRATCH, 100, 32, SIZE - 8));
    }

    @Test
    void place_anotherStride_isNotKept() {
        place(100);
        assertEquals(~SCRATCH, slots.place(SCRATCH, 100, 33, SIZE));
    }

    @Test
    void place_neverTheSameAgain_pausesAndThenTriesOnceMore() {
        long offset = 0;
        while (place(offset) != ~SCRATCH) {
            offset++;
            assertTrue(offset < 100, "still keeps panels nobody wants");
        }
        int paused = 0;
        while (place(offset) == ~SCRATCH) {
            paused++;
            assertTrue(paused < 1000, "never keeps a panel again");
        }
        assertTrue(place(offset) >= AT);
    }
}
