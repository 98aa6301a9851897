package dev.bessemer.runtime.debug;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where a fixed number of threads meet again and again. Guarded by its threadgroup's lock. */
final class Meeting {
    private final @Nullable Object[] given;
    private final List<DebugThread> waiting = new ArrayList<>();
    private int arrived;
    private long number;
    private String what = "";
    private Object outcome = "";

    Meeting(int members) {
        given = new @Nullable Object[members];
    }

    /**
     * A member comes.
     *
     * @return whether it is the last one
     * @throws IllegalStateException when it comes for something else than the others
     */
    boolean arrive(int member, String purpose, Object gift) {
        if (arrived > 0 && !what.equals(purpose)) {
            throw new IllegalStateException(
                    "this thread came to " + purpose + " while others of its SIMD-group wait in " + what
                            + ": all lanes have to reach the same operation together");
        }
        what = purpose;
        given[member] = gift;
        arrived++;
        return arrived == given.length;
    }

    /** The last member, who has come, decides what all get, and the next meeting may begin. */
    @SuppressWarnings("unchecked") // members of one meeting give one type: they come from one call
    <T, R> void conclude(Function<List<T>, R> combine) {
        outcome = Objects.requireNonNull(
                combine.apply((List<T>) Collections.unmodifiableList(Arrays.asList(given.clone()))));
        arrived = 0;
        number++;
    }

    /** A member that has come waits for the others. */
    void await(DebugThread member) {
        waiting.add(member);
    }

    /** Those that waited for the meeting that is over, who may go on. */
    List<DebugThread> takeWaiting() {
        List<DebugThread> released = List.copyOf(waiting);
        waiting.clear();
        return released;
    }

    /** How many meetings are over. */
    long number() {
        return number;
    }

    /** What all members get, until they meet again. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // of the type that the combination gave
    <R> R outcome() {
        return (R) outcome;
    }
}
