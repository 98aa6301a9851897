package dev.bessemer.jit.ir;

/**
 * An F32 for each column of the cooperative tensors of as many columns and SIMD-groups.
 *
 * @param columns a positive multiple of 8
 * @param simdgroups that hold them together: 1, or all of the threadgroup
 */
public record ColumnsType(int columns, int simdgroups) implements VectorType {
    public ColumnsType {
        VectorType.check(columns, simdgroups);
    }

    @Override
    public int rows() {
        return 1;
    }

    @Override
    public int length() {
        return columns;
    }

    @Override
    public ColumnsType of(TensorType tensor) {
        return new ColumnsType(tensor.columns(), tensor.simdgroups());
    }

    @Override
    public String toString() {
        return "columns<" + columns + "," + simdgroups + ">";
    }
}
