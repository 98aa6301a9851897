package dev.bessemer.intrinsics;

import dev.bessemer.intrinsics.SimdgroupMatrix.ElementFunction;
import dev.bessemer.intrinsics.SimdgroupMatrix.IndexedElementFunction;
import java.util.function.IntBinaryOperator;

/**
 * The result of a {@link Matmul2D}: a matrix of floats that the threads of its scope hold together; of ints where both factors are of bytes: functions of
 * these are given to {@link #mapInts} and {@link #mapIntsIndexed}, and {@link #toFloats} makes floats of them. It is a value: operations give a new one, and all threads of the scope reach them together. Which thread holds which element differs from device to device, and no operation tells: a function of the elements
 * uses, besides them and their places, only what is the same in all threads of the scope.
 */
public final class CooperativeTensor {
    private final int rows;
    private final int columns;
    private final boolean threadgroup;
    private final boolean integers;
    private final double[] elements;

    /** Computes an element. */
    @FunctionalInterface
    interface Computation {
        double element(int row, int column);
    }

    CooperativeTensor(int rows, int columns, boolean threadgroup, Computation computation) {
        this(rows, columns, threadgroup, false, computation);
    }

    /**
     * @param threadgroup whether all threads of the threadgroup hold it together, rather than those of a SIMD-group
     * @param integers whether its elements are ints rather than floats
     */
    CooperativeTensor(int rows, int columns, boolean threadgroup, boolean integers, Computation computation) {
        this.integers = integers;
        this.rows = rows;
        this.columns = columns;
        this.threadgroup = threadgroup;
        elements = new double[rows * columns];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = computation.element(i / columns, i % columns);
        }
    }

    int columns() {
        return columns;
    }

    float get(int row, int column) {
        return (float) elements[row * columns + column];
    }

    int integer(int row, int column) {
        return (int) elements[row * columns + column];
    }

    /** A function of an int, inside a kernel: a lambda or a reference to a static method. */
    @FunctionalInterface
    public interface IntElementFunction {
        /** The new element. */
        int apply(int x);
    }

    /** Applies a function to every element of a tensor of ints. */
    public CooperativeTensor mapInts(IntElementFunction f) {
        Lanes.thread("CooperativeTensor.mapInts");
        return new CooperativeTensor(rows, columns, threadgroup, true, (row, column) -> f.apply(integer(row, column)));
    }

    /** A function of an int and where it is, inside a kernel: a lambda or a reference to a static method. */
    @FunctionalInterface
    public interface IndexedIntElementFunction {
        /** The new element. */
        int apply(int row, int column, int x);
    }

    /** Applies a function to every element of a tensor of ints and its row and column in this tensor. */
    public CooperativeTensor mapIntsIndexed(IndexedIntElementFunction f) {
        Lanes.thread("CooperativeTensor.mapIntsIndexed");
        return new CooperativeTensor(
                rows, columns, threadgroup, true, (row, column) -> f.apply(row, column, integer(row, column)));
    }

    /** Computes an int from an element and its row's, or its column's, number, inside a kernel: a lambda or a reference to a static method. */
    @FunctionalInterface
    public interface IntVectorElementFunction {
        /** The new element. */
        int apply(int x, int ofLine);
    }

    /**
     * Applies a function to every element of a tensor of ints and the int that its row has.
     *
     * @param ofRows of a {@link Matmul2D} with as many rows, by as many SIMD-groups
     */
    public CooperativeTensor mapInts(TensorRows ofRows, IntVectorElementFunction f) {
        Lanes.thread("CooperativeTensor.mapInts");
        return new CooperativeTensor(
                rows, columns, threadgroup, true, (row, column) -> f.apply(integer(row, column), ofRows.integer(row)));
    }

    /**
     * Applies a function to every element of a tensor of ints and the int that its column has.
     *
     * @param ofColumns of a {@link Matmul2D} with as many columns, by as many SIMD-groups
     */
    public CooperativeTensor mapInts(TensorColumns ofColumns, IntVectorElementFunction f) {
        Lanes.thread("CooperativeTensor.mapInts");
        return new CooperativeTensor(
                rows,
                columns,
                threadgroup,
                true,
                (row, column) -> f.apply(integer(row, column), ofColumns.integer(column)));
    }

    /** The ints as floats, the nearest where a float has fewer digits; where they are held does not change, so that it costs no more than a map. */
    public CooperativeTensor toFloats() {
        Lanes.thread("CooperativeTensor.toFloats");
        return new CooperativeTensor(rows, columns, threadgroup, this::get);
    }

    /** The floats as ints, as Java's cast makes them: towards zero, 0 of NaN, and of what is outside an int's range the nearer end. */
    public CooperativeTensor toInts() {
        Lanes.thread("CooperativeTensor.toInts");
        return new CooperativeTensor(rows, columns, threadgroup, true, this::integer);
    }

    /** Applies a function to every element. */
    public CooperativeTensor map(ElementFunction f) {
        Lanes.thread("CooperativeTensor.map");
        return new CooperativeTensor(rows, columns, threadgroup, (row, column) -> f.apply(get(row, column)));
    }

    /** Applies a function to every element and its row and column in this tensor. */
    public CooperativeTensor mapIndexed(IndexedElementFunction f) {
        Lanes.thread("CooperativeTensor.mapIndexed");
        return new CooperativeTensor(
                rows, columns, threadgroup, (row, column) -> f.apply(row, column, get(row, column)));
    }

    /** Computes an element from an element and its row's, or its column's, number, inside a kernel: a lambda or a reference to a static method. */
    @FunctionalInterface
    public interface VectorElementFunction {
        /** The new element. */
        float apply(float x, float ofLine);
    }

    /**
     * Applies a function to every element and the number that its row has.
     *
     * @param ofRows of a {@link Matmul2D} with as many rows, by as many SIMD-groups
     */
    public CooperativeTensor map(TensorRows ofRows, VectorElementFunction f) {
        Lanes.thread("CooperativeTensor.map");
        return new CooperativeTensor(
                rows, columns, threadgroup, (row, column) -> f.apply(get(row, column), ofRows.get(row)));
    }

    /**
     * Applies a function to every element and the number that its column has.
     *
     * @param ofColumns of a {@link Matmul2D} with as many columns, by as many SIMD-groups
     */
    public CooperativeTensor map(TensorColumns ofColumns, VectorElementFunction f) {
        Lanes.thread("CooperativeTensor.map");
        return new CooperativeTensor(
                rows, columns, threadgroup, (row, column) -> f.apply(get(row, column), ofColumns.get(column)));
    }

    /** The largest element of each row, as {@link Math#max(float, float)}; of ints an int. */
    public TensorRows rowMax() {
        Lanes.thread("CooperativeTensor.rowMax");
        return reducedRows(Math::max, Math::max);
    }

    /** The sum of each row, in float, in an order that is the device's; of ints an int, which wraps. */
    public TensorRows rowSum() {
        Lanes.thread("CooperativeTensor.rowSum");
        return reducedRows(Float::sum, Integer::sum);
    }

    /** The largest element of each column, as {@link Math#max(float, float)}; of ints an int. */
    public TensorColumns columnMax() {
        Lanes.thread("CooperativeTensor.columnMax");
        return reducedColumns(Math::max, Math::max);
    }

    /** The sum of each column, in float, in an order that is the device's; of ints an int, which wraps. */
    public TensorColumns columnSum() {
        Lanes.thread("CooperativeTensor.columnSum");
        return reducedColumns(Float::sum, Integer::sum);
    }

    private TensorRows reducedRows(Combination f, IntBinaryOperator ofInts) {
        return new TensorRows(
                rows,
                threadgroup,
                integers,
                row -> reduced(columns, f, ofInts, column -> elements[row * columns + column]));
    }

    private TensorColumns reducedColumns(Combination f, IntBinaryOperator ofInts) {
        return new TensorColumns(
                columns,
                threadgroup,
                integers,
                column -> reduced(rows, f, ofInts, row -> elements[row * columns + column]));
    }

    private double reduced(int length, Combination f, IntBinaryOperator ofInts, TensorVector.Computation line) {
        double value = line.value(0);
        for (int i = 1; i < length; i++) {
            value = integers
                    ? ofInts.applyAsInt((int) value, (int) line.value(i))
                    : f.apply((float) value, (float) line.value(i));
        }
        return value;
    }

    /** Adds another tensor of the same {@link Matmul2D}, element by element. */
    public CooperativeTensor add(CooperativeTensor other) {
        return combine("add", other, Float::sum, Integer::sum);
    }

    /** Subtracts another tensor of the same {@link Matmul2D}, element by element. */
    public CooperativeTensor sub(CooperativeTensor other) {
        return combine("sub", other, (x, y) -> x - y, (x, y) -> x - y);
    }

    /** Multiplies by another tensor of the same {@link Matmul2D}, element by element. */
    public CooperativeTensor mul(CooperativeTensor other) {
        return combine("mul", other, (x, y) -> x * y, (x, y) -> x * y);
    }

    /** The larger one of each element and that of another tensor of the same {@link Matmul2D}, as {@link Math#max(float, float)}. */
    public CooperativeTensor max(CooperativeTensor other) {
        return combine("max", other, Math::max, Math::max);
    }

    /** The smaller one of each element and that of another tensor of the same {@link Matmul2D}, as {@link Math#min(float, float)}. */
    public CooperativeTensor min(CooperativeTensor other) {
        return combine("min", other, Math::min, Math::min);
    }

    /** A function of two floats. */
    @FunctionalInterface
    interface Combination {
        float apply(float x, float y);
    }

    private CooperativeTensor combine(String method, CooperativeTensor other, Combination f, IntBinaryOperator ofInts) {
        Lanes.thread("CooperativeTensor." + method);
        Computation combined = integers
                ? (row, column) -> ofInts.applyAsInt(integer(row, column), other.integer(row, column))
                : (row, column) -> f.apply(get(row, column), other.get(row, column));
        return new CooperativeTensor(rows, columns, threadgroup, integers, combined);
    }

    /**
     * Writes the elements that lie in a view, rounded to the array's type; the others are dropped. Other threads see them after a barrier.
     *
     * @param target of floats, halves or bfloats; of ints for a tensor of ints
     */
    public void store(TensorView<?> target) {
        boolean _ = Lanes.together("CooperativeTensor.store", threadgroup, target, same -> {
            TensorMemory memory = new TensorMemory(same, false);
            for (int i = 0; i < elements.length; i++) {
                if (integers) {
                    memory.setInteger(i / columns, i % columns, (int) elements[i]);
                } else {
                    memory.set(i / columns, i % columns, (float) elements[i]);
                }
            }
            return true;
        });
    }
}
