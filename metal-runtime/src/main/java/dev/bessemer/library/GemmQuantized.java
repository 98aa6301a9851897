package dev.bessemer.library;

import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.types.BFloat16Array;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.MatrixArray;
import java.util.Locale;

/** Halves by weights that are small integers with scales, summed in float. */
record GemmQuantized(HalfFloatArray a, QuantizedMatrix b, FloatArray c) implements GemmOperands {
    @Override
    public String types() {
        return "f16 i" + b.bits() + " " + b.group() + " "
                + b.scales().elementType().name().toLowerCase(Locale.ROOT);
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
        int matrices = extents.b().batchStride() == 0 ? 1 : shape.batch();
        long needed = matrices * b.scalesOf(shape);
        if (needed > Integer.MAX_VALUE || b.scales().size() < needed) {
            throw new IllegalArgumentException("the product's B has "
                    + b.scales().size() + " scales but its shape and groups of " + b.group() + " need " + needed);
        }
    }

    @Override
    public TaskGraph addTo(TaskGraph graph, String task, GemmKernel.Extents extents, GemmShape shape, GemmBlock block) {
        return switch (b.scales()) {
            case FloatArray scales -> add(graph, task, scales, extents, shape, block);
            case HalfFloatArray scales -> add(graph, task, scales, extents, shape, block);
            case BFloat16Array _ -> throw new IllegalStateException("no QuantizedMatrix has such scales");
        };
    }

    private <M extends SimdgroupMatrix<M>> TaskGraph add(
            TaskGraph graph,
            String task,
            MatrixArray<M> scales,
            GemmKernel.Extents extents,
            GemmShape shape,
            GemmBlock block) {
        return graph.task(
                task,
                GemmQuantizedKernel::multiply,
                new KernelContext(),
                a,
                b.values(),
                scales,
                c,
                extents,
                b.group(),
                block.rows(),
                block.columns(),
                shape.transposeA(),
                shape.transposeB(),
                extents.beta() != 0,
                b.isOfNibbles());
    }

    @Override
    public GemmOperands like(GemmShape shape) {
        long scales = shape.batch() * b.scalesOf(shape);
        return new GemmQuantized(
                GemmFloats.filled(new HalfFloatArray(shape.elementsOfA())),
                new QuantizedMatrix(
                        GemmIntegers.filled(Math.ceilDiv(shape.elementsOfB() * b.bits(), Byte.SIZE)),
                        b.bits(),
                        b.group(),
                        GemmFloats.filled(
                                b.scales() instanceof FloatArray
                                        ? new FloatArray(scales)
                                        : new HalfFloatArray(scales))),
                new FloatArray(shape.elementsOfC()));
    }

    @Override
    public void close() {
        a.close();
        b.values().close();
        GemmFloats.close(b.scales());
        c.close();
    }
}
