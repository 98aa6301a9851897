package dev.bessemer.runtime.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The order that follows from what steps read and write. */
class DependencesTest {
    private static Footprint step(List<String> reads, List<String> writes) {
        return new Footprint(reads, writes);
    }

    private static List<List<Integer>> predecessors(Footprint... steps) {
        return Dependences.of(List.of(steps)).predecessors();
    }

    @Test
    void of_readersOfOneArray_waitForNothing() {
        assertEquals(
                List.of(List.of(), List.of()),
                predecessors(step(List.of("a"), List.of("b")), step(List.of("a"), List.of("c"))));
    }

    @Test
    void of_readAfterWrite_waits() {
        assertEquals(
                List.of(List.of(), List.of(0)),
                predecessors(step(List.of("a"), List.of("b")), step(List.of("b"), List.of("c"))));
    }

    @Test
    void of_writeAfterRead_waits() {
        assertEquals(
                List.of(List.of(), List.of(0)),
                predecessors(step(List.of("a"), List.of("b")), step(List.of("c"), List.of("a"))));
    }

    @Test
    void of_writeAfterWrite_waits() {
        assertEquals(
                List.of(List.of(), List.of(0)),
                predecessors(step(List.of("a"), List.of("b")), step(List.of("c"), List.of("b"))));
    }

    @Test
    void of_diamond_joinsAtItsEnd() {
        Dependences dependences = Dependences.of(List.of(
                step(List.of(), List.of("a")),
                step(List.of("a"), List.of("b")),
                step(List.of("a"), List.of("c")),
                step(List.of("b", "c"), List.of("d"))));
        assertEquals(List.of(List.of(), List.of(0), List.of(0), List.of(2, 1)), dependences.predecessors());
        assertEquals(List.of(List.of(1, 2), List.of(3), List.of(3), List.of()), dependences.successors());
    }

    @Test
    void of_chain_namesOnlyTheNeighbour() {
        assertEquals(
                List.of(List.of(), List.of(0), List.of(1)),
                predecessors(
                        step(List.of(), List.of("a")),
                        step(List.of("a"), List.of("a")),
                        step(List.of("a"), List.of("a"))));
    }

    @Test
    void of_independentStepAfterAChain_waitsForNothing() {
        assertEquals(
                List.of(List.of(), List.of(0), List.of()),
                predecessors(
                        step(List.of(), List.of("a")),
                        step(List.of("a"), List.of("b")),
                        step(List.of("x"), List.of("y"))));
    }

    @Test
    void of_noSteps_isEmpty() {
        assertEquals(List.of(), predecessors());
    }
}
