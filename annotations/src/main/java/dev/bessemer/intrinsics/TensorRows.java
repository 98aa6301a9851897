package dev.bessemer.intrinsics;

/** A float, or an int, for each row of the {@link CooperativeTensor}s that a {@link Matmul2D} gives: what a softmax keeps of its rows. */
public final class TensorRows extends TensorVector<TensorRows> {
    TensorRows(int rows, boolean threadgroup, boolean integers, Computation computation) {
        super(rows, threadgroup, integers, computation);
    }

    /** The numbers that lie in memory, 0 where there are none. */
    static TensorRows load(int rows, boolean threadgroup, boolean integers, TensorView<?> view) {
        TensorMemory memory = new TensorMemory(asMatrix(view), false);
        return new TensorRows(
                rows, threadgroup, integers, index -> integers ? memory.integer(index, 0) : memory.get(index, 0));
    }

    private static TensorView<?> asMatrix(TensorView<?> view) {
        return view.rank() == 1 ? new TensorView<>(view.array(), view.offset(), view.columns(), 1, 1) : view;
    }

    @Override
    TensorRows make(int length, boolean ofThreadgroup, boolean ofIntegers, Computation computation) {
        return new TensorRows(length, ofThreadgroup, ofIntegers, computation);
    }

    @Override
    TensorView<?> matrix(TensorView<?> view) {
        return asMatrix(view);
    }

    @Override
    int row(int index) {
        return index;
    }

    @Override
    int column(int index) {
        return 0;
    }
}
