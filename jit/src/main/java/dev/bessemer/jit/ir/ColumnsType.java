package dev.bessemer.jit.ir;

/**
 * A number for each column of the cooperative tensors of as many columns and SIMD-groups.
 *
 * @param element F32 or I32
 * @param columns a positive multiple of 8
 * @param simdgroups that hold them together: 1, or all of the threadgroup
 */
public record ColumnsType(ScalarType element, int columns, int simdgroups) implements VectorType {
    public ColumnsType {
        VectorType.check(element, columns, simdgroups);
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
        return new ColumnsType(tensor.element(), tensor.columns(), tensor.simdgroups());
    }

    @Override
    public ColumnsType with(ScalarType other) {
        return new ColumnsType(other, columns, simdgroups);
    }

    @Override
    public String toString() {
        return "columns<" + element + "," + columns + "," + simdgroups + ">";
    }
}
