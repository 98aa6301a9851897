package dev.bessemer.runtime.graph;

/** One thing that an execution of a graph does, in the order a program would do it. */
public sealed interface TransferStep {
    /**
     * Copies an array of the host to the device.
     *
     * @param once whether only the first execution does
     */
    record CopyIn(Object array, boolean once) implements TransferStep {}

    /** Executes a task, by its index in the graph. */
    record Run(int task) implements TransferStep {}

    /**
     * Copies elements of an array back to the host.
     *
     * @param offset the first element
     * @param size how many elements
     */
    record CopyOut(Object array, long offset, long size) implements TransferStep {}
}
