package dev.bessemer.intrinsics;

/** A float for each row of the {@link CooperativeTensor}s that a {@link Matmul2D} gives: what a softmax keeps of its rows. */
public final class TensorRows extends TensorVector<TensorRows> {
    TensorRows(int rows, boolean threadgroup, Computation computation) {
        super(rows, threadgroup, computation);
    }

    /** The numbers that lie in memory, 0 where there are none. */
    static TensorRows load(int rows, boolean threadgroup, TensorView<?> view) {
        TensorMemory memory = new TensorMemory(asMatrix(view), false);
        return new TensorRows(rows, threadgroup, index -> memory.get(index, 0));
    }

    private static TensorView<?> asMatrix(TensorView<?> view) {
        return view.rank() == 1 ? new TensorView<>(view.array(), view.offset(), view.columns(), 1, 1) : view;
    }

    @Override
    TensorRows make(int length, boolean ofThreadgroup, Computation computation) {
        return new TensorRows(length, ofThreadgroup, computation);
    }

    @Override
    TensorView<?> matrix(TensorView<?> view) {
        return asMatrix(view);
    }

    @Override
    void store(TensorMemory memory, int index, float value) {
        memory.set(index, 0, value);
    }
}
