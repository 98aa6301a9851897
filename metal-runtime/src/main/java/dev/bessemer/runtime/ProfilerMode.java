package dev.bessemer.runtime;

/** Where a profile goes. */
public enum ProfilerMode {
    /** To the result of the execution. */
    SILENT,
    /** To the result of the execution and, as JSON, to standard output. */
    CONSOLE
}
