package dev.bessemer.samples;

import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.Parallel;
import dev.bessemer.runtime.DataTransferMode;
import dev.bessemer.runtime.ImmutableTaskGraph;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.types.DeviceArray;
import dev.bessemer.types.FloatArray;
import java.util.List;
import java.util.SplittableRandom;

/** The sum of two arrays, element by element: the smallest kernel there is. */
public final class VectorAdd implements Sample {
    /** The sample of this name. */
    public VectorAdd() {}

    /** Adds two arrays of at least c's length into c; every iteration is a thread. */
    @Kernel
    public static void add(FloatArray a, FloatArray b, FloatArray c) {
        for (@Parallel int i = 0; i < c.getSize(); i++) {
            c.set(i, a.get(i) + b.get(i));
        }
    }

    @Override
    public String name() {
        return "vector-add";
    }

    @Override
    public String summary() {
        return "c = a + b, a @Parallel loop";
    }

    @Override
    public List<Option> options() {
        return List.of(Option.of("--size", "N", 1 << 24, "elements of an array"), DEVICE, REPEAT);
    }

    @Override
    public List<Way> ways(Options options) {
        int size = options.number("--size", 1, Integer.MAX_VALUE);
        return List.of(Way.only(() -> new Run(size)));
    }

    /** Three arrays. */
    private static final class Run implements SampleRun {
        private final FloatArray a;
        private final FloatArray b;
        private final FloatArray c;

        Run(int size) {
            a = new FloatArray(size);
            b = new FloatArray(size);
            c = new FloatArray(size);
            SplittableRandom random = new SplittableRandom(1);
            for (int i = 0; i < size; i++) {
                a.set(i, (float) random.nextDouble(-1, 1));
                b.set(i, (float) random.nextDouble(-1, 1));
            }
        }

        @Override
        public ImmutableTaskGraph graph() {
            return new TaskGraph("vectors")
                    .transferToDevice(DataTransferMode.EVERY_EXECUTION, a, b)
                    .task("add", VectorAdd::add, a, b, c)
                    .transferToHost(DataTransferMode.EVERY_EXECUTION, c)
                    .snapshot();
        }

        @Override
        public List<DeviceArray> arrays() {
            return List.of(a, b, c);
        }

        @Override
        public DeviceArray result() {
            return c;
        }

        @Override
        public String shape() {
            return String.valueOf(c.size());
        }

        @Override
        public String type() {
            return "f32";
        }

        @Override
        public double operations() {
            return c.size();
        }

        @Override
        public Check check(Progress progress) {
            double largest = 0;
            for (int i = 0; i < c.getSize(); i++) {
                double expected = (double) a.get(i) + b.get(i);
                largest = Math.max(largest, Math.abs(c.get(i) - expected));
            }
            return new Check(largest, Math.ulp(2f));
        }
    }
}
