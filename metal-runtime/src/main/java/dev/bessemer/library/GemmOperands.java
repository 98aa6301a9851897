package dev.bessemer.library;

import dev.bessemer.runtime.TaskGraph;

/** The arrays of a {@link Gemm}, and the kernel for elements of their types. */
sealed interface GemmOperands permits GemmFloats, GemmIntegers, GemmQuantized {
    /** What the elements are, as the command line and kept tunings spell it. */
    String types();

    /** How many elements A has. */
    long sizeOfA();

    /** How many elements B has. */
    long sizeOfB();

    /** How many elements C has. */
    long sizeOfC();

    /** Adds the task. */
    TaskGraph addTo(TaskGraph graph, String task, GemmKernel.Extents extents, GemmShape shape, GemmBlock block);

    /**
     * Refuses what these types cannot do.
     *
     * @throws IllegalArgumentException that names it
     */
    default void check(GemmKernel.Extents extents, GemmShape shape) {}

    /** New arrays of the same types for packed matrices of another shape, filled with numbers. */
    GemmOperands like(GemmShape shape);

    /** Gives back the arrays' memory. */
    void close();
}
