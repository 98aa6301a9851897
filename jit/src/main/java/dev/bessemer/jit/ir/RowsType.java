package dev.bessemer.jit.ir;

/**
 * An F32 for each row of the cooperative tensors of as many rows and SIMD-groups.
 *
 * @param rows a positive multiple of 8
 * @param simdgroups that hold them together: 1, or all of the threadgroup
 */
public record RowsType(int rows, int simdgroups) implements CooperativeType {
    public RowsType {
        if (rows <= 0 || rows % TileType.EXTENT != 0) {
            throw new IllegalArgumentException(rows + " is no positive multiple of " + TileType.EXTENT);
        }
        if (simdgroups < 1 || simdgroups > TensorType.MOST_SIMDGROUPS) {
            throw new IllegalArgumentException(simdgroups + " SIMD-groups are not 1 to " + TensorType.MOST_SIMDGROUPS);
        }
    }

    @Override
    public String toString() {
        return "rows<" + rows + "," + simdgroups + ">";
    }
}
