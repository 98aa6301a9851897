package dev.bessemer.intrinsics;

import dev.bessemer.intrinsics.CooperativeTensor.Combination;
import dev.bessemer.intrinsics.CooperativeTensor.VectorElementFunction;
import dev.bessemer.intrinsics.SimdgroupMatrix.ElementFunction;

/**
 * A float for each row, or for each column, of the {@link CooperativeTensor}s that a {@link Matmul2D} gives, held by the same threads together. It is a value:
 * operations give a new one, and all threads of the scope reach them together.
 *
 * @param <T> this class's subclass: two of different kinds have nothing to do with each other
 */
public abstract sealed class TensorVector<T extends TensorVector<T>> permits TensorRows, TensorColumns {
    private final boolean threadgroup;
    private final float[] values;

    /** Computes the number at an index. */
    @FunctionalInterface
    interface Computation {
        float value(int index);
    }

    /** @param threadgroup whether all threads of the threadgroup hold it together, rather than those of a SIMD-group */
    TensorVector(int length, boolean threadgroup, Computation computation) {
        this.threadgroup = threadgroup;
        values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = computation.value(i);
        }
    }

    abstract T make(int length, boolean ofThreadgroup, Computation computation);

    /** A view as the matrix that has the numbers in its first column, or row. */
    abstract TensorView<?> matrix(TensorView<?> view);

    /** Writes a number to such a matrix. */
    abstract void store(TensorMemory memory, int index, float value);

    float get(int index) {
        return values[index];
    }

    private void together(String method) {
        Lanes.thread(getClass().getSimpleName() + "." + method);
    }

    /** Applies a function to every number. */
    public T map(ElementFunction f) {
        together("map");
        return make(values.length, threadgroup, index -> f.apply(get(index)));
    }

    /** Applies a function to every number and that of the same row or column of others, which have as many, by as many SIMD-groups. */
    public T map(T other, VectorElementFunction f) {
        together("map");
        return combine(other, f::apply);
    }

    /** The sums of both numbers of each row or column. */
    public T add(T other) {
        together("add");
        return combine(other, Float::sum);
    }

    /** The differences of both numbers of each row or column, this less the other. */
    public T sub(T other) {
        together("sub");
        return combine(other, (x, y) -> x - y);
    }

    /** The products of both numbers of each row or column. */
    public T mul(T other) {
        together("mul");
        return combine(other, (x, y) -> x * y);
    }

    /** The larger of both numbers of each row or column, as {@link Math#max(float, float)}. */
    public T max(T other) {
        together("max");
        return combine(other, Math::max);
    }

    /** The smaller of both numbers of each row or column, as {@link Math#min(float, float)}. */
    public T min(T other) {
        together("min");
        return combine(other, Math::min);
    }

    private T combine(T other, Combination f) {
        return make(values.length, threadgroup, index -> f.apply(get(index), other.get(index)));
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

    /**
     * Writes the numbers to a view of rank 1, or to the first column of a matrix for rows and to its first row for columns, rounded to the array's type; those that
     * the view lacks a place for are dropped. Other threads see them after a barrier.
     *
     * @param target of floats, halves or bfloats
     */
    public void store(TensorView<?> target) {
        boolean _ = Lanes.together(getClass().getSimpleName() + ".store", threadgroup, target, same -> {
            TensorMemory memory = new TensorMemory(matrix(same), false);
            for (int i = 0; i < values.length; i++) {
                store(memory, i, values[i]);
            }
            return true;
        });
    }
}
