package dev.bessemer.runtime;

/**
 * When an array's elements go from the host to the device, or back. Where both share one memory nothing is copied; the modes then say
 * when the host may rely on what it reads.
 */
public enum DataTransferMode {
    /** To the device at the plan's first execution only. */
    FIRST_EXECUTION,
    /** At every execution. */
    EVERY_EXECUTION,
    /** To the host when {@link ExecutionResult#transferToHost} asks for it. */
    UNDER_DEMAND
}
