package dev.bessemer.runtime.differential;

import dev.bessemer.runtime.TaskGraph;

/** What every generated class offers. */
public interface GeneratedKernel {
    /** Calls the kernel as the Java method it is. */
    void plain(Object[] arguments);

    /** A graph of one task that launches the kernel. */
    TaskGraph graph(Object[] arguments);
}
