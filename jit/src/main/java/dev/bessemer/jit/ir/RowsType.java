package dev.bessemer.jit.ir;

/**
 * A number for each row of the cooperative tensors of as many rows and SIMD-groups.
 *
 * @param element F32 or I32
 * @param rows a positive multiple of 8
 * @param simdgroups that hold them together: 1, or all of the threadgroup
 */
public record RowsType(ScalarType element, int rows, int simdgroups) implements VectorType {
    public RowsType {
        VectorType.check(element, rows, simdgroups);
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
        return new RowsType(tensor.element(), tensor.rows(), tensor.simdgroups());
    }

    @Override
    public RowsType with(ScalarType other) {
        return new RowsType(other, rows, simdgroups);
    }

    @Override
    public String toString() {
        return "rows<" + element + "," + rows + "," + simdgroups + ">";
    }
}
