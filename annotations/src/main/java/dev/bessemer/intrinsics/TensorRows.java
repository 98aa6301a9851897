package dev.bessemer.intrinsics;

import dev.bessemer.intrinsics.CooperativeTensor.Combination;
import dev.bessemer.intrinsics.CooperativeTensor.RowElementFunction;
import dev.bessemer.intrinsics.SimdgroupMatrix.ElementFunction;

/**
 * A float for each row of the {@link CooperativeTensor}s that a {@link Matmul2D} gives, held by the same threads together: what a softmax keeps of its rows.
 * It is a value: operations give a new one, and all threads of the scope reach them together.
 */
public final class TensorRows {
    private final boolean threadgroup;
    private final float[] values;

    /** Computes a row's number. */
    @FunctionalInterface
    interface Computation {
        float value(int row);
    }

    /** @param threadgroup whether all threads of the threadgroup hold it together, rather than those of a SIMD-group */
    TensorRows(int rows, boolean threadgroup, Computation computation) {
        this.threadgroup = threadgroup;
        values = new float[rows];
        for (int row = 0; row < rows; row++) {
            values[row] = computation.value(row);
        }
    }

    float get(int row) {
        return values[row];
    }

    /** Applies a function to every number. */
    public TensorRows map(ElementFunction f) {
        Lanes.thread("TensorRows.map");
        return new TensorRows(values.length, threadgroup, row -> f.apply(get(row)));
    }

    /** Applies a function to every number and that of the same row of others, which have as many rows and SIMD-groups. */
    public TensorRows map(TensorRows other, RowElementFunction f) {
        Lanes.thread("TensorRows.map");
        return combine(other, f::apply);
    }

    /** The sums of each row's two numbers. */
    public TensorRows add(TensorRows other) {
        Lanes.thread("TensorRows.add");
        return combine(other, Float::sum);
    }

    /** The differences of each row's two numbers, this less the other. */
    public TensorRows sub(TensorRows other) {
        Lanes.thread("TensorRows.sub");
        return combine(other, (x, y) -> x - y);
    }

    /** The products of each row's two numbers. */
    public TensorRows mul(TensorRows other) {
        Lanes.thread("TensorRows.mul");
        return combine(other, (x, y) -> x * y);
    }

    /** The larger of each row's two numbers, as {@link Math#max(float, float)}. */
    public TensorRows max(TensorRows other) {
        Lanes.thread("TensorRows.max");
        return combine(other, Math::max);
    }

    /** The smaller of each row's two numbers, as {@link Math#min(float, float)}. */
    public TensorRows min(TensorRows other) {
        Lanes.thread("TensorRows.min");
        return combine(other, Math::min);
    }

    private TensorRows combine(TensorRows other, Combination f) {
        return new TensorRows(values.length, threadgroup, row -> f.apply(get(row), other.get(row)));
    }

    /** The largest of all rows' numbers, as {@link Math#max(float, float)}: the same in all threads of the scope, so that they may branch on it. */
    public float largest() {
        Lanes.thread("TensorRows.largest");
        float largest = get(0);
        for (int row = 1; row < values.length; row++) {
            largest = Math.max(largest, get(row));
        }
        return largest;
    }

    /**
     * Writes the numbers to a view's first column, row by row, rounded to the array's type; those of rows that the view lacks are dropped. Other threads see
     * them after a barrier.
     *
     * @param target of floats, halves or bfloats
     */
    public void store(TensorView<?> target) {
        boolean _ = Lanes.together("TensorRows.store", threadgroup, target, same -> {
            TensorMemory memory = new TensorMemory(same, false);
            for (int row = 0; row < values.length; row++) {
                memory.set(row, 0, values[row]);
            }
            return true;
        });
    }
}
