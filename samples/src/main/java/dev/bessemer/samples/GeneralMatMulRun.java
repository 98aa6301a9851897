package dev.bessemer.samples;

import dev.bessemer.library.Gemm;
import dev.bessemer.runtime.DataTransferMode;
import dev.bessemer.runtime.GridScheduler;
import dev.bessemer.runtime.ImmutableTaskGraph;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.samples.GeneralMatMul.Problem;
import dev.bessemer.types.DeviceArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/** A run of {@link GeneralMatMul} on some arrays. */
final class GeneralMatMulRun implements SampleRun {
    /** Multiplications the reference may cost; of larger problems it checks as many rows as that allows, evenly spread. */
    private static final double REFERENCE_BUDGET = 4e9;

    private final GeneralMatMulArrays arrays;
    private final GeneralMatMul.Type type;
    private final Problem problem;
    private final Gemm gemm;

    GeneralMatMulRun(GeneralMatMul.Type type, Problem problem, UnaryOperator<Gemm> tuning) {
        this.type = type;
        this.problem = problem;
        arrays = type.arrays(problem);
        Gemm plain = arrays.gemm(problem);
        Gemm left = problem.transposeA() ? plain.withTransposedA() : plain;
        Gemm both = problem.transposeB() ? left.withTransposedB() : left;
        gemm = tuning.apply(both.withBatch(problem.batch()));
    }

    @Override
    public ImmutableTaskGraph graph() {
        Object[] factors = arrays.factors().toArray();
        return gemm.addTo(new TaskGraph("matrices").transferToDevice(DataTransferMode.FIRST_EXECUTION, factors), "gemm")
                .transferToHost(DataTransferMode.EVERY_EXECUTION, arrays.c())
                .snapshot();
    }

    @Override
    public GridScheduler grids() {
        return new GridScheduler("matrices.gemm", gemm.grid());
    }

    @Override
    public List<DeviceArray> arrays() {
        List<DeviceArray> all = new ArrayList<>(arrays.factors());
        all.add(arrays.c());
        return all;
    }

    @Override
    public DeviceArray result() {
        return arrays.c();
    }

    @Override
    public String shape() {
        String batch = problem.batch() == 1 ? "" : problem.batch() + " x ";
        String layout = (problem.transposeA() ? "T" : "N") + (problem.transposeB() ? "T" : "N");
        return batch + problem.m() + " x " + problem.n() + " x " + problem.k() + " " + layout;
    }

    @Override
    public String type() {
        return type.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public double operations() {
        return 2.0 * problem.batch() * problem.m() * problem.n() * problem.k();
    }

    @Override
    public Check check(Progress progress) {
        long rows = (long) problem.batch() * problem.m();
        long step = Math.max(1, (long) (1.0 * rows * problem.n() * problem.k() / REFERENCE_BUDGET));
        long checked = Math.ceilDiv(rows, step);
        AtomicLong done = new AtomicLong();
        double largest = LongStream.range(0, checked)
                .parallel()
                .mapToDouble(i -> {
                    progress.report("checking", done.getAndIncrement(), checked);
                    return rowError((int) (i * step / problem.m()), (int) (i * step % problem.m()));
                })
                .reduce(0, Math::max);
        return new Check(largest, arrays.tolerance());
    }

    /** The largest error of a row of a result, relative to the sum of the magnitudes of the products it adds. */
    private double rowError(int matrix, int row) {
        int m = problem.m();
        int n = problem.n();
        int k = problem.k();
        double largest = 0;
        for (int column = 0; column < n; column++) {
            double sum = 0;
            double magnitude = 0;
            for (int i = 0; i < k; i++) {
                int atA = matrix * m * k + (problem.transposeA() ? i * m + row : row * k + i);
                int atB = matrix * k * n + (problem.transposeB() ? column * k + i : i * n + column);
                double product =
                        arrays.a(atA) * arrays.b(atB, GeneralMatMulArrays.Weights.scale(problem, matrix, i, column));
                sum += product;
                magnitude += Math.abs(product);
            }
            double difference = Math.abs(arrays.c((matrix * m + row) * n + column) - sum);
            largest = Math.max(largest, difference == 0 ? 0 : difference / magnitude);
        }
        return largest;
    }
}
