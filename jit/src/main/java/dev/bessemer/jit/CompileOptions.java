package dev.bessemer.jit;

import java.util.List;

/**
 * How a kernel is compiled.
 *
 * @param target what it is compiled to
 * @param boundsChecks whether accesses that are not proven in range are guarded
 * @param vectorApi whether code for the CPU may use the Vector API where it is there
 * @param threadgroup a threadgroup's extents that the code may rely on, or empty
 */
public record CompileOptions(Target target, boolean boundsChecks, boolean vectorApi, List<Integer> threadgroup) {
    public CompileOptions {
        threadgroup = List.copyOf(threadgroup);
    }

    /** What comes out of the compiler. */
    public enum Target {
        /** JVM bytecode for the CPU device. */
        CPU,
        /** Metal Shading Language. */
        MSL
    }

    /** Checked code for a target, with the Vector API. */
    public static CompileOptions of(Target target) {
        return new CompileOptions(target, true, true, List.of());
    }

    /** The same options with guards or without. */
    public CompileOptions withBoundsChecks(boolean checks) {
        return new CompileOptions(target, checks, vectorApi, threadgroup);
    }

    /** The same options for threadgroups of one size. */
    public CompileOptions withThreadgroup(List<Integer> extents) {
        return new CompileOptions(target, boundsChecks, vectorApi, extents);
    }
}
