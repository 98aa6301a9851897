package dev.bessemer.bench;

import dev.bessemer.runtime.GridScheduler;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.samples.VectorAdd;
import dev.bessemer.types.FloatArray;
import java.util.List;

/** The samples' sum of two arrays on the CPU device. */
final class VectorAddKernel extends KernelContender {
    private final FloatArray a;
    private final FloatArray b;
    private final FloatArray sum;

    private VectorAddKernel(FloatArray a, FloatArray b, FloatArray sum) {
        super(new TaskGraph("vectors").task("add", VectorAdd::add, a, b, sum), List.of(a, b, sum), new GridScheduler());
        this.a = a;
        this.b = b;
        this.sum = sum;
    }

    static VectorAddKernel of(int size) {
        FloatArray a = new FloatArray(size);
        FloatArray b = new FloatArray(size);
        for (int i = 0; i < size; i++) {
            a.set(i, i);
            b.set(i, 1 - 2f * i);
        }
        return new VectorAddKernel(a, b, new FloatArray(size));
    }

    @Override
    public void check() {
        for (int i = 0; i < sum.getSize(); i++) {
            if (sum.get(i) != a.get(i) + b.get(i)) {
                throw new IllegalStateException("element " + i + " is " + sum.get(i));
            }
        }
    }

    @Override
    public double operations() {
        return sum.getSize();
    }
}
