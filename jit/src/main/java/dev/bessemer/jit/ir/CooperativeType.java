package dev.bessemer.jit.ir;

/** What the threads of a scope hold together, no thread any element of its own. */
public sealed interface CooperativeType extends Type permits TensorType, VectorType {
    /** What its numbers are: F32 or I32. */
    ScalarType element();

    /** Whether its numbers are integers. */
    default boolean isInteger() {
        return element() == ScalarType.I32;
    }

    /** The same with numbers of another type. */
    CooperativeType with(ScalarType other);

    /** How many rows it has; 1 where it has a number for each column. */
    int rows();

    /** How many columns it has; 1 where it has a number for each row. */
    int columns();

    /** How many SIMD-groups hold it together: 1, or all of the threadgroup. */
    int simdgroups();
}
