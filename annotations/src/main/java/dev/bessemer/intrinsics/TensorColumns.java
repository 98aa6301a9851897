package dev.bessemer.intrinsics;

/** A float, or an int, for each column of the {@link CooperativeTensor}s that a {@link Matmul2D} gives: what a bias adds to every row. */
public final class TensorColumns extends TensorVector<TensorColumns> {
    TensorColumns(int columns, boolean threadgroup, boolean integers, Computation computation) {
        super(columns, threadgroup, integers, computation);
    }

    /** The numbers that lie in memory, 0 where there are none. */
    static TensorColumns load(int columns, boolean threadgroup, boolean integers, TensorView<?> view) {
        TensorMemory memory = new TensorMemory(asMatrix(view), false);
        return new TensorColumns(
                columns, threadgroup, integers, index -> integers ? memory.integer(0, index) : memory.get(0, index));
    }

    private static TensorView<?> asMatrix(TensorView<?> view) {
        return view.rank() == 1 ? new TensorView<>(view.array(), view.offset(), 1, view.columns(), 0) : view;
    }

    @Override
    TensorColumns make(int length, boolean ofThreadgroup, boolean ofIntegers, Computation computation) {
        return new TensorColumns(length, ofThreadgroup, ofIntegers, computation);
    }

    @Override
    TensorView<?> matrix(TensorView<?> view) {
        return asMatrix(view);
    }

    @Override
    int row(int index) {
        return 0;
    }

    @Override
    int column(int index) {
        return index;
    }
}
