package dev.bessemer.library;

import static dev.bessemer.library.OperationRun.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.runtime.Device;
import dev.bessemer.types.BFloat16Array;
import dev.bessemer.types.DeviceArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.MatrixArray;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link MpsSoftmax} against a softmax in double, and what it refuses. */
class MpsSoftmaxTest {
    private static <M extends SimdgroupMatrix<M>, A extends DeviceArray & MatrixArray<M>> double error(
            IntFunction<A> array, int rows, int columns) {
        try (A input = array.apply(rows * columns);
                A result = array.apply(rows * columns + 1)) {
            OperationRun.fill(input, new Random(rows + 31L * columns));
            for (int i = 0; i < rows * columns; i += 3) {
                input.setFloat(i, 80 * input.getFloat(i));
            }
            result.setFloat(rows * columns, 77);
            double[] expected = new double[rows * columns];
            for (int row = 0; row < rows; row++) {
                double sum = 0;
                for (int i = row * columns; i < (row + 1) * columns; i++) {
                    expected[i] = Math.exp(input.getFloat(i));
                    sum += expected[i];
                }
                for (int i = row * columns; i < (row + 1) * columns; i++) {
                    expected[i] /= sum;
                }
            }
            OperationRun.execute(Device.cpu(), MpsSoftmax.of(input, result, rows, columns));
            assertEquals(77, result.getFloat(rows * columns), "what is beyond the matrix stays");
            return OperationRun.error(expected, result);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "5, 7", "16, 64", "33, 1001"})
    void softmax_raggedShapes_isAsInDouble(int rows, int columns) {
        assertTrue(error(FloatArray::new, rows, columns) < 2e-5);
        assertTrue(error(HalfFloatArray::new, rows, columns) < 3e-4);
    }

    @Test
    void softmax_rowOfMinusInfinity_givesZeros() {
        try (FloatArray input = new FloatArray(6);
                FloatArray result = new FloatArray(6)) {
            for (int i = 0; i < 3; i++) {
                input.setFloat(i, Float.NEGATIVE_INFINITY);
            }
            OperationRun.fillWith(result, Float.NaN);
            OperationRun.execute(Device.cpu(), MpsSoftmax.of(input, result, 2, 3));
            assertTrue(OperationRun.error(new double[] {0, 0, 0, 1 / 3.0, 1 / 3.0, 1 / 3.0}, result) < 1e-7);
        }
    }

    @Test
    void softmax_whatDoesNotFit_isRefusedByName() {
        FloatArray a = new FloatArray(4);
        FloatArray b = new FloatArray(3);
        assertRefused(
                "MpsSoftmax: result is FloatArray[3], but a matrix of 2 x 2 needs 4 elements",
                () -> MpsSoftmax.of(a, b, 2, 2));
        assertRefused(
                "MpsSoftmax: a matrix of 2 x 0: both extents must be at least 1", () -> MpsSoftmax.of(a, b, 2, 0));
        assertRefused(
                "MpsSoftmax: columns is 67108865 but must be at most 67108864",
                () -> MpsSoftmax.of(a, b, 1, (1 << 26) + 1));
        assertRefused(
                "MpsSoftmax: result is FloatArray[4], which is input as well: give the result an array of its own",
                () -> MpsSoftmax.of(a, a, 2, 2));
        try (BFloat16Array c = new BFloat16Array(4);
                BFloat16Array d = new BFloat16Array(4)) {
            assertRefused(
                    "MpsSoftmax: input is BFloat16Array[4], which MPS has no matrices of: use a FloatArray or a"
                            + " HalfFloatArray, or MpsGraphAttention, which takes bfloats",
                    () -> MpsSoftmax.of(c, d, 2, 2));
        }
        a.close();
        b.close();
    }
}
