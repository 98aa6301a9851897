package dev.bessemer.library;

import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.runtime.Access;
import dev.bessemer.runtime.LibraryOperation;
import dev.bessemer.runtime.mps.Messages;
import dev.bessemer.runtime.mps.MetalOperation;
import dev.bessemer.runtime.mps.PreparedOperation;
import dev.bessemer.types.ElementType;
import dev.bessemer.types.MatrixArray;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * The softmax of each row of a matrix, {@code exp(x) / sum(exp(x))}, by {@code MPSMatrixSoftMax}. The rows of a batch of matrices are those of one
 * matrix.
 *
 * <p>Arrays are float or half, both of one type: MPS has no matrices of bfloat. Rows are packed; an array may be longer. A row of minus infinity
 * alone gives zeros on the host; Apple does not say what MPS gives.
 */
public final class MpsSoftmax implements LibraryOperation, MetalOperation {
    private static final String NAME = "MpsSoftmax";
    private static final int PART_ROWS = 16;

    private final Operand input;
    private final Operand result;
    private final int rows;
    private final int columns;

    private MpsSoftmax(Operand input, Operand result, int rows, int columns) {
        this.input = input;
        this.result = result;
        this.rows = rows;
        this.columns = columns;
    }

    /**
     * The softmax of some rows.
     *
     * @param result another array than input
     * @param rows how many, at least 1
     * @param columns elements a row, 1 to 2^26
     * @throws IllegalArgumentException when an extent is none of these, an array too small or of bfloats, or both are one; the message names it
     */
    public static <M extends SimdgroupMatrix<M>> MpsSoftmax of(
            MatrixArray<M> input, MatrixArray<M> result, int rows, int columns) {
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException(
                    NAME + ": a matrix of " + rows + " x " + columns + ": both extents must be at least 1");
        }
        MpsOperands.checkRow(NAME, "columns", columns);
        MpsSoftmax softmax = new MpsSoftmax(
                MpsOperands.of(NAME, "input", input, Access.READ_ONLY),
                MpsOperands.of(NAME, "result", result, Access.WRITE_ONLY),
                rows,
                columns);
        MpsOperands.checkMatrices(NAME, softmax.operands());
        MpsOperands.checkApart(NAME, softmax.operands());
        softmax.operands().forEach(operand -> MpsOperands.checkSize(NAME, operand, 1, rows, columns));
        return softmax;
    }

    @Override
    public String operationName() {
        return NAME;
    }

    @Override
    public List<Operand> operands() {
        return List.of(input, result);
    }

    @Override
    public PreparedOperation prepare(Messages messages, long device, List<Long> buffers) {
        return MatrixKernels.softmax(messages, device, buffers, input.array().elementType(), rows, columns);
    }

    @Override
    public long parts() {
        return Math.ceilDiv(rows, PART_ROWS);
    }

    @Override
    public void compute(List<MemorySegment> elements, long first, long last) {
        ElementType type = input.array().elementType();
        HostMatrix from = HostMatrix.packed(elements.get(0), type, 0, rows, columns);
        HostMatrix to = HostMatrix.packed(elements.get(1), type, 0, rows, columns);
        int n = HostProduct.padded(columns);
        float[] panel = new float[Math.multiplyExact(PART_ROWS, n)];
        for (long part = first; part < last; part++) {
            int row = (int) part * PART_ROWS;
            from.load(panel, n, row, 0, PART_ROWS, n);
            HostSoftmax.divide(panel, n, PART_ROWS, n, HostSoftmax.exponentiate(panel, n, PART_ROWS, columns));
            to.store(panel, n, row, 0, PART_ROWS, n);
        }
    }
}
