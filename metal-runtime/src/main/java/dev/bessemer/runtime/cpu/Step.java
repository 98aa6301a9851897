package dev.bessemer.runtime.cpu;

/** One step of a graph, ready to run again and again and by several executions at once. */
public interface Step {
    /**
     * How many units of work there are; 0 or more. Asked once an execution, when the steps it waits for are done.
     *
     * @throws RuntimeException when the step cannot run
     */
    long units();

    /**
     * Runs the units from {@code first} (inclusive) to {@code last} (exclusive); several threads call it with ranges of their own.
     *
     * @throws RuntimeException when one fails
     */
    void run(long first, long last);

    /**
     * Ends the step; called once an execution, when all units have run and before any step that waits for this one.
     *
     * @throws RuntimeException when that fails
     */
    default void finish() {}

    /** In how many launches the units run, one after another; at least 1. */
    default int batches() {
        return 1;
    }
}
