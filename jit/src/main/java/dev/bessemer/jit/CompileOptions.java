package dev.bessemer.jit;

import java.util.List;

/**
 * How a kernel is compiled.
 *
 * @param target what it is compiled to
 * @param boundsChecks whether accesses that are not proven in range are guarded
 * @param vectorApi whether code for the CPU may use the Vector API where it is there
 * @param lowering what Matmul2D becomes in Metal
 * @param threadgroup a threadgroup's extents that the code may rely on, or empty
 */
public record CompileOptions(
        Target target, boolean boundsChecks, boolean vectorApi, Lowering lowering, List<Integer> threadgroup) {
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

    /** What Matmul2D and cooperative tensors become in Metal. */
    public enum Lowering {
        /** Grids of 8x8 {@code simdgroup_matrix}, for every GPU and macOS that there is. */
        SIMDGROUP_MATRIX,
        /** Metal 4's {@code matmul2d} and its cooperative tensors. */
        TENSOR_OPS
    }

    /** Checked code for a target, with the Vector API. */
    public static CompileOptions of(Target target) {
        return new CompileOptions(target, true, true, Lowering.SIMDGROUP_MATRIX, List.of());
    }

    /** The same options with guards or without. */
    public CompileOptions withBoundsChecks(boolean checks) {
        return new CompileOptions(target, checks, vectorApi, lowering, threadgroup);
    }

    /** The same options for threadgroups of one size. */
    public CompileOptions withThreadgroup(List<Integer> extents) {
        return new CompileOptions(target, boundsChecks, vectorApi, lowering, extents);
    }

    /** The same options with another lowering. */
    public CompileOptions withLowering(Lowering other) {
        return new CompileOptions(target, boundsChecks, vectorApi, other, threadgroup);
    }
}
