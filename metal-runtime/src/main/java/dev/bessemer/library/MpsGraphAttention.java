package dev.bessemer.library;

import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.runtime.Access;
import dev.bessemer.runtime.LibraryOperation;
import dev.bessemer.runtime.mps.Messages;
import dev.bessemer.runtime.mps.MetalOperation;
import dev.bessemer.runtime.mps.PreparedOperation;
import dev.bessemer.types.MatrixArray;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Scaled dot-product attention, {@code softmax(scale * Q K^T + mask) V} for each head, by MPSGraph: by its own operation,
 * {@code scaledDotProductAttention}, which macOS 15 and later have, or by a graph of a matrix product, a softmax and another product. {@link Attention}
 * is the same as a kernel of ours.
 *
 * <pre>{@code
 * graph.libraryTask("attention", MpsGraphAttention.of(AttentionShape.of(1, 8, 1024, 1024, 64), q, k, v, out));
 * }</pre>
 *
 * <p>Arrays are float, half or bfloat, all of one type, packed as (batch, head, row, element); an array may be longer. A row whose mask is minus
 * infinity throughout gives zeros on the host; Apple does not say what MPSGraph gives. An object of this class does not change; its methods give
 * others.
 */
public final class MpsGraphAttention implements LibraryOperation, MetalOperation {
    private final GraphAttention attention;

    private MpsGraphAttention(GraphAttention attention) {
        this.attention = attention;
    }

    /**
     * Attention by MPSGraph's own operation, with a scale of {@code 1 / sqrt(keyDim)} and no mask.
     *
     * @param shape with as many heads of keys as of queries, and values with rows as long as the keys'
     * @param q queries, (batch, heads, queries, keyDim)
     * @param k keys, (batch, heads, keys, keyDim)
     * @param v values, (batch, heads, keys, valueDim)
     * @param out the result, (batch, heads, queries, valueDim); none of the others
     * @throws IllegalArgumentException when the shape is another, an array too small, or the result an operand; the message names it
     */
    public static <M extends SimdgroupMatrix<M>> MpsGraphAttention of(
            AttentionShape shape, MatrixArray<M> q, MatrixArray<M> k, MatrixArray<M> v, MatrixArray<M> out) {
        return new MpsGraphAttention(attention(shape, true, q, k, v, out));
    }

    /**
     * Attention by a graph of products and a softmax, which stores the scores; with a scale of {@code 1 / sqrt(keyDim)} and no mask. Values' rows
     * may have another length than the keys'; the rest is as for {@link #of}.
     */
    public static <M extends SimdgroupMatrix<M>> MpsGraphAttention unfused(
            AttentionShape shape, MatrixArray<M> q, MatrixArray<M> k, MatrixArray<M> v, MatrixArray<M> out) {
        return new MpsGraphAttention(attention(shape, false, q, k, v, out));
    }

    private static GraphAttention attention(
            AttentionShape shape,
            boolean fused,
            MatrixArray<?> q,
            MatrixArray<?> k,
            MatrixArray<?> v,
            MatrixArray<?> out) {
        String name = GraphAttention.name(fused);
        return new GraphAttention(
                shape,
                fused,
                (float) (1 / Math.sqrt(shape.keyDim())),
                MpsOperands.of(name, "q", q, Access.READ_ONLY),
                MpsOperands.of(name, "k", k, Access.READ_ONLY),
                MpsOperands.of(name, "v", v, Access.READ_ONLY),
                MpsOperands.of(name, "out", out, Access.WRITE_ONLY),
                null);
    }

    /**
     * What scores are multiplied by.
     *
     * @throws IllegalArgumentException when it is infinite or NaN
     */
    public MpsGraphAttention withScale(float scale) {
        GraphAttention a = attention;
        return new MpsGraphAttention(
                new GraphAttention(a.shape(), a.fused(), scale, a.q(), a.k(), a.v(), a.out(), a.mask()));
    }

    /**
     * Adds a mask to the scaled scores. Use a large negative number to hide a key, as -65504 in halves.
     *
     * @param mask of the other arrays' type, (batches, heads, rows, keys), another array than the result
     * @param batches the shape's, or 1 where all share one
     * @param heads the shape's, or 1 where all share one
     * @param rows the shape's queries, or 1 where all share one
     * @throws IllegalArgumentException when an extent is neither, or the array too small or of another type; the message names it
     */
    public MpsGraphAttention withMask(MatrixArray<?> mask, int batches, int heads, int rows) {
        GraphAttention a = attention;
        GraphAttention.Mask described =
                new GraphAttention.Mask(MpsOperands.of(a.name(), "mask", mask, Access.READ_ONLY), batches, heads, rows);
        return new MpsGraphAttention(
                new GraphAttention(a.shape(), a.fused(), a.scale(), a.q(), a.k(), a.v(), a.out(), described));
    }

    @Override
    public String operationName() {
        return attention.name();
    }

    @Override
    public List<Operand> operands() {
        return attention.operands();
    }

    @Override
    public PreparedOperation prepare(Messages messages, long device, List<Long> buffers) {
        return AttentionGraph.prepare(attention, messages, device, buffers);
    }

    @Override
    public long parts() {
        return new HostAttention(attention).parts();
    }

    @Override
    public void compute(List<MemorySegment> elements, long first, long last) {
        HostAttention host = new HostAttention(attention);
        for (long part = first; part < last; part++) {
            host.compute(elements, part);
        }
    }
}
