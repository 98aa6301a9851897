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
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link MpsGraphAttention} against attention in double, and what it refuses. */
class MpsGraphAttentionTest {
    /** An attention of random inputs; {@code maskHeads} of 0 means no mask. */
    private record Case(AttentionShape shape, int maskBatches, int maskHeads, int maskRows, float scale) {
        <M extends SimdgroupMatrix<M>, A extends DeviceArray & MatrixArray<M>> double error(
                IntFunction<A> array, boolean fused) {
            int heads = shape.batch() * shape.heads();
            try (A q = array.apply(heads * shape.queries() * shape.keyDim());
                    A k = array.apply(heads * shape.keys() * shape.keyDim());
                    A v = array.apply(heads * shape.keys() * shape.valueDim());
                    A mask = array.apply(Math.max(1, maskBatches * maskHeads * maskRows * shape.keys()));
                    A out = array.apply(heads * shape.queries() * shape.valueDim())) {
                Random random = new Random(hashCode());
                OperationRun.fill(q, random);
                OperationRun.fill(k, random);
                OperationRun.fill(v, random);
                OperationRun.fill(mask, random);
                for (int i = 1; i < mask.getSize(); i += 5) {
                    mask.setFloat(i, -65504);
                }
                MpsGraphAttention attention = (fused
                                ? MpsGraphAttention.of(shape, q, k, v, out)
                                : MpsGraphAttention.unfused(shape, q, k, v, out))
                        .withScale(scale);
                OperationRun.execute(
                        Device.cpu(),
                        maskHeads == 0 ? attention : attention.withMask(mask, maskBatches, maskHeads, maskRows));
                return OperationRun.error(expected(q, k, v, mask), out);
            }
        }

        private double[] expected(MatrixArray<?> q, MatrixArray<?> k, MatrixArray<?> v, MatrixArray<?> mask) {
            double[] out = new double[shape.batch() * shape.heads() * shape.queries() * shape.valueDim()];
            for (int row = 0; row < shape.batch() * shape.heads() * shape.queries(); row++) {
                int head = row / shape.queries();
                double[] weights = new double[shape.keys()];
                double sum = 0;
                for (int key = 0; key < shape.keys(); key++) {
                    double dot = 0;
                    for (int d = 0; d < shape.keyDim(); d++) {
                        dot += (double) q.getFloat(row * shape.keyDim() + d)
                                * k.getFloat((head * shape.keys() + key) * shape.keyDim() + d);
                    }
                    weights[key] = Math.exp(scale * dot + masked(mask, head, row % shape.queries(), key));
                    sum += weights[key];
                }
                for (int i = 0; i < shape.keys() * shape.valueDim(); i++) {
                    int key = i / shape.valueDim();
                    out[row * shape.valueDim() + i % shape.valueDim()] +=
                            weights[key] / sum * v.getFloat(head * shape.keys() * shape.valueDim() + i);
                }
            }
            return out;
        }

        private double masked(MatrixArray<?> mask, int head, int row, int key) {
            if (maskHeads == 0) {
                return 0;
            }
            int batch = head / shape.heads() % maskBatches;
            int rowOfMask = (batch * maskHeads + head % shape.heads() % maskHeads) * maskRows + row % maskRows;
            return mask.getFloat(rowOfMask * shape.keys() + key);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 1, 8, 0, 0, 0",
        "2, 3, 65, 70, 40, 1, 3, 65",
        "2, 2, 9, 261, 16, 2, 1, 1",
        "1, 2, 70, 5, 64, 1, 1, 70",
        "1, 1, 3, 33000, 8, 1, 1, 3"
    })
    void attention_raggedShapes_isAsInDouble(
            int batch, int heads, int queries, int keys, int dim, int maskBatches, int maskHeads, int maskRows) {
        Case fused =
                new Case(AttentionShape.of(batch, heads, queries, keys, dim), maskBatches, maskHeads, maskRows, 0.3f);
        Case unfused = new Case(
                new AttentionShape(batch, heads, heads, queries, keys, dim, dim + 8),
                maskBatches,
                maskHeads,
                maskRows,
                1.5f);
        assertTrue(fused.error(FloatArray::new, true) < 2e-5);
        assertTrue(fused.error(HalfFloatArray::new, true) < 3e-4);
        assertTrue(fused.error(BFloat16Array::new, true) < 5e-3);
        assertTrue(unfused.error(FloatArray::new, false) < 2e-5);
    }

    @Test
    void attention_rowMaskedThroughout_givesZeros() {
        try (FloatArray q = new FloatArray(16);
                FloatArray mask = new FloatArray(4);
                FloatArray out = new FloatArray(16)) {
            OperationRun.fillWith(q, 1);
            OperationRun.fillWith(out, Float.NaN);
            mask.setFloat(0, Float.NEGATIVE_INFINITY);
            mask.setFloat(1, Float.NEGATIVE_INFINITY);
            AttentionShape shape = AttentionShape.of(1, 1, 2, 2, 8);
            OperationRun.execute(
                    Device.cpu(), MpsGraphAttention.of(shape, q, q, q, out).withMask(mask, 1, 1, 2));
            double[] expected = new double[16];
            Arrays.fill(expected, 8, 16, 1);
            assertTrue(OperationRun.error(expected, out) < 1e-6);
        }
    }

    private static final AttentionShape SHAPE = AttentionShape.of(1, 2, 3, 4, 8);

    @Test
    void attention_whatDoesNotFit_isRefusedByName() {
        FloatArray q = new FloatArray(64);
        FloatArray small = new FloatArray(47);
        FloatArray out = new FloatArray(64);
        HalfFloatArray half = new HalfFloatArray(64);
        assertRefused(
                "MpsGraphAttention: q is FloatArray[47], but 2 matrices of 3 x 8 need 48 elements",
                () -> MpsGraphAttention.of(SHAPE, small, q, q, out));
        assertRefused(
                "MpsGraphAttention: 4 heads of queries share 2 of keys, but MPSGraph takes one of keys for each: repeat"
                        + " them, or use Attention",
                () -> MpsGraphAttention.of(new AttentionShape(1, 4, 2, 1, 1, 8, 8), q, q, q, out));
        assertRefused(
                "MpsGraphAttention: rows of keys have 8 elements and rows of values 16, but MPSGraph's operation takes"
                        + " rows of one length: use MpsGraphAttention.unfused, or Attention",
                () -> MpsGraphAttention.of(new AttentionShape(1, 1, 1, 1, 1, 8, 16), q, q, q, out));
        assertRefused(
                "MpsGraphAttention (unfused): out is FloatArray[64], which is q as well: give the result an array of its"
                        + " own",
                () -> MpsGraphAttention.unfused(SHAPE, out, q, q, out));
        MpsGraphAttention attention = MpsGraphAttention.of(SHAPE, q, q, q, out);
        assertRefused(
                "MpsGraphAttention: scale is Infinity but must be finite",
                () -> attention.withScale(Float.POSITIVE_INFINITY));
        assertRefused(
                "MpsGraphAttention: the mask has 2 rows but must have 3, or 1 for all",
                () -> attention.withMask(q, 1, 1, 2));
        assertRefused(
                "MpsGraphAttention: mask is HalfFloatArray[64], but q is FloatArray[64]: both must be of one type",
                () -> attention.withMask(half, 1, 2, 3));
        assertEquals("MpsGraphAttention", attention.operationName());
        q.close();
        small.close();
        out.close();
        half.close();
    }
}
