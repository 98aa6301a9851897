package dev.bessemer.runtime.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The order that follows from what tasks read and write. */
class ScheduleTest {
    private static Access task(List<String> reads, List<String> writes) {
        return new Access(reads, writes);
    }

    private static List<List<Integer>> waves(Access... tasks) {
        return Schedule.of(List.of(tasks)).waves();
    }

    @Test
    void of_readersOfOneArray_overlap() {
        assertEquals(List.of(List.of(0, 1)), waves(task(List.of("a"), List.of("b")), task(List.of("a"), List.of("c"))));
    }

    @Test
    void of_readAfterWrite_waits() {
        assertEquals(
                List.of(List.of(0), List.of(1)),
                waves(task(List.of("a"), List.of("b")), task(List.of("b"), List.of("c"))));
    }

    @Test
    void of_writeAfterRead_waits() {
        assertEquals(
                List.of(List.of(0), List.of(1)),
                waves(task(List.of("a"), List.of("b")), task(List.of("c"), List.of("a"))));
    }

    @Test
    void of_writeAfterWrite_waits() {
        assertEquals(
                List.of(List.of(0), List.of(1)),
                waves(task(List.of("a"), List.of("b")), task(List.of("c"), List.of("b"))));
    }

    @Test
    void of_diamond_runsItsSidesTogether() {
        assertEquals(
                List.of(List.of(0), List.of(1, 2), List.of(3)),
                waves(
                        task(List.of(), List.of("a")),
                        task(List.of("a"), List.of("b")),
                        task(List.of("a"), List.of("c")),
                        task(List.of("b", "c"), List.of("d"))));
    }

    @Test
    void of_independentTaskAfterAChain_joinsTheFirstWave() {
        assertEquals(
                List.of(List.of(0, 2), List.of(1)),
                waves(
                        task(List.of(), List.of("a")),
                        task(List.of("a"), List.of("b")),
                        task(List.of("x"), List.of("y"))));
    }

    @Test
    void of_noTasks_hasNoWaves() {
        assertEquals(List.of(), waves());
    }
}
