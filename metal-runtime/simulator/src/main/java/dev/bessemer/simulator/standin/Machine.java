package dev.bessemer.simulator.standin;

import java.time.Duration;

/**
 * The Mac that is stood in for.
 *
 * @param name the device's name
 * @param architecture the GPU's
 * @param systemVersion the version of macOS as 10000 * major + 100 * minor + patch, such as 150500
 * @param appleFamily the newest Apple family of GPUs that it supports, such as 9
 * @param workingSetBytes the recommended working set
 * @param maxBufferBytes the longest buffer
 * @param hasDevice whether there is a default device at all
 * @param executes whether kernels are executed; where not, dispatches do nothing, so that only messages cost time
 * @param eventLimit how long a command buffer waits for an event before it fails with a timeout
 */
public record Machine(
        String name,
        String architecture,
        int systemVersion,
        int appleFamily,
        long workingSetBytes,
        long maxBufferBytes,
        boolean hasDevice,
        boolean executes,
        Duration eventLimit) {
    /** macOS 15.5 with a GPU of family Apple 9, 16 GB of working set and buffers of up to 8 GB. */
    public static final Machine DEFAULT = new Machine(
            "Stand-in for Apple M3",
            "applegpu_stand_in",
            15_05_00,
            9,
            16L << 30,
            8L << 30,
            true,
            true,
            Duration.ofSeconds(10));

    /** This machine with another macOS, as 10000 * major + 100 * minor + patch. */
    public Machine withSystem(int version) {
        return new Machine(
                name,
                architecture,
                version,
                appleFamily,
                workingSetBytes,
                maxBufferBytes,
                hasDevice,
                executes,
                eventLimit);
    }

    /** This machine with a GPU of another family. */
    public Machine withAppleFamily(int family) {
        return new Machine(
                name,
                architecture,
                systemVersion,
                family,
                workingSetBytes,
                maxBufferBytes,
                hasDevice,
                executes,
                eventLimit);
    }

    /** This machine with other limits of memory. */
    public Machine withMemory(long workingSet, long maxBuffer) {
        return new Machine(
                name, architecture, systemVersion, appleFamily, workingSet, maxBuffer, hasDevice, executes, eventLimit);
    }

    /** This machine without a GPU. */
    public Machine withoutDevice() {
        return new Machine(
                name,
                architecture,
                systemVersion,
                appleFamily,
                workingSetBytes,
                maxBufferBytes,
                false,
                executes,
                eventLimit);
    }

    /** This machine, whose dispatches do nothing. */
    public Machine withoutExecution() {
        return new Machine(
                name,
                architecture,
                systemVersion,
                appleFamily,
                workingSetBytes,
                maxBufferBytes,
                hasDevice,
                false,
                eventLimit);
    }

    /** This machine with another limit for events. */
    public Machine withEventLimit(Duration limit) {
        return new Machine(
                name,
                architecture,
                systemVersion,
                appleFamily,
                workingSetBytes,
                maxBufferBytes,
                hasDevice,
                executes,
                limit);
    }
}
