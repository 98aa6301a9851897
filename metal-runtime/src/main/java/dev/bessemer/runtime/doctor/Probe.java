package dev.bessemer.runtime.doctor;

import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.Parallel;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.library.MpsMatrixMultiplication;
import dev.bessemer.runtime.DataTransferMode;
import dev.bessemer.runtime.Device;
import dev.bessemer.runtime.ExecutionPlan;
import dev.bessemer.runtime.GridScheduler;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.runtime.WorkerGrid1D;
import dev.bessemer.types.FloatArray;
import java.util.Locale;

/** Something small to compute, whose result is known: the square of an 8 x 8 matrix, or a sum of arrays. */
enum Probe {
    /** A kernel of loops. */
    LOOPS("a kernel of loops") {
        @Override
        TaskGraph graph(FloatArray a, FloatArray out) {
            return new TaskGraph("probe").task("task", Probe::twice, a, out);
        }

        @Override
        float expected(FloatArray a, int i) {
            return 2 * a.get(i);
        }
    },

    /** A kernel that works with SIMD-group matrices. */
    MATRICES("a kernel of SIMD-group matrices") {
        @Override
        TaskGraph graph(FloatArray a, FloatArray out) {
            return new TaskGraph("probe").task("task", Probe::square, new KernelContext(), a, out);
        }

        @Override
        ExecutionPlan on(ExecutionPlan plan) {
            return plan.withGridScheduler(new GridScheduler("probe.task", new WorkerGrid1D(32).setLocalWork(32, 1, 1)));
        }
    },

    /** An operation of MPS. */
    OPERATION("an operation of MPS") {
        @Override
        TaskGraph graph(FloatArray a, FloatArray out) {
            return new TaskGraph("probe").libraryTask("task", MpsMatrixMultiplication.of(a, a, out, N, N, N));
        }
    };

    private static final int N = 8;

    private final String what;

    Probe(String what) {
        this.what = what;
    }

    abstract TaskGraph graph(FloatArray a, FloatArray out);

    /** The element that is right: one of the matrix's square. */
    float expected(FloatArray a, int i) {
        float sum = 0;
        for (int k = 0; k < N; k++) {
            sum += a.get(i / N * N + k) * a.get(k * N + i % N);
        }
        return sum;
    }

    ExecutionPlan on(ExecutionPlan plan) {
        return plan;
    }

    /**
     * Runs it on a device.
     *
     * @return what ran, and how long it took
     * @throws RuntimeException when it does not run, or computes something else
     */
    String run(Device device) {
        try (FloatArray a = new FloatArray(N * N);
                FloatArray out = new FloatArray(N * N)) {
            for (int i = 0; i < N * N; i++) {
                a.set(i, i % 5);
            }
            long start = System.nanoTime();
            TaskGraph graph = graph(a, out)
                    .transferToDevice(DataTransferMode.EVERY_EXECUTION, a)
                    .transferToHost(DataTransferMode.EVERY_EXECUTION, out);
            try (ExecutionPlan plan = on(new ExecutionPlan(graph.snapshot()).withDevice(device))) {
                plan.execute();
            }
            check(a, out);
            return String.format(
                    Locale.ROOT, "%s ran and was right, in %.1f ms", what, (System.nanoTime() - start) / 1e6);
        }
    }

    private void check(FloatArray a, FloatArray out) {
        for (int i = 0; i < N * N; i++) {
            if (out.get(i) != expected(a, i)) {
                throw new IllegalStateException(
                        "element " + i + " is " + out.get(i) + " but should be " + expected(a, i));
            }
        }
    }

    @Override
    public String toString() {
        return what;
    }

    @Kernel
    static void twice(FloatArray a, FloatArray out) {
        for (@Parallel int i = 0; i < out.getSize(); i++) {
            out.set(i, a.get(i) + a.get(i));
        }
    }

    @Kernel
    static void square(KernelContext k, FloatArray a, FloatArray out) {
        var tile = SimdgroupMatrix.F32.load(a, 0, 8);
        SimdgroupMatrix.multiplyAccumulate(tile, tile, SimdgroupMatrix.F32.zero())
                .store(out, 0, 8);
    }
}
