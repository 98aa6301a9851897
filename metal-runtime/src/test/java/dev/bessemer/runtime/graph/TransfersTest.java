package dev.bessemer.runtime.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.bessemer.runtime.graph.TransferStep.CopyIn;
import dev.bessemer.runtime.graph.TransferStep.CopyOut;
import dev.bessemer.runtime.graph.TransferStep.Run;
import dev.bessemer.runtime.graph.Transfers.MisuseException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The copies that follow from what a graph says; "x" is shared with the device, the rest is copied. */
class TransfersTest {
    private static final Footprint READ_A_WRITE_B = new Footprint(List.of("a"), List.of("b"));

    private static Transfers transfers(
            List<?> first, List<?> every, List<CopyOut> back, List<?> kept, List<?> consumed) {
        return new Transfers(first, every, back, kept, consumed);
    }

    private static List<TransferStep> steps(Transfers transfers, Footprint... tasks) {
        return transfers.steps(List.of(tasks), array -> !array.equals("x"));
    }

    @Test
    void steps_everyAndBack_copyAround() {
        CopyOut out = new CopyOut("b", 0, 4);
        assertEquals(
                List.of(new CopyIn("a", false), new CopyIn("b", false), new Run(0), out),
                steps(transfers(List.of(), List.of("a"), List.of(out), List.of(), List.of()), READ_A_WRITE_B));
    }

    @Test
    void steps_first_copiesOnce() {
        assertEquals(
                List.of(new CopyIn("a", true), new CopyIn("b", true), new Run(0)),
                steps(transfers(List.of("a"), List.of(), List.of(), List.of("b"), List.of()), READ_A_WRITE_B));
    }

    @Test
    void steps_consumed_copiesNothingIn() {
        CopyOut out = new CopyOut("a", 1, 2);
        assertEquals(
                List.of(new Run(0), out),
                steps(
                        transfers(List.of(), List.of(), List.of(out), List.of(), List.of("a")),
                        new Footprint(List.of("a"), List.of("a"))));
    }

    @Test
    void steps_shared_copiesNothing() {
        assertEquals(
                List.of(new Run(0)),
                steps(
                        transfers(List.of(), List.of("x"), List.of(new CopyOut("x", 0, 1)), List.of(), List.of()),
                        new Footprint(List.of("x"), List.of("x"))));
    }

    @Test
    void steps_backButNeverWritten_isNotCopiedOut() {
        assertEquals(
                List.of(new CopyIn("a", false), new Run(0)),
                steps(
                        transfers(List.of(), List.of("a"), List.of(new CopyOut("a", 0, 4)), List.of(), List.of()),
                        new Footprint(List.of("a"), List.of())));
    }

    @Test
    void steps_intermediate_staysThere() {
        CopyOut out = new CopyOut("c", 0, 4);
        assertEquals(
                List.of(new CopyIn("a", false), new CopyIn("c", false), new Run(0), new Run(1), out),
                steps(
                        transfers(List.of(), List.of("a"), List.of(out), List.of(), List.of()),
                        READ_A_WRITE_B,
                        new Footprint(List.of("b"), List.of("c"))));
    }

    private static void misuse(
            MisuseException.Kind kind, Object array, int task, Transfers transfers, Footprint... tasks) {
        MisuseException thrown = assertThrows(MisuseException.class, () -> steps(transfers, tasks));
        assertEquals(kind, thrown.kind());
        assertEquals(array, thrown.array());
        assertEquals(task, thrown.task());
    }

    @Test
    void steps_readBeforeAnythingBringsIt_isMisuse() {
        misuse(
                MisuseException.Kind.NEVER_TRANSFERRED,
                "a",
                0,
                transfers(List.of(), List.of(), List.of(), List.of("b"), List.of()),
                READ_A_WRITE_B);
        misuse(
                MisuseException.Kind.NEVER_TRANSFERRED,
                "b",
                1,
                transfers(List.of(), List.of("a"), List.of(), List.of("b", "a"), List.of()),
                new Footprint(List.of("a"), List.of("a")),
                new Footprint(List.of("b"), List.of("b")));
    }

    @Test
    void steps_lastWrittenAndNeverRead_isMisuse() {
        misuse(
                MisuseException.Kind.NEVER_READ,
                "b",
                0,
                transfers(List.of(), List.of("a"), List.of(), List.of(), List.of()),
                READ_A_WRITE_B);
    }
}
