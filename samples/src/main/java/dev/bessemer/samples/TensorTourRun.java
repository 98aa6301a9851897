package dev.bessemer.samples;

import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.runtime.DataTransferMode;
import dev.bessemer.runtime.GridScheduler;
import dev.bessemer.runtime.ImmutableTaskGraph;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.runtime.WorkerGrid3D;
import dev.bessemer.samples.TensorTour.Extents;
import dev.bessemer.types.DeviceArray;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.HalfFloatArray;
import java.util.List;
import java.util.stream.IntStream;

/** A run of {@link TensorTour}. */
final class TensorTourRun implements SampleRun {
    /** Of the sum of the products' magnitudes: what the order of float additions may cost. */
    private static final double TOLERANCE = 2e-5;

    private final Extents e;
    private final HalfFloatArray x;
    private final HalfFloatArray w;
    private final FloatArray bias;
    private final FloatArray y;
    private final FloatArray most;
    private final FloatArray sums;

    TensorTourRun(Extents extents) {
        e = extents;
        long heads = (long) e.batches() * e.heads();
        x = new HalfFloatArray(heads * e.rows() * e.depth());
        w = new HalfFloatArray((long) e.heads() * e.depth() * e.columns());
        bias = new FloatArray((long) e.heads() * e.columns());
        y = new FloatArray(heads * e.rows() * e.columns());
        most = new FloatArray(heads * e.rowBlocks() * e.columns());
        sums = new FloatArray(heads * e.columnBlocks() * e.rows());
        Dtype.fill(x, 1);
        Dtype.fill(w, 2);
        Dtype.fill(bias, 3);
    }

    @Override
    public ImmutableTaskGraph graph() {
        return new TaskGraph("tour")
                .transferToDevice(DataTransferMode.FIRST_EXECUTION, x, w, bias)
                .task("project", TensorTour::project, new KernelContext(), x, w, bias, y, most, sums, e)
                .task("normalize", TensorTour::normalize, y, most, e)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, y, sums)
                .snapshot();
    }

    @Override
    public GridScheduler grids() {
        int threads = 32 * TensorTour.SIMDGROUPS * e.columnBlocks();
        return new GridScheduler(
                "tour.project", new WorkerGrid3D(threads, e.rowBlocks(), Math.multiplyExact(e.batches(), e.heads())));
    }

    @Override
    public List<DeviceArray> arrays() {
        return List.of(x, w, bias, y, most, sums);
    }

    @Override
    public DeviceArray result() {
        return y;
    }

    @Override
    public String shape() {
        return e.batches() + " x " + e.heads() + " x " + e.rows() + " x " + e.depth() + " to " + e.columns();
    }

    @Override
    public String type() {
        return "f16";
    }

    @Override
    public double operations() {
        return 2.0 * x.size() * e.columns();
    }

    @Override
    public Check check(Progress progress) {
        int heads = e.batches() * e.heads();
        double largest = IntStream.range(0, heads)
                .parallel()
                .mapToDouble(head -> error(head / e.heads(), head % e.heads()))
                .reduce(0, Math::max);
        return new Check(largest, TOLERANCE);
    }

    /** The largest error of a head, relative to what its numbers add up from. */
    private double error(int batch, int head) {
        double[] rowSums = new double[e.rows()];
        double[] rowMagnitudes = new double[e.rows()];
        double error = 0;
        for (int column = 0; column < e.columns(); column++) {
            double[] numbers = new double[e.rows()];
            double[] magnitudes = new double[e.rows()];
            double most = 0;
            for (int row = 0; row < e.rows(); row++) {
                project(batch, head, row, column, numbers, magnitudes);
                most = Math.max(most, numbers[row]);
                rowSums[row] += numbers[row];
                rowMagnitudes[row] += magnitudes[row];
            }
            for (int row = 0; row < e.rows(); row++) {
                int at = ((batch * e.rows() + row) * e.heads() + head) * e.columns() + column;
                error = larger(error, Math.abs(y.get(at) - numbers[row] / (1 + most)), magnitudes[row]);
            }
        }
        for (int row = 0; row < e.rows(); row++) {
            error = larger(error, Math.abs(sum(batch, head, row) - rowSums[row]), rowMagnitudes[row]);
        }
        return error;
    }

    private static double larger(double error, double difference, double magnitude) {
        return Math.max(error, difference == 0 ? 0 : difference / magnitude);
    }

    /** An element before it is divided, and the sum of the magnitudes of what it adds. */
    private void project(int batch, int head, int row, int column, double[] numbers, double[] magnitudes) {
        double sum = bias.get(head * e.columns() + column);
        double magnitude = Math.abs(sum);
        for (int i = 0; i < e.depth(); i++) {
            int atX = ((batch * e.heads() + head) * e.rows() + row) * e.depth() + i;
            double product = (double) x.getFloat(atX) * w.getFloat((head * e.depth() + i) * e.columns() + column);
            sum += product;
            magnitude += Math.abs(product);
        }
        numbers[row] = Math.max(sum, 0);
        magnitudes[row] = magnitude;
    }

    /** The sum of a row over all blocks of columns. */
    private double sum(int batch, int head, int row) {
        double sum = 0;
        for (int block = 0; block < e.columnBlocks(); block++) {
            sum += sums.get(((batch * e.heads() + head) * e.columnBlocks() + block) * e.rows() + row);
        }
        return sum;
    }
}
