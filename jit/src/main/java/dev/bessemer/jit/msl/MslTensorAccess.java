package dev.bessemer.jit.msl;

import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.MemoryOp.TileAccess;
import dev.bessemer.jit.ir.TensorElement;
import dev.bessemer.jit.ir.Value;
import java.util.Objects;

/** An access of a tensor op, its operands as text that may be written more than once. */
record MslTensorAccess(TileAccess of, String array, String offset, String stride, String rows, String columns) {
    static MslTensorAccess of(MslScope scope, TileAccess access, Location location) {
        String array = scope.arrays.name(access.array());
        return new MslTensorAccess(
                access,
                array,
                simple(scope, access.offset(), location, array + "_offset"),
                simple(scope, access.rowStride(), location, array + "_stride"),
                simple(scope, Objects.requireNonNull(access.rows()), location, array + "_rows"),
                simple(scope, Objects.requireNonNull(access.columns()), location, array + "_columns"));
    }

    private static String simple(MslScope scope, Value value, Location location, String hint) {
        return scope.useSimple(value, location, hint).text();
    }

    /** The same with other extents. */
    MslTensorAccess limited(String toRows, String toColumns) {
        return new MslTensorAccess(of, array, offset, stride, toRows, toColumns);
    }

    String place() {
        return offset.equals("0") ? array : array + " + " + offset;
    }

    String lines() {
        return of.transposed() ? columns : rows;
    }

    String elements() {
        return of.transposed() ? rows : columns;
    }

    private AddressSpace space() {
        return of.array().array().space();
    }

    /**
     * A pointer to the first element, of the type the elements stand for.
     *
     * @param constness what stands before the type
     */
    String pointer(TensorElement element, String constness) {
        if (element.isPacked()) {
            return firstByte() + " + (" + offset + " >> 1)";
        }
        return element == TensorElement.U8
                ? "(" + MslTensorTypes.space(space()) + " " + constness + "uchar*)(" + place() + ")"
                : place();
    }

    /** A pointer to the array's first byte. */
    String firstByte() {
        return "(" + MslTensorTypes.space(space()) + " uchar*)" + array;
    }

    /** An inline tensor. */
    String matrix(MslScope scope, TensorElement element) {
        return scope.helper(Helper.MATRIX) + "<" + MslTensorTypes.element(space(), element) + ">("
                + String.join(", ", pointer(element, ""), stride, lines(), elements()) + ")";
    }

    /** A condition that an access to so many rows and columns at most is in range. */
    String guard(MslScope scope, MslMemory memory, int mostRows, int mostColumns, Location location) {
        return guard(scope, memory, Helper.MATRIX_IN_RANGE, mostRows, mostColumns, location);
    }

    /** The same of elements of which some may share a byte. */
    String guard(
            MslScope scope, MslMemory memory, TensorElement element, int mostRows, int mostColumns, Location location) {
        Helper helper = element.isPacked() ? Helper.PAIRS_IN_RANGE : Helper.MATRIX_IN_RANGE;
        return guard(scope, memory, helper, mostRows, mostColumns, location);
    }

    private String guard(
            MslScope scope, MslMemory memory, Helper helper, int mostRows, int mostColumns, Location location) {
        return scope.helper(helper) + "("
                + String.join(
                        ", ",
                        offset,
                        stride,
                        atMost(lines(), of.transposed() ? mostColumns : mostRows),
                        atMost(elements(), of.transposed() ? mostRows : mostColumns),
                        scope.arrays.size(of.array()).text(),
                        Integer.toString(scope.arrays.number(of.array())),
                        memory.fault(location))
                + ")";
    }

    private static String atMost(String extent, int most) {
        return most == Integer.MAX_VALUE ? extent : "min(" + extent + ", " + most + ")";
    }
}
