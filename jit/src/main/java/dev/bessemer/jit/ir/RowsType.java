package dev.bessemer.jit.ir;

/**
 * An F32 for each row of the cooperative tensors of as many rows and SIMD-groups.
 *
 * @param rows a positive multiple of 8
 * @param simdgroups that hold them together: 1, or all of the threadgroup
 */
public record RowsType(int rows, int simdgroups) implements VectorType {
    public RowsType {
        VectorType.check(rows, simdgroups);
    }

    @Override
    public int columns() {
        return 1;
    }

    @Override
    public int length() {
        return rows;
    }

    @Override
    public RowsType of(TensorType tensor) {
        return new RowsType(tensor.rows(), tensor.simdgroups());
    }

    @Override
    public String toString() {
        return "rows<" + rows + "," + simdgroups + ">";
    }
}
