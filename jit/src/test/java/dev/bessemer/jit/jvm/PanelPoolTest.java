package dev.bessemer.jit.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PanelPoolTest {
    private final PanelPool pool = new PanelPool(80);

    @BeforeEach
    void add() {
        pool.add(10, 100);
    }

    @Test
    void take_untilThereAreNoMore_givesPiecesBesideEachOther() {
        assertEquals(10, pool.take(60));
        assertEquals(70, pool.take(30));
        assertEquals(-1, pool.take(30));
        assertEquals(100, pool.take(10));
        assertEquals(-1, pool.take(1));
    }

    @Test
    void give_ofNeighbours_makesOnePiece() {
        pool.take(50);
        pool.take(50);
        pool.give(10, 50);
        pool.give(60, 50);
        assertEquals(10, pool.take(100));
    }

    @Test
    void take_whereAPieceIsTooSmall_looksFurther() {
        pool.take(20);
        pool.take(20);
        pool.give(10, 20);
        assertEquals(50, pool.take(30));
        assertEquals(10, pool.take(20));
    }

    @Test
    void takeOnTrial_beyondWhatIsForTrials_givesNone() {
        assertEquals(10, pool.take(50));
        assertEquals(-1, pool.takeOnTrial(31));
        assertEquals(60, pool.takeOnTrial(30));
        assertEquals(-1, pool.takeOnTrial(1));
        pool.give(10, 50);
        assertEquals(10, pool.takeOnTrial(50));
    }
}
