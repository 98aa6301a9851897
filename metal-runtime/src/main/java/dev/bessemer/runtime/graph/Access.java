package dev.bessemer.runtime.graph;

import java.util.List;

/**
 * What a task does to memory.
 *
 * @param reads what it reads; compared by identity
 * @param writes what it writes
 */
public record Access(List<?> reads, List<?> writes) {
    public Access {
        reads = List.copyOf(reads);
        writes = List.copyOf(writes);
    }

    /** Whether this task and a later one must keep their order: one of them writes what the other reads or writes. */
    boolean conflictsWith(Access later) {
        return meet(writes, later.reads) || meet(writes, later.writes) || meet(reads, later.writes);
    }

    @SuppressWarnings("ReferenceEquality") // two arrays may be equal and be different memory
    private static boolean meet(List<?> left, List<?> right) {
        return left.stream().anyMatch(a -> right.stream().anyMatch(b -> a == b));
    }
}
