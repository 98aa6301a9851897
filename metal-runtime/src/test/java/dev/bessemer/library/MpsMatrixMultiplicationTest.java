package dev.bessemer.library;

import static dev.bessemer.library.OperationRun.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.runtime.Access;
import dev.bessemer.runtime.Device;
import dev.bessemer.runtime.LibraryOperation.Operand;
import dev.bessemer.types.BFloat16Array;
import dev.bessemer.types.DeviceArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.MatrixArray;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link MpsMatrixMultiplication} against products in double, and what it refuses. */
class MpsMatrixMultiplicationTest {
    /** A product of random matrices with room for one more element in each array. */
    private record Case(int batch, int rows, int columns, int interior, boolean left, boolean right, float beta) {
        <M extends SimdgroupMatrix<M>, A extends DeviceArray & MatrixArray<M>> double error(IntFunction<A> array) {
            try (A a = array.apply(batch * rows * interior + 1);
                    A b = array.apply(batch * interior * columns + 1);
                    A c = array.apply(batch * rows * columns + 1)) {
                Random random = new Random(hashCode());
                OperationRun.fill(a, random);
                OperationRun.fill(b, random);
                if (beta != 0) {
                    OperationRun.fill(c, random);
                } else {
                    OperationRun.fillWith(c, Float.NaN);
                }
                c.setFloat(c.getSize() - 1, 77);
                double[] expected = expected(a, b, c);
                OperationRun.execute(Device.cpu(), operation(a, b, c));
                assertEquals(77, c.getFloat(c.getSize() - 1), "what is beyond the matrices stays");
                return OperationRun.error(expected, c);
            }
        }

        private <M extends SimdgroupMatrix<M>, A extends DeviceArray & MatrixArray<M>>
                MpsMatrixMultiplication operation(A a, A b, A c) {
            var product = MpsMatrixMultiplication.of(a, b, c, rows, columns, interior)
                    .withScale(0.75, beta)
                    .withBatch(batch);
            product = left ? product.withTransposedLeft() : product;
            return right ? product.withTransposedRight() : product;
        }

        private double[] expected(MatrixArray<?> a, MatrixArray<?> b, MatrixArray<?> c) {
            double[] expected = new double[batch * rows * columns];
            for (int i = 0; i < expected.length; i++) {
                int matrix = i / (rows * columns);
                int row = i / columns % rows;
                int column = i % columns;
                double sum = 0;
                for (int k = 0; k < interior; k++) {
                    int inA = matrix * rows * interior + (left ? k * rows + row : row * interior + k);
                    int inB = matrix * interior * columns + (right ? column * interior + k : k * columns + column);
                    sum += (double) a.getFloat(inA) * b.getFloat(inB);
                }
                expected[i] = 0.75 * sum + (beta == 0 ? 0 : beta * c.getFloat(i));
            }
            return expected;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 1, false, false, 0",
        "3, 65, 9, 17, false, false, 0.5",
        "2, 7, 300, 30, true, false, 0",
        "2, 130, 33, 261, false, true, -1",
        "5, 8, 8, 8, true, true, 2"
    })
    void multiplication_raggedShapes_isAsInDouble(
            int batch, int rows, int columns, int interior, boolean left, boolean right, float beta) {
        Case shape = new Case(batch, rows, columns, interior, left, right, beta);
        assertTrue(shape.error(FloatArray::new) < 2e-5, () -> "float: " + shape.error(FloatArray::new));
        // A half has 11 bits, so that rounding alone errs by up to 2^-11.
        assertTrue(shape.error(HalfFloatArray::new) < 5e-4, () -> "half: " + shape.error(HalfFloatArray::new));
    }

    private final FloatArray six = new FloatArray(6);
    private final FloatArray other = new FloatArray(6);
    private final FloatArray result = new FloatArray(6);

    @Test
    void operands_sayWhatIsReadAndWritten() {
        var product = MpsMatrixMultiplication.of(six, other, result, 2, 2, 2);
        assertEquals(
                List.of(Access.READ_ONLY, Access.READ_ONLY, Access.WRITE_ONLY),
                product.operands().stream().map(Operand::access).toList());
        assertEquals(
                Access.READ_WRITE, product.withScale(1, 1).operands().getLast().access());
    }

    @Test
    void multiplication_whatDoesNotFit_isRefusedByName() {
        String name = "MpsMatrixMultiplication: ";
        assertRefused(
                name + "left is FloatArray[6], but a matrix of 3 x 4 needs 12 elements",
                () -> MpsMatrixMultiplication.of(six, other, result, 3, 1, 4));
        assertRefused(
                name + "right is FloatArray[6], but 2 matrices of 1 x 4 need 8 elements",
                () -> MpsMatrixMultiplication.of(six, other, result, 1, 4, 1).withBatch(2));
        assertRefused(
                name + "result is FloatArray[6], but a matrix of 3 x 3 needs 9 elements",
                () -> MpsMatrixMultiplication.of(six, other, result, 3, 3, 2));
        assertRefused(
                name + "interior is 0 but must be at least 1",
                () -> MpsMatrixMultiplication.of(six, other, result, 1, 1, 0));
        assertRefused(
                name + "batch is -1 but must be at least 1",
                () -> MpsMatrixMultiplication.of(six, other, result, 1, 1, 1).withBatch(-1));
        assertRefused(
                name + "beta is NaN but must be a finite float",
                () -> MpsMatrixMultiplication.of(six, other, result, 1, 1, 1).withScale(1, Double.NaN));
        assertRefused(
                name + "alpha is 1.0E39 but must be a finite float",
                () -> MpsMatrixMultiplication.of(six, other, result, 1, 1, 1).withScale(1e39, 0));
        assertRefused(
                name + "result is FloatArray[6], which is right as well: give the result an array of its own",
                () -> MpsMatrixMultiplication.of(six, result, result, 1, 1, 1));
    }

    @Test
    void multiplication_bfloats_areRefusedByName() {
        try (BFloat16Array a = new BFloat16Array(4);
                BFloat16Array c = new BFloat16Array(4)) {
            assertRefused(
                    "MpsMatrixMultiplication: left is BFloat16Array[4], which MPS has no matrices of: use a FloatArray or"
                            + " a HalfFloatArray, or MpsGraphAttention, which takes bfloats",
                    () -> MpsMatrixMultiplication.of(a, a, c, 2, 2, 2));
        }
    }
}
