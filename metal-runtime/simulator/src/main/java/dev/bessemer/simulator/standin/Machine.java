package dev.bessemer.simulator.standin;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * The Mac that is stood in for.
 *
 * @param name the device's name
 * @param systemVersion the version of macOS as 10000 * major + 100 * minor + patch, such as 150500
 * @param appleFamily the newest Apple family of GPUs that it supports, such as 9
 * @param workingSetBytes the recommended working set
 * @param maxBufferBytes the longest buffer
 * @param eventLimit how long a command buffer waits for an event before it fails with a timeout
 * @param traits what else is special about it
 */
public record Machine(
        String name,
        int systemVersion,
        int appleFamily,
        long workingSetBytes,
        long maxBufferBytes,
        Duration eventLimit,
        Set<Trait> traits) {
    /** What a machine can be besides. */
    public enum Trait {
        /** It has no GPU. */
        NO_DEVICE,
        /** Kernels are not executed: a dispatch does nothing, and a commit completes at once, so that only messages cost time. */
        NO_EXECUTION,
        /** MPSGraph commits its command buffer and continues with another one whenever it has encoded a graph, as it does for large ones. */
        GRAPHS_COMMIT
    }

    /** macOS 15.5 with a GPU of family Apple 9, 16 GB of working set and buffers of up to 8 GB. */
    public static final Machine DEFAULT =
            new Machine("Stand-in for Apple M3", 15_05_00, 9, 16L << 30, 8L << 30, Duration.ofSeconds(10), Set.of());

    /** Copies the set. */
    public Machine {
        traits = Set.copyOf(traits);
    }

    /** This machine with another macOS, as 10000 * major + 100 * minor + patch. */
    public Machine withSystem(int version) {
        return new Machine(name, version, appleFamily, workingSetBytes, maxBufferBytes, eventLimit, traits);
    }

    /** This machine with a GPU of another family. */
    public Machine withAppleFamily(int family) {
        return new Machine(name, systemVersion, family, workingSetBytes, maxBufferBytes, eventLimit, traits);
    }

    /** This machine with other limits of memory. */
    public Machine withMemory(long workingSet, long maxBuffer) {
        return new Machine(name, systemVersion, appleFamily, workingSet, maxBuffer, eventLimit, traits);
    }

    /** This machine with another limit for events. */
    public Machine withEventLimit(Duration limit) {
        return new Machine(name, systemVersion, appleFamily, workingSetBytes, maxBufferBytes, limit, traits);
    }

    /** This machine with one more trait. */
    public Machine with(Trait trait) {
        Set<Trait> all = EnumSet.of(trait);
        all.addAll(traits);
        return new Machine(name, systemVersion, appleFamily, workingSetBytes, maxBufferBytes, eventLimit, all);
    }

    /** This machine without a GPU. */
    public Machine withoutDevice() {
        return with(Trait.NO_DEVICE);
    }

    /** This machine, whose dispatches do nothing. */
    public Machine withoutExecution() {
        return with(Trait.NO_EXECUTION);
    }
}
