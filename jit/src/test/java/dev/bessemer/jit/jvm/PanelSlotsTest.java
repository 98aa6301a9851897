package dev.bessemer.jit.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PanelSlotsTest {
    private static final int AT = 1000;
    private static final int SIZE = 64;
    private static final int SCRATCH = 5;

    private final PanelPool pool = pool(AT, 4 * SIZE);
    private final PanelSlots slots = new PanelSlots(pool, SIZE);

    private int place(long offset) {
        return slots.place(SCRATCH, offset, 32, SIZE);
    }

    private static PanelPool pool(int at, int size) {
        PanelPool pool = new PanelPool(size);
        pool.add(at, size);
        return pool;
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
    void place_lessOfAPanel_isAnotherPanel() {
        assertEquals(~AT, slots.place(SCRATCH, 100, 32, SIZE - 8));
        assertEquals(~(AT + SIZE), place(100));
        assertEquals(AT + SIZE, place(100));
    }

    @Test
    void place_anotherStride_isNotKept() {
        place(100);
        assertEquals(~SCRATCH, slots.place(SCRATCH, 100, 33, SIZE));
    }

    /** Loads one after another from a number on, until one is not kept; gives the number after it. */
    private long untilNotKept(long first) {
        long offset = first;
        while (place(offset) != ~SCRATCH) {
            offset++;
            assertTrue(offset < first + 100, "still keeps panels nobody wants");
        }
        return offset + 1;
    }

    @Test
    void place_morePanelsThanSlotsAgainAndAgain_findsThoseThatStay() {
        int found = 0;
        for (int i = 0; i < 600; i++) {
            if (place(i % 6) >= 0) {
                found++;
            }
        }
        assertTrue(found > 300, "found only " + found + " of 600 in 4 slots for 6 panels");
    }

    @Test
    void place_otherPanelsThanThoseThatStay_keepsThemAfterAWhile() {
        for (int i = 0; i < 600; i++) {
            place(i % 6);
        }
        for (int i = 0; i < 100; i++) {
            place(1000 + i % 4);
        }
        assertTrue(place(1000) >= 0);
        assertTrue(place(1003) >= 0);
    }

    @Test
    void place_neverTheSameAgain_givesTheSlotsBackAndTriesOnceMoreLater() {
        long offset = untilNotKept(0);
        while (pool.take(SIZE) < 0) {
            assertEquals(~SCRATCH, place(offset));
            offset++;
            assertTrue(offset < 100, "never gives up its slots");
        }
        pool.give(AT, SIZE);
        int paused = 0;
        while (place(offset) == ~SCRATCH) {
            paused++;
            assertTrue(paused < 1000, "never keeps a panel again");
        }
        assertTrue(place(offset) >= AT);
    }

    @Test
    void place_whereThereIsNoRoom_keepsNone() {
        PanelSlots other = new PanelSlots(pool(AT, SIZE - 1), SIZE);
        assertEquals(~SCRATCH, other.place(SCRATCH, 100, 32, SIZE));
        assertEquals(~SCRATCH, other.place(SCRATCH, 100, 32, SIZE));
    }

    @Test
    void place_ofManyPanels_findsEach() {
        PanelSlots many = new PanelSlots(pool(AT, 100 * SIZE), SIZE);
        for (int i = 0; i < 100; i++) {
            assertEquals(~(AT + i * SIZE), many.place(SCRATCH, 8L * i, 32, SIZE));
        }
        for (int i = 99; i >= 0; i--) {
            int place = many.place(SCRATCH, 8L * i, 32, SIZE);
            assertTrue(place == AT + i * SIZE || place < 0, "panel " + i + " is said to be at " + place);
        }
    }

    /** Room for four panels on trial and four more. */
    @Test
    void place_ofMorePanelsThanTheTrialHas_growsOnceSomeAreFound() {
        PanelPool large = new PanelPool(4 * SIZE);
        large.add(AT, 8 * SIZE);
        PanelSlots trial = new PanelSlots(large, SIZE);
        for (int i = 0; i < 4; i++) {
            assertEquals(~(AT + i * SIZE), trial.place(SCRATCH, 8L * i, 32, SIZE));
        }
        assertEquals(~AT, trial.place(SCRATCH, 8L * 4, 32, SIZE), "nothing was found yet");
        assertEquals(AT, trial.place(SCRATCH, 8L * 4, 32, SIZE));
        for (int i = 5; i < 9; i++) {
            assertEquals(~(AT + (i - 1) * SIZE), trial.place(SCRATCH, 8L * i, 32, SIZE));
        }
    }
}
