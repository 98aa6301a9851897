package dev.bessemer.intrinsics;

import dev.bessemer.intrinsics.CooperativeTensor.Combination;
import dev.bessemer.intrinsics.CooperativeTensor.IntElementFunction;
import dev.bessemer.intrinsics.CooperativeTensor.IntVectorElementFunction;
import dev.bessemer.intrinsics.CooperativeTensor.VectorElementFunction;
import dev.bessemer.intrinsics.SimdgroupMatrix.ElementFunction;
import java.util.function.IntBinaryOperator;

/**
 * A float for each row, or for each column, of the {@link CooperativeTensor}s that a {@link Matmul2D} gives, held by the same threads together; an int where
 * the tensor it was reduced from is of ints, or a method's name says so. Methods that take a function, and {@code largest}, are for floats, those that are named for ints for those. It is a value:
 * operations give a new one, and all threads of the scope reach them together.
 *
 * @param <T> this class's subclass: two of different kinds have nothing to do with each other
 */
public abstract sealed class TensorVector<T extends TensorVector<T>> permits TensorRows, TensorColumns {
    private final boolean threadgroup;
    private final boolean integers;
    private final double[] values;

    /** Computes the number at an index. */
    @FunctionalInterface
    interface Computation {
        double value(int index);
    }

    /**
     * @param threadgroup whether all threads of the threadgroup hold it together, rather than those of a SIMD-group
     * @param integers whether its numbers are ints rather than floats
     */
    TensorVector(int length, boolean threadgroup, boolean integers, Computation computation) {
        this.threadgroup = threadgroup;
        this.integers = integers;
        values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = computation.value(i);
        }
    }

    abstract T make(int length, boolean ofThreadgroup, boolean ofIntegers, Computation computation);

    /** A view as the matrix that has the numbers in its first column, or row. */
    abstract TensorView<?> matrix(TensorView<?> view);

    /** The row of such a matrix that a number lies in. */
    abstract int row(int index);

    /** The column of such a matrix that a number lies in. */
    abstract int column(int index);

    float get(int index) {
        return (float) values[index];
    }

    int integer(int index) {
        return (int) values[index];
    }

    private void together(String method) {
        Lanes.thread(getClass().getSimpleName() + "." + method);
    }

    private T floats(Computation computation) {
        return make(values.length, threadgroup, false, computation);
    }

    private T ints(Computation computation) {
        return make(values.length, threadgroup, true, computation);
    }

    /** Applies a function to every number. */
    public T map(ElementFunction f) {
        together("map");
        return floats(index -> f.apply(get(index)));
    }

    /** Applies a function to every number and that of the same row or column of others, which have as many, by as many SIMD-groups. */
    public T map(T other, VectorElementFunction f) {
        together("map");
        return floats(index -> f.apply(get(index), other.get(index)));
    }

    /** Applies a function to every int. */
    public T mapInts(IntElementFunction f) {
        together("mapInts");
        return ints(index -> f.apply(integer(index)));
    }

    /** Applies a function to every int and that of the same row or column of others, which have as many, by as many SIMD-groups. */
    public T mapInts(T other, IntVectorElementFunction f) {
        together("mapInts");
        return ints(index -> f.apply(integer(index), other.integer(index)));
    }

    /** The ints as floats, the nearest where a float has fewer digits. */
    public T toFloats() {
        together("toFloats");
        return floats(this::get);
    }

    /** The floats as ints, as Java's cast makes them: towards zero, 0 of NaN, and of what is outside an int's range the nearer end. */
    public T toInts() {
        together("toInts");
        return ints(this::integer);
    }

    /** The sums of both numbers of each row or column. */
    public T add(T other) {
        return combine("add", other, Float::sum, Integer::sum);
    }

    /** The differences of both numbers of each row or column, this less the other. */
    public T sub(T other) {
        return combine("sub", other, (x, y) -> x - y, (x, y) -> x - y);
    }

    /** The products of both numbers of each row or column. */
    public T mul(T other) {
        return combine("mul", other, (x, y) -> x * y, (x, y) -> x * y);
    }

    /** The larger of both numbers of each row or column, as {@link Math#max(float, float)}. */
    public T max(T other) {
        return combine("max", other, Math::max, Math::max);
    }

    /** The smaller of both numbers of each row or column, as {@link Math#min(float, float)}. */
    public T min(T other) {
        return combine("min", other, Math::min, Math::min);
    }

    private T combine(String method, T other, Combination f, IntBinaryOperator ofInts) {
        together(method);
        return integers
                ? ints(index -> ofInts.applyAsInt(integer(index), other.integer(index)))
                : floats(index -> f.apply(get(index), other.get(index)));
    }

    /** The largest of all numbers, as {@link Math#max(float, float)}: the same in all threads of the scope, so that they may branch on it. */
    public float largest() {
        together("largest");
        float largest = get(0);
        for (int i = 1; i < values.length; i++) {
            largest = Math.max(largest, get(i));
        }
        return largest;
    }

    /** The largest of all ints: the same in all threads of the scope, so that they may branch on it. */
    public int largestInt() {
        together("largestInt");
        int largest = Integer.MIN_VALUE;
        for (int i = 0; i < values.length; i++) {
            largest = Math.max(largest, integer(i));
        }
        return largest;
    }

    /**
     * Writes the numbers to a view of rank 1, or to the first column of a matrix for rows and to its first row for columns, rounded to the array's type; those that
     * the view lacks a place for are dropped. Other threads see them after a barrier.
     *
     * @param target of floats, halves or bfloats; of ints for ints
     */
    public void store(TensorView<?> target) {
        boolean _ = Lanes.together(getClass().getSimpleName() + ".store", threadgroup, target, same -> {
            TensorMemory memory = new TensorMemory(matrix(same), false);
            for (int i = 0; i < values.length; i++) {
                if (integers) {
                    memory.setInteger(row(i), column(i), integer(i));
                } else {
                    memory.set(row(i), column(i), get(i));
                }
            }
            return true;
        });
    }
}
