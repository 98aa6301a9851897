package dev.bessemer.runtime;

import java.util.Optional;

/**
 * What one task of an execution took. Times are in nanoseconds. A transfer to the device counts for the first task that takes the array, one to
 * the host for the last; tasks may overlap, so that times may add up to more than the execution took.
 *
 * @param task the full name: {@code graph.task}
 * @param method the kernel: {@code Class.method}, the prebuilt function's name, or a library's operation
 * @param device the device's name
 * @param lowering what a kernel's cooperative tensors, if it has any, became in its Metal source; empty where no Metal source was made
 * @param compileTime to compile the kernel or find it compiled; 0 where an earlier execution had compiled it
 * @param copyInTime to copy arrays to the device
 * @param copyOutTime to copy arrays to the host
 * @param queueTime from when nothing kept the task from running to when it ran
 * @param kernelTime from its first thread's begin to its last thread's end
 * @param copyInBytes how much was copied to the device
 * @param copyOutBytes how much was copied to the host
 */
public record TaskProfile(
        String task,
        String method,
        String device,
        Optional<Lowering> lowering,
        long compileTime,
        long copyInTime,
        long copyOutTime,
        long queueTime,
        long kernelTime,
        long copyInBytes,
        long copyOutBytes) {}
