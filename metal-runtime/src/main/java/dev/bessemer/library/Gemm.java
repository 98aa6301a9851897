package dev.bessemer.library;

import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.runtime.Device;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.runtime.WorkerGrid;
import dev.bessemer.runtime.WorkerGrid3D;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.IntArray;
import dev.bessemer.types.MatrixArray;
import java.util.function.LongSupplier;

/**
 * General matrix multiplication, {@code C = alpha op(A) op(B) + beta C}, as one task of a graph, where op transposes or does nothing.
 *
 * <pre>{@code
 * var gemm = Gemm.of(m, n, k, a, b, c).withTransposedB().withScale(1, 1);
 * var graph = gemm.addTo(new TaskGraph("s0").transferToDevice(EVERY_EXECUTION, a, b, c), "gemm")
 *         .transferToHost(EVERY_EXECUTION, c);
 * plan.withGridScheduler(new GridScheduler("s0.gemm", gemm.grid()));
 * }</pre>
 *
 * <p>A and B are of floats, halves or bfloats, both of one type, and C of floats, products being added in float, in an order that is the device's; or A and B are
 * of bytes and C of ints; or A is of halves, B a {@link QuantizedMatrix} and C of floats. Matrices are row-major and packed unless strides say otherwise. K may be 0: the product is then 0. An object of this class does not change; its methods give others.
 */
public final class Gemm {
    private final GemmOperands operands;
    private final GemmShape shape;
    private final GemmKernel.Place a;
    private final GemmKernel.Place b;
    private final GemmKernel.Place c;
    private final float alpha;
    private final float beta;
    private final GemmBlock block;

    private Gemm(
            GemmOperands operands,
            GemmShape shape,
            GemmKernel.Place a,
            GemmKernel.Place b,
            GemmKernel.Place c,
            float alpha,
            float beta,
            GemmBlock block) {
        this.operands = operands;
        this.shape = shape;
        this.a = a;
        this.b = b;
        this.c = c;
        this.alpha = alpha;
        this.beta = beta;
        this.block = block;
    }

    /**
     * {@code C = A B}, all packed.
     *
     * @param m rows of A and C, at least 1
     * @param n columns of B and C, at least 1
     * @param k columns of A and rows of B, at least 0
     * @param c not the memory of a or b
     * @throws IllegalArgumentException if an extent is less than it may be
     */
    public static <M extends SimdgroupMatrix<M>> Gemm of(
            int m, int n, int k, MatrixArray<M> a, MatrixArray<M> b, FloatArray c) {
        return of(m, n, k, new GemmFloats<>(a, b, c));
    }

    /**
     * {@code C = A B} of bytes, -128 to 127, all packed. Products are added in int, exactly, and wrap.
     *
     * @param m rows of A and C, at least 1
     * @param n columns of B and C, at least 1
     * @param k columns of A and rows of B, at least 0
     * @throws IllegalArgumentException if an extent is less than it may be
     */
    public static Gemm of(int m, int n, int k, ByteArray a, ByteArray b, IntArray c) {
        return of(m, n, k, new GemmIntegers(a, b, c));
    }

    /**
     * {@code C = A B} of halves and weights that are small integers with scales, all packed.
     *
     * @param m rows of A and C, at least 1
     * @param n columns of B and C, at least 1
     * @param k columns of A and rows of B, at least 0
     * @param c not the memory of a or b
     * @throws IllegalArgumentException if an extent is less than it may be
     */
    public static Gemm of(int m, int n, int k, HalfFloatArray a, QuantizedMatrix b, FloatArray c) {
        return of(m, n, k, new GemmQuantized(a, b, c));
    }

    private static Gemm of(int m, int n, int k, GemmOperands operands) {
        if (m < 1 || n < 1 || k < 0) {
            throw new IllegalArgumentException("a product of " + m + " x " + k + " and " + k + " x " + n
                    + " matrices: m and n must be at least 1, k at least 0");
        }
        GemmShape shape = new GemmShape(1, m, n, k, false, false);
        return packed(operands, shape, 1, 0, GemmBlock.usual(shape));
    }

    private static Gemm packed(GemmOperands operands, GemmShape shape, float alpha, float beta, GemmBlock block) {
        return new Gemm(
                operands,
                shape,
                place(shape.rowsOfA(), shape.columnsOfA(), "A"),
                place(shape.rowsOfB(), shape.columnsOfB(), "B"),
                place(shape.m(), shape.n(), "C"),
                alpha,
                beta,
                block);
    }

    private static GemmKernel.Place place(int rows, int columns, String name) {
        long size = (long) rows * columns;
        requireReach(name, size);
        return new GemmKernel.Place(columns, (int) size);
    }

    /** Takes A as k x m, packed, and transposes it. Call before strides are set. */
    public Gemm withTransposedA() {
        return packed(operands, shape.withTransposes(true, shape.transposeB()), alpha, beta, block);
    }

    /** Takes B as n x k, packed, and transposes it. Call before strides are set. */
    public Gemm withTransposedB() {
        return packed(operands, shape.withTransposes(shape.transposeA(), true), alpha, beta, block);
    }

    /**
     * Scales product and addend.
     *
     * @param alpha what the product is multiplied by; 1 otherwise
     * @param beta what the old elements of C are multiplied by; 0, as otherwise, leaves them unread
     * @throws IllegalArgumentException if a factor is infinite or NaN
     */
    public Gemm withScale(float alpha, float beta) {
        if (!Float.isFinite(alpha) || !Float.isFinite(beta)) {
            throw new IllegalArgumentException("alpha is " + alpha + " and beta " + beta + " but both must be finite");
        }
        return new Gemm(operands, shape, a, b, c, alpha, beta, block);
    }

    /**
     * Says how far rows are apart in memory.
     *
     * @param ofA elements from one row of A, as it lies in memory, to the next; at least a row's length
     * @param ofB the same for B
     * @param ofC the same for C
     * @throws IllegalArgumentException if rows would overlap
     */
    public Gemm withRowStrides(int ofA, int ofB, int ofC) {
        requireRow("A", ofA, shape.columnsOfA());
        requireRow("B", ofB, shape.columnsOfB());
        requireRow("C", ofC, shape.n());
        return new Gemm(
                operands,
                shape,
                strided(shape.rowsOfA(), ofA, "A"),
                strided(shape.rowsOfB(), ofB, "B"),
                strided(shape.m(), ofC, "C"),
                alpha,
                beta,
                block);
    }

    private static GemmKernel.Place strided(int rows, int stride, String name) {
        long size = (long) rows * stride;
        requireReach(name, size);
        return new GemmKernel.Place(stride, (int) size);
    }

    /**
     * Multiplies several pairs; their matrices follow each other, each as long as its rows times their stride.
     *
     * @throws IllegalArgumentException if there are less than 1
     */
    public Gemm withBatch(int pairs) {
        if (pairs < 1) {
            throw new IllegalArgumentException("a batch of " + pairs + " pairs: there must be at least 1");
        }
        return new Gemm(operands, shape.withBatch(pairs), a, b, c, alpha, beta, block);
    }

    /**
     * Says how far the matrices of a batch are apart.
     *
     * @param ofA elements from one A to the next, 0 where all pairs share it
     * @param ofB the same for B
     * @param ofC elements from one C to the next; at least as many as one takes
     * @throws IllegalArgumentException if a stride is negative, or results would overlap
     */
    public Gemm withBatchStrides(int ofA, int ofB, int ofC) {
        long taken = extent(shape.m(), shape.n(), c.rowStride());
        if (ofA < 0 || ofB < 0 || ofC < taken) {
            throw new IllegalArgumentException("batch strides of " + ofA + ", " + ofB + " and " + ofC
                    + ": those of A and B must be at least 0, that of C at least " + taken);
        }
        return new Gemm(
                operands,
                shape,
                new GemmKernel.Place(a.rowStride(), ofA),
                new GemmKernel.Place(b.rowStride(), ofB),
                new GemmKernel.Place(c.rowStride(), ofC),
                alpha,
                beta,
                block);
    }

    /**
     * Adds the task to a graph; its grid is {@link #grid()}.
     *
     * @throws IllegalArgumentException if an array is smaller than shape and strides say, or alpha and beta are not for its type; the message names it
     */
    public TaskGraph addTo(TaskGraph graph, String task) {
        requireSize("A", operands.sizeOfA(), a, shape.rowsOfA(), shape.columnsOfA());
        requireSize("B", operands.sizeOfB(), b, shape.rowsOfB(), shape.columnsOfB());
        requireSize("C", operands.sizeOfC(), c, shape.m(), shape.n());
        GemmKernel.Extents extents = new GemmKernel.Extents(shape.m(), shape.n(), shape.k(), a, b, c, alpha, beta);
        operands.check(extents, shape);
        return operands.addTo(graph, task, extents, shape, block);
    }

    /** A threadgroup in x for each block of columns, one in y for each block of rows, and one z for each pair. */
    public WorkerGrid grid() {
        return new WorkerGrid3D(
                Math.multiplyExact(GemmKernel.THREADS, Math.ceilDiv(shape.n(), block.columns())),
                Math.ceilDiv(shape.m(), block.rows()),
                shape.batch());
    }

    /**
     * Takes the size of the blocks, which a threadgroup each computes, that is fastest on a device. What that is for these types and a shape of about
     * these extents is measured by the first such call, which takes a second or two; it is kept beside the compiled kernels, so that later calls, also those of
     * other processes, only look it up. Without this blocks are of a size that serves most devices. Results are the same up to the order of additions.
     *
     * @param device what the plan will execute on; those whose times mean nothing, the debug device and the simulator, leave the size as it is
     */
    public Gemm withTuning(Device device) {
        return withTuning(device, GemmTuning.SHARED, System::nanoTime);
    }

    Gemm withTuning(Device device, GemmTuning tuning, LongSupplier clock) {
        return device.machine()
                .map(machine -> {
                    String signature = GemmTuning.signature(machine, device, operands.types(), shape);
                    GemmShape stands = shape.representative();
                    return withBlock(tuning.choose(
                            signature,
                            GemmBlock.candidates(stands),
                            candidate -> trial(stands, candidate, new GemmTrial(device, clock))));
                })
                .orElse(this);
    }

    /** How long a product of such a shape takes, in matrices of its own. */
    private long trial(GemmShape stands, GemmBlock candidate, GemmTrial trial) {
        GemmOperands own = operands.like(stands);
        try {
            return trial.nanoseconds(packed(own, stands, 1, 0, candidate));
        } finally {
            own.close();
        }
    }

    Gemm withBlock(GemmBlock other) {
        return new Gemm(operands, shape, a, b, c, alpha, beta, other);
    }

    GemmBlock block() {
        return block;
    }

    private static long extent(int rows, int columns, int rowStride) {
        return rows == 0 || columns == 0 ? 0 : (rows - 1L) * rowStride + columns;
    }

    private void requireSize(String name, long size, GemmKernel.Place place, int rows, int columns) {
        long needed = (shape.batch() - 1L) * place.batchStride() + extent(rows, columns, place.rowStride());
        requireReach(name, needed);
        if (size < needed) {
            throw new IllegalArgumentException(
                    "the product's " + name + " has " + size + " elements but its shape and strides need " + needed);
        }
    }

    private static void requireReach(String name, long elements) {
        if (elements > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("the product's " + name + " reaches over " + elements
                    + " elements, more than an int counts: make the shape, the batch or the strides smaller");
        }
    }

    private static void requireRow(String name, int stride, int length) {
        if (stride < length) {
            throw new IllegalArgumentException(
                    "rows of " + name + " are " + stride + " elements apart but " + length + " long");
        }
    }
}
