package dev.bessemer.library;

import dev.bessemer.jit.jvm.PanelMath;
import dev.bessemer.jit.jvm.PanelMultiply;
import dev.bessemer.types.ElementType;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Attention on the host: all scores of some query rows, their softmax, its product with the values; all in float. */
final class HostAttention {
    /** How many scores a thread holds at once, where eight rows of them are not more. */
    private static final int MOST_SCORES = 1 << 18;

    private static final int MOST_ROWS = 64;
    private static final int KEYS = 256;

    private final GraphAttention attention;
    private final AttentionShape shape;
    private final int paddedKeys;
    private final int rows;
    private final int blocks;

    HostAttention(GraphAttention attention) {
        this.attention = attention;
        shape = attention.shape();
        paddedKeys = HostProduct.padded(shape.keys());
        int bands = Math.clamp(MOST_SCORES / (8 * paddedKeys), 1, MOST_ROWS / 8);
        rows = 8 * bands;
        blocks = Math.ceilDiv(shape.queries(), rows);
    }

    /** A part is some query rows of a head. */
    long parts() {
        return (long) shape.batch() * shape.heads() * blocks;
    }

    void compute(List<MemorySegment> elements, long part) {
        int head = (int) (part / blocks);
        int row = rows * (int) (part % blocks);
        float[] scores = scores(elements, head, row);
        float[] sums = HostSoftmax.exponentiate(scores, paddedKeys, rows, shape.keys());
        HostMatrix v = matrix(elements.get(2), head, shape.keys(), shape.valueDim());
        HostMatrix out = matrix(elements.getLast(), head, shape.queries(), shape.valueDim());
        int n = HostProduct.padded(shape.valueDim());
        float[] result = new float[rows * n];
        float[] values = new float[KEYS * n];
        for (int key = 0; key < shape.keys(); key += KEYS) {
            int depth = HostProduct.padded(Math.min(KEYS, shape.keys() - key));
            v.load(values, n, key, 0, depth, n);
            PanelMultiply.multiplyAccumulate(
                    result, 0, n, result, 0, n, scores, key, paddedKeys, values, 0, n, rows, n, depth);
        }
        HostSoftmax.divide(result, n, rows, n, sums);
        out.store(result, n, row, 0, rows, n);
    }

    private float[] scores(List<MemorySegment> elements, int head, int row) {
        HostMatrix q = matrix(elements.get(0), head, shape.queries(), shape.keyDim());
        HostMatrix k =
                matrix(elements.get(1), head, shape.keys(), shape.keyDim()).transpose();
        int dim = HostProduct.padded(shape.keyDim());
        float[] queries = new float[rows * dim];
        float[] keys = new float[dim * KEYS];
        float[] scores = new float[rows * paddedKeys];
        q.load(queries, dim, row, 0, rows, dim);
        for (int key = 0; key < shape.keys(); key += KEYS) {
            int n = HostProduct.padded(Math.min(KEYS, shape.keys() - key));
            k.load(keys, KEYS, 0, key, dim, n);
            PanelMultiply.multiplyAccumulate(
                    scores, key, paddedKeys, scores, key, paddedKeys, queries, 0, dim, keys, 0, KEYS, rows, n, dim);
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] *= attention.scale();
        }
        addMask(elements, head, row, scores);
        return scores;
    }

    private void addMask(List<MemorySegment> elements, int head, int row, float[] scores) {
        GraphAttention.Mask mask = attention.mask();
        if (mask == null) {
            return;
        }
        int batch = mask.batches() == 1 ? 0 : head / shape.heads();
        int ofBatch = mask.heads() == 1 ? 0 : head % shape.heads();
        long offset = ((long) batch * mask.heads() + ofBatch) * mask.rows() * shape.keys();
        int stride = mask.rows() == 1 ? 0 : shape.keys();
        HostMatrix added =
                new HostMatrix(elements.get(3), type(), offset, stride, false, shape.queries(), shape.keys());
        float[] panel = new float[scores.length];
        added.load(panel, paddedKeys, row, 0, rows, paddedKeys);
        PanelMath.add(scores, 0, paddedKeys, scores, 0, paddedKeys, panel, 0, paddedKeys, rows, paddedKeys);
    }

    private HostMatrix matrix(MemorySegment memory, int head, int length, int dim) {
        return HostMatrix.packed(memory, type(), (long) head * length * dim, length, dim);
    }

    private ElementType type() {
        return attention.q().array().elementType();
    }
}
