package dev.bessemer.runtime.metal;

import dev.bessemer.runtime.mps.PreparedOperation;

/** What a command buffer holds of one launch. */
public sealed interface Command permits Command.Operation, Dispatch {
    /** What messages call it: a task's full name. */
    String task();

    /** An operation of Apple's libraries, which makes its own encoders. */
    record Operation(String task, PreparedOperation operation) implements Command {}
}
