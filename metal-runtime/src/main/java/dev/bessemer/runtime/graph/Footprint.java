package dev.bessemer.runtime.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * What a step of an execution does to memory.
 *
 * @param reads what it reads; compared by identity
 * @param writes what it writes
 */
public record Footprint(List<?> reads, List<?> writes) {
    public Footprint {
        reads = List.copyOf(reads);
        writes = List.copyOf(writes);
    }

    /** Of something that has an array to itself: it may both read and write it. */
    public static Footprint exclusive(Object array) {
        return new Footprint(List.of(), List.of(array));
    }

    /** What several steps do together. */
    public static Footprint union(List<Footprint> steps) {
        List<Object> reads = new ArrayList<>();
        List<Object> writes = new ArrayList<>();
        for (Footprint step : steps) {
            step.reads.stream().filter(array -> !contains(reads, array)).forEach(reads::add);
            step.writes.stream().filter(array -> !contains(writes, array)).forEach(writes::add);
        }
        return new Footprint(reads, writes);
    }

    /** All it touches, each once. */
    public List<Object> arrays() {
        List<Object> arrays = new ArrayList<>(reads);
        writes.stream().filter(array -> !contains(reads, array)).forEach(arrays::add);
        return arrays;
    }

    /** Whether it reads an array. */
    public boolean reads(Object array) {
        return contains(reads, array);
    }

    /** Whether it writes an array. */
    public boolean writes(Object array) {
        return contains(writes, array);
    }

    /** Whether this step and another must not run at once: one of them writes what the other reads or writes. */
    public boolean conflictsWith(Footprint other) {
        return meet(writes, other.reads) || meet(writes, other.writes) || meet(reads, other.writes);
    }

    private static boolean meet(List<?> left, List<?> right) {
        return left.stream().anyMatch(array -> contains(right, array));
    }

    @SuppressWarnings("ReferenceEquality") // two arrays may be equal and be different memory
    private static boolean contains(List<?> arrays, Object wanted) {
        return arrays.stream().anyMatch(array -> array == wanted);
    }
}
