package dev.bessemer.library;

import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.types.ByteArray;
import dev.bessemer.types.IntArray;

/** Bytes, summed in int. */
record GemmIntegers(ByteArray a, ByteArray b, IntArray c) implements GemmOperands {
    /** The largest magnitude up to which floats, in which factors are passed, have all integers. */
    private static final float EXACT = 1 << 24;

    @Override
    public String types() {
        return "i8";
    }

    @Override
    public long sizeOfA() {
        return a.size();
    }

    @Override
    public long sizeOfB() {
        return b.size();
    }

    @Override
    public long sizeOfC() {
        return c.size();
    }

    @Override
    public void check(GemmKernel.Extents extents, GemmShape shape) {
        if (!isInteger(extents.alpha()) || !isInteger(extents.beta())) {
            throw new IllegalArgumentException("alpha is " + extents.alpha() + " and beta " + extents.beta()
                    + " but a product of bytes is of ints: both must be whole numbers up to 2^24");
        }
    }

    private static boolean isInteger(float factor) {
        return factor == Math.rint(factor) && Math.abs(factor) <= EXACT;
    }

    @Override
    public TaskGraph addTo(TaskGraph graph, String task, GemmKernel.Extents extents, GemmShape shape, GemmBlock block) {
        return graph.task(
                task,
                GemmKernel::multiplyBytes,
                new KernelContext(),
                a,
                b,
                c,
                extents,
                block.rows(),
                block.columns(),
                shape.transposeA(),
                shape.transposeB(),
                extents.beta() != 0);
    }

    @Override
    public GemmOperands like(GemmShape shape) {
        return new GemmIntegers(
                filled(shape.elementsOfA()), filled(shape.elementsOfB()), new IntArray(shape.elementsOfC()));
    }

    /** Bytes of all values. */
    static ByteArray filled(long size) {
        ByteArray array = new ByteArray(size);
        for (long i = 0; i < size; i++) {
            array.set(i, (byte) (i * 37));
        }
        return array;
    }

    @Override
    public void close() {
        a.close();
        b.close();
        c.close();
    }
}
