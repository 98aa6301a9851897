package dev.bessemer.bench;

import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.Parallel;
import dev.bessemer.runtime.GridScheduler;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.IntArray;
import java.util.List;
import java.util.Random;

/** Reads an array at the places that another array names: accesses that nothing but the data can prove in range. */
final class GatherKernel extends KernelContender {
    private final FloatArray from;
    private final IntArray places;
    private final FloatArray to;

    private GatherKernel(FloatArray from, IntArray places, FloatArray to) {
        super(
                new TaskGraph("arrays").task("gather", GatherKernel::gather, from, places, to),
                List.of(from, places, to),
                new GridScheduler());
        this.from = from;
        this.places = places;
        this.to = to;
    }

    /** Of as many elements; the places are near each other, so that memory is no bottleneck. */
    static GatherKernel of(int size) {
        Random random = new Random(42);
        FloatArray from = new FloatArray(size);
        IntArray places = new IntArray(size);
        for (int i = 0; i < size; i++) {
            from.set(i, i);
            places.set(i, Math.clamp(i + (long) random.nextInt(-64, 64), 0, size - 1));
        }
        return new GatherKernel(from, places, new FloatArray(size));
    }

    @Kernel
    private static void gather(FloatArray from, IntArray places, FloatArray to) {
        for (@Parallel int i = 0; i < to.getSize(); i++) {
            to.set(i, from.get(places.get(i)) * 2);
        }
    }

    @Override
    public void check() {
        for (int i = 0; i < to.getSize(); i++) {
            if (to.get(i) != from.get(places.get(i)) * 2) {
                throw new IllegalStateException("element " + i + " is " + to.get(i));
            }
        }
    }

    @Override
    public double operations() {
        return to.getSize();
    }
}
