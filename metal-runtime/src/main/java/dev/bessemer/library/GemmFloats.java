package dev.bessemer.library;

import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.types.BFloat16Array;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import dev.bessemer.types.MatrixArray;
import java.util.Locale;

/** Floats, halves or bfloats, summed in float. */
record GemmFloats<M extends SimdgroupMatrix<M>>(MatrixArray<M> a, MatrixArray<M> b, FloatArray c)
        implements GemmOperands {
    @Override
    public String types() {
        return a.elementType().name().toLowerCase(Locale.ROOT);
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
    public TaskGraph addTo(TaskGraph graph, String task, GemmKernel.Extents extents, GemmShape shape, GemmBlock block) {
        return graph.task(
                task,
                GemmKernel::multiply,
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
        long sizeOfA = shape.elementsOfA();
        long sizeOfB = shape.elementsOfB();
        FloatArray results = new FloatArray(shape.elementsOfC());
        return switch (a) {
            case FloatArray _ ->
                new GemmFloats<>(filled(new FloatArray(sizeOfA)), filled(new FloatArray(sizeOfB)), results);
            case HalfFloatArray _ ->
                new GemmFloats<>(filled(new HalfFloatArray(sizeOfA)), filled(new HalfFloatArray(sizeOfB)), results);
            case BFloat16Array _ ->
                new GemmFloats<>(filled(new BFloat16Array(sizeOfA)), filled(new BFloat16Array(sizeOfB)), results);
        };
    }

    /** An array with small numbers of both signs. */
    static <A extends MatrixArray<?>> A filled(A array) {
        for (long i = 0; i < array.size(); i++) {
            array.setFloat(i, (i % 127 - 63) / 64f);
        }
        return array;
    }

    @Override
    public void close() {
        close(a);
        close(b);
        c.close();
    }

    /** Gives back an array's memory. */
    static void close(MatrixArray<?> array) {
        switch (array) {
            case FloatArray floats -> floats.close();
            case HalfFloatArray halves -> halves.close();
            case BFloat16Array bfloats -> bfloats.close();
        }
    }
}
