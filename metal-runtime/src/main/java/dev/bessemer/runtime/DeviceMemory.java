package dev.bessemer.runtime;

import dev.bessemer.types.DeviceArray;
import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;

/** What a plan has on its devices: copies of Java arrays, and which were brought there. Device arrays are their own copies. */
final class DeviceMemory {
    private final IdentityHashMap<Object, DeviceArray> copies = new IdentityHashMap<>();

    /** The graphs whose first execution copied an array. */
    private final IdentityHashMap<Object, Set<String>> brought = new IdentityHashMap<>();

    /** The graphs that were executed. */
    private final Set<String> executed = new HashSet<>();

    /** What the device works on for an array. */
    synchronized DeviceArray of(Object array) {
        return array instanceof DeviceArray device ? device : copies.computeIfAbsent(array, HostArrays::newCopy);
    }

    /**
     * What a device left of a Java array.
     *
     * @throws IllegalStateException when it has none any more
     */
    synchronized DeviceArray left(Object array) {
        DeviceArray copy = copies.get(array);
        if (copy == null) {
            throw new IllegalStateException(HostArrays.describe(array)
                    + " is not on the device any more: freeDeviceMemory gave its memory back, so execute again first");
        }
        return copy;
    }

    /**
     * The elements that a task works on; valid while the array is retained.
     *
     * @throws IllegalStateException when the array is closed; the message names task and parameter
     */
    MemorySegment elements(GraphTask task, Object array) {
        MemorySegment elements = retain(task, array);
        of(array).release();
        return elements;
    }

    /**
     * Keeps an array's memory alive until it is released.
     *
     * @throws IllegalStateException when the array is closed; the message names task and parameter
     */
    MemorySegment retain(GraphTask task, Object array) {
        try {
            return of(array).retain();
        } catch (IllegalStateException closed) {
            throw new IllegalStateException(task.about(array) + closed.getMessage(), closed);
        }
    }

    /** Whether a graph's first execution copied an array. */
    synchronized boolean isBrought(String graph, Object array) {
        return brought.getOrDefault(array, Set.of()).contains(graph);
    }

    synchronized void setBrought(String graph, Object array) {
        brought.computeIfAbsent(array, key -> new HashSet<>()).add(graph);
    }

    /** Whether a graph was executed to its end. */
    synchronized boolean isExecuted(String graph) {
        return executed.contains(graph);
    }

    synchronized void setExecuted(String graph) {
        executed.add(graph);
    }

    /** How many bytes the copies take. */
    synchronized long bytes() {
        return copies.values().stream()
                .mapToLong(copy -> copy.allocationSegment().byteSize())
                .sum();
    }

    /** Gives the copies' memory back. */
    synchronized void free() {
        copies.values().forEach(DeviceArray::close);
        copies.clear();
        brought.clear();
        executed.clear();
    }
}
