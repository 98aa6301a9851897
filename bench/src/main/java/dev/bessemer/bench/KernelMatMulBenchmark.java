package dev.bessemer.bench;

import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.runtime.DataTransferMode;
import dev.bessemer.runtime.Device;
import dev.bessemer.runtime.ExecutionPlan;
import dev.bessemer.runtime.GridScheduler;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.runtime.WorkerGrid2D;
import dev.bessemer.samples.MatMul;
import dev.bessemer.types.FloatArray;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The samples' product of two matrices of 1024 x 1024 floats on the CPU device; checked before it is timed. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelMatMulBenchmark {
    private static final int N = 1024;

    /** Rows and columns of the result that a threadgroup of 32 threads computes. */
    private static final int BLOCK = 32;

    private final FloatArray a = new FloatArray(N * N);
    private final FloatArray b = new FloatArray(N * N);
    private final FloatArray c = new FloatArray(N * N);
    private final ExecutionPlan plan = new ExecutionPlan(new TaskGraph("matrices")
                    .transferToDevice(DataTransferMode.FIRST_EXECUTION, a, b)
                    .task("multiply", MatMul::multiply, new KernelContext(), a, b, c, N, N, N)
                    .transferToHost(DataTransferMode.EVERY_EXECUTION, c)
                    .snapshot())
            .withDevice(Device.cpu())
            .withGridScheduler(new GridScheduler("matrices.multiply", new WorkerGrid2D(N / BLOCK * 32, N / BLOCK)));

    /** Runs it once and checks every 37th row. */
    @Setup
    public void check() {
        Random random = new Random(42);
        for (int i = 0; i < N * N; i++) {
            a.set(i, random.nextFloat(-1, 1));
            b.set(i, random.nextFloat(-1, 1));
        }
        plan.execute();
        for (int row = 0; row < N; row += 37) {
            for (int column = 0; column < N; column++) {
                checkElement(row, column);
            }
        }
    }

    private void checkElement(int row, int column) {
        double expected = 0;
        for (int i = 0; i < N; i++) {
            expected += (double) a.get(row * N + i) * b.get(i * N + column);
        }
        float found = c.get(row * N + column);
        if (!(Math.abs(found - expected) <= 1e-3)) {
            throw new IllegalStateException(
                    "row " + row + ", column " + column + " is " + found + " but should be " + expected);
        }
    }

    /** Frees the arrays. */
    @TearDown
    public void end() {
        plan.close();
        a.close();
        b.close();
        c.close();
    }

    /** One product. */
    @Benchmark
    public void multiply(Gigaflops counter) {
        plan.execute();
        counter.add(2.0 * N * N * N);
    }
}
