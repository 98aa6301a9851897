package dev.bessemer.simulator;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Something that a kernel did wrong while it was executed.
 *
 * @param kind what it was
 * @param message what happened, without the places
 * @param places where: the access or operation, and for what two threads did the other one; none where nothing is known
 */
public record MslFault(Kind kind, String message, List<Place> places) {
    /** Kinds of faults. */
    public enum Kind {
        /** A memory access outside of all buffers and variables, or a write to what is constant. */
        OUT_OF_BOUNDS,
        /** An operation that has no meaning: an array index outside of its array, a shift by too much, a conversion that does not fit. */
        UNDEFINED,
        /** An integer division by zero, or of the least integer by -1. */
        DIVISION,
        /** The kernel did not end in time. */
        TIMEOUT,
        /** A barrier, or an operation of a SIMD-group or threadgroup, that not all threads reach together. */
        DIVERGENCE,
        /** Two threads at the same memory, one of them writing, and nothing that orders them. */
        RACE,
        /** A read of what nothing has written. */
        UNINITIALIZED,
        /** More private memory than a thread has. */
        STACK_OVERFLOW,
        /** The worker itself failed. */
        WORKER
    }

    /**
     * What a thread did, and where.
     *
     * @param line the line in the Metal file, from 1; 0 where it is not known
     * @param javaLine the line of the Java source that the text names, as {@code File.java:line}
     * @param thread the thread's position in the grid
     * @param threadgroup its threadgroup's position
     * @param action what it did there
     */
    public record Place(int line, Optional<String> javaLine, MslExtent thread, MslExtent threadgroup, String action) {
        @Override
        public String toString() {
            String java = javaLine.map(name -> name + ", ").orElse("");
            String at = line > 0 ? " at " + java + "line " + line : "";
            return "thread " + thread + " of threadgroup " + threadgroup + " " + action + at;
        }
    }

    /** Copies the list. */
    public MslFault {
        places = List.copyOf(places);
    }

    /** The line of the first place, or 0. */
    public int line() {
        return places.isEmpty() ? 0 : places.getFirst().line();
    }

    /** The line of the second place, or 0. */
    public int otherLine() {
        return places.size() < 2 ? 0 : places.get(1).line();
    }

    /** The message, and each place on a line of its own below it. */
    @Override
    public String toString() {
        return message + places.stream().map(place -> "\n    " + place).collect(Collectors.joining());
    }
}
