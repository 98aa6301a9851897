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
 * {@code result = alpha * left * right + beta * result} by {@code MPSMatrixMultiplication}, for one pair of matrices or a batch of pairs.
 *
 * <pre>{@code
 * graph.libraryTask("qk", MpsMatrixMultiplication.of(q, k, scores, 1024, 1024, 64).withTransposedRight().withBatch(8));
 * }</pre>
 *
 * <p>Arrays are float or half, all of one type: MPS has no matrices of bfloat. Matrices are packed, row after row, and those of a batch follow each
 * other; an array may be longer. An object of this class does not change; its methods give others.
 */
public final class MpsMatrixMultiplication implements LibraryOperation, MetalOperation {
    private static final String NAME = "MpsMatrixMultiplication";

    private final Matrices matrices;
    private final MatrixProduct product;

    /** The three arrays. */
    record Matrices(Operand left, Operand right, Operand result) {
        List<Operand> all() {
            return List.of(left, right, result);
        }
    }

    private MpsMatrixMultiplication(Matrices matrices, MatrixProduct product) {
        this.matrices = matrices;
        this.product = product;
        MpsOperands.checkSize(NAME, matrices.left, product.batch(), product.rows(), product.interior());
        MpsOperands.checkSize(NAME, matrices.right, product.batch(), product.interior(), product.columns());
        MpsOperands.checkSize(NAME, matrices.result, product.batch(), product.rows(), product.columns());
    }

    /**
     * The product of one pair of matrices.
     *
     * @param left of {@code rows} x {@code interior}
     * @param right of {@code interior} x {@code columns}
     * @param result of {@code rows} x {@code columns}; neither left nor right
     * @throws IllegalArgumentException when an extent is less than 1, an array too small or of bfloats, or the result is an operand; the message
     *     names it
     */
    public static <M extends SimdgroupMatrix<M>> MpsMatrixMultiplication of(
            MatrixArray<M> left, MatrixArray<M> right, MatrixArray<M> result, int rows, int columns, int interior) {
        MatrixProduct product = new MatrixProduct(1, rows, columns, interior, false, false, 1, 0);
        Matrices matrices = new Matrices(
                MpsOperands.of(NAME, "left", left, Access.READ_ONLY),
                MpsOperands.of(NAME, "right", right, Access.READ_ONLY),
                MpsOperands.of(NAME, "result", result, Access.WRITE_ONLY));
        MpsOperands.checkMatrices(NAME, matrices.all());
        MpsOperands.checkApart(NAME, matrices.all());
        return new MpsMatrixMultiplication(matrices, product);
    }

    /** Takes the left matrices as {@code interior} x {@code rows} and transposes them. */
    public MpsMatrixMultiplication withTransposedLeft() {
        return new MpsMatrixMultiplication(matrices, product.withTransposes(true, product.transposeRight()));
    }

    /** Takes the right matrices as {@code columns} x {@code interior} and transposes them. */
    public MpsMatrixMultiplication withTransposedRight() {
        return new MpsMatrixMultiplication(matrices, product.withTransposes(product.transposeLeft(), true));
    }

    /**
     * Scales product and addend.
     *
     * @param alpha what the product is multiplied by; 1 otherwise
     * @param beta what the result's old elements are multiplied by; 0, as otherwise, leaves them unread
     * @throws IllegalArgumentException when a factor is infinite or NaN
     */
    public MpsMatrixMultiplication withScale(double alpha, double beta) {
        Operand old = matrices.result;
        Access access = beta == 0 ? Access.WRITE_ONLY : Access.READ_WRITE;
        Matrices scaled = new Matrices(matrices.left, matrices.right, new Operand(old.name(), old.array(), access));
        return new MpsMatrixMultiplication(scaled, product.withScale(alpha, beta));
    }

    /**
     * Multiplies several pairs.
     *
     * @param batch how many, at least 1
     * @throws IllegalArgumentException when it is less, or an array too small for so many
     */
    public MpsMatrixMultiplication withBatch(int batch) {
        return new MpsMatrixMultiplication(matrices, product.withBatch(batch));
    }

    @Override
    public String operationName() {
        return NAME;
    }

    @Override
    public List<Operand> operands() {
        return matrices.all();
    }

    @Override
    public PreparedOperation prepare(Messages messages, long device, List<Long> buffers) {
        return MatrixKernels.multiplication(
                messages, device, buffers, matrices.result.array().elementType(), product);
    }

    @Override
    public long parts() {
        return (long) product.batch() * rowBlocks();
    }

    @Override
    public void compute(List<MemorySegment> elements, long first, long last) {
        for (long part = first; part < last; part++) {
            int matrix = (int) (part / rowBlocks());
            HostProduct.rows(
                    matrix(elements, 0, matrix, product.rows(), product.interior(), product.transposeLeft()),
                    matrix(elements, 1, matrix, product.interior(), product.columns(), product.transposeRight()),
                    matrix(elements, 2, matrix, product.rows(), product.columns(), false),
                    (float) product.alpha(),
                    (float) product.beta(),
                    HostProduct.ROWS * (int) (part % rowBlocks()));
        }
    }

    private HostMatrix matrix(
            List<MemorySegment> elements, int operand, int matrix, int rows, int columns, boolean transposed) {
        ElementType type = matrices.result.array().elementType();
        long offset = matrix * (long) rows * columns;
        return transposed
                ? HostMatrix.packed(elements.get(operand), type, offset, columns, rows)
                        .transpose()
                : HostMatrix.packed(elements.get(operand), type, offset, rows, columns);
    }

    private int rowBlocks() {
        return Math.ceilDiv(product.rows(), HostProduct.ROWS);
    }
}
