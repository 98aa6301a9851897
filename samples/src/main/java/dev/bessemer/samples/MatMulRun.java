package dev.bessemer.samples;

import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.SimdgroupMatrix;
import dev.bessemer.runtime.DataTransferMode;
import dev.bessemer.runtime.GridScheduler;
import dev.bessemer.runtime.ImmutableTaskGraph;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.runtime.WorkerGrid2D;
import dev.bessemer.types.DeviceArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.MatrixArray;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/** Matrices for {@link MatMul}, of elements of one type. */
final class MatMulRun<M extends SimdgroupMatrix<M>> implements SampleRun {
    /** Of the sum of the products' magnitudes: what the order of float additions may cost. */
    private static final double TOLERANCE = 2e-5;

    private final MatrixArray<M> a;
    private final MatrixArray<M> b;
    private final FloatArray c;
    private final int m;
    private final int n;
    private final int k;

    MatMulRun(LongFunction<MatrixArray<M>> array, int m, int n, int k) {
        this.m = m;
        this.n = n;
        this.k = k;
        a = array.apply((long) m * k);
        b = array.apply((long) k * n);
        c = new FloatArray((long) m * n);
        Dtype.fill(a, 1);
        Dtype.fill(b, 2);
    }

    @Override
    public ImmutableTaskGraph graph() {
        return new TaskGraph("matrices")
                .transferToDevice(DataTransferMode.FIRST_EXECUTION, Dtype.device(a), Dtype.device(b))
                .task("multiply", MatMul::multiply, new KernelContext(), a, b, c, m, n, k)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, c)
                .snapshot();
    }

    @Override
    public GridScheduler grids() {
        int threads = 32 * Math.ceilDiv(n, MatMul.BLOCK);
        return new GridScheduler("matrices.multiply", new WorkerGrid2D(threads, Math.ceilDiv(m, MatMul.BLOCK)));
    }

    @Override
    public List<DeviceArray> arrays() {
        return List.of(Dtype.device(a), Dtype.device(b), c);
    }

    @Override
    public DeviceArray result() {
        return c;
    }

    @Override
    public String shape() {
        return m + " x " + n + " x " + k;
    }

    @Override
    public String type() {
        return a.elementType().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public double operations() {
        return 2.0 * m * n * k;
    }

    @Override
    public Check check(Progress progress) {
        double[] left = doubles(a);
        double[] right = doubles(b);
        AtomicLong done = new AtomicLong();
        double largest = IntStream.range(0, m)
                .parallel()
                .mapToDouble(row -> {
                    progress.report("checking", done.getAndIncrement(), m);
                    return rowError(row, left, right);
                })
                .reduce(0, Math::max);
        return new Check(largest, TOLERANCE);
    }

    /** The largest error of a row of the result, relative to the sum of the magnitudes of the products it adds. */
    private double rowError(int row, double[] left, double[] right) {
        double[] sums = new double[n];
        double[] magnitudes = new double[n];
        for (int i = 0; i < k; i++) {
            double factor = left[row * k + i];
            for (int column = 0; column < n; column++) {
                double product = factor * right[i * n + column];
                sums[column] += product;
                magnitudes[column] += Math.abs(product);
            }
        }
        double largest = 0;
        for (int column = 0; column < n; column++) {
            double difference = Math.abs(c.get(row * n + column) - sums[column]);
            largest = Math.max(largest, difference == 0 ? 0 : difference / magnitudes[column]);
        }
        return largest;
    }

    private static double[] doubles(MatrixArray<?> array) {
        double[] values = new double[array.getSize()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.getFloat(i);
        }
        return values;
    }
}
