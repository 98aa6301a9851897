package dev.bessemer.runtime;

import dev.bessemer.jit.CompileOptions;

/** What {@link dev.bessemer.intrinsics.Matmul2D} and cooperative tensors become in a kernel's Metal source. The CPU device has its own way. */
public enum Lowering {
    /** Grids of 8x8 {@code simdgroup_matrix}, which every GPU of an Apple silicon Mac has. */
    SIMDGROUP_MATRIX(CompileOptions.Lowering.SIMDGROUP_MATRIX),
    /** Metal 4's {@code matmul2d} and its cooperative tensors: macOS 26, and what a device chooses where its GPU has units for it, from the M5 on. */
    TENSOR_OPS(CompileOptions.Lowering.TENSOR_OPS);

    private final CompileOptions.Lowering option;

    Lowering(CompileOptions.Lowering option) {
        this.option = option;
    }

    CompileOptions.Lowering option() {
        return option;
    }
}
