package dev.bessemer.jit.ir;

/** What the threads of a scope hold together, no thread any element of its own. */
public sealed interface CooperativeType extends Type permits TensorType, RowsType {
    /** How many rows it has. */
    int rows();

    /** How many SIMD-groups hold it together: 1, or all of the threadgroup. */
    int simdgroups();
}
