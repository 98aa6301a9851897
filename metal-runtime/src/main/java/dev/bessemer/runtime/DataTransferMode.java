package dev.bessemer.runtime;

/**
 * When an array's elements go from the host to the device, or back. Device arrays are in memory that both share: nothing is copied, and the
 * modes say when the host may rely on what it reads. Java arrays are copied as the modes say.
 */
public enum DataTransferMode {
    /** To the device at the plan's first execution only. */
    FIRST_EXECUTION,
    /** At every execution. */
    EVERY_EXECUTION,
    /** To the host when {@link ExecutionResult#transferToHost} asks for it. */
    UNDER_DEMAND
}
