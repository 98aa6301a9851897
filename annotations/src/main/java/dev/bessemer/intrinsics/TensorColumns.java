package dev.bessemer.intrinsics;

/** A float for each column of the {@link CooperativeTensor}s that a {@link Matmul2D} gives: what a bias adds to every row. */
public final class TensorColumns extends TensorVector<TensorColumns> {
    TensorColumns(int columns, boolean threadgroup, Computation computation) {
        super(columns, threadgroup, computation);
    }

    /** The numbers that lie in memory, 0 where there are none. */
    static TensorColumns load(int columns, boolean threadgroup, TensorView<?> view) {
        TensorMemory memory = new TensorMemory(asMatrix(view), false);
        return new TensorColumns(columns, threadgroup, index -> memory.get(0, index));
    }

    private static TensorView<?> asMatrix(TensorView<?> view) {
        return view.rank() == 1 ? new TensorView<>(view.array(), view.offset(), 1, view.columns(), 0) : view;
    }

    @Override
    TensorColumns make(int length, boolean ofThreadgroup, Computation computation) {
        return new TensorColumns(length, ofThreadgroup, computation);
    }

    @Override
    TensorView<?> matrix(TensorView<?> view) {
        return asMatrix(view);
    }

    @Override
    void store(TensorMemory memory, int index, float value) {
        memory.set(0, index, value);
    }
}
