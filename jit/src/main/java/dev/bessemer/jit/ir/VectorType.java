package dev.bessemer.jit.ir;

/** A number for each row, or each column, of the cooperative tensors of as many and as many SIMD-groups. */
public sealed interface VectorType extends CooperativeType permits RowsType, ColumnsType {
    /** How many numbers there are. */
    int length();

    /** The vectors of the same kind that belong to a tensor, with numbers like its elements. */
    VectorType of(TensorType tensor);

    /** Refuses what belongs to no tensor. */
    static void check(ScalarType element, int length, int simdgroups) {
        if (element != ScalarType.F32 && element != ScalarType.I32) {
            throw new IllegalArgumentException("no tensor has elements of " + element);
        }
        if (length <= 0 || length % TileType.EXTENT != 0) {
            throw new IllegalArgumentException(length + " is no positive multiple of " + TileType.EXTENT);
        }
        if (simdgroups < 1 || simdgroups > TensorType.MOST_SIMDGROUPS) {
            throw new IllegalArgumentException(simdgroups + " SIMD-groups are not 1 to " + TensorType.MOST_SIMDGROUPS);
        }
    }
}
