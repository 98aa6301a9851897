package dev.bessemer.bench;

import dev.bessemer.runtime.DataTransferMode;
import dev.bessemer.runtime.Device;
import dev.bessemer.runtime.ExecutionPlan;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.samples.VectorAdd;
import dev.bessemer.types.FloatArray;
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

/** The samples' sum of two arrays of 2^24 floats on the CPU device, all processors; checked before it is timed. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelVectorAddBenchmark {
    private static final int SIZE = 1 << 24;

    private final FloatArray a = new FloatArray(SIZE);
    private final FloatArray b = new FloatArray(SIZE);
    private final FloatArray sum = new FloatArray(SIZE);
    private final ExecutionPlan plan = new ExecutionPlan(new TaskGraph("vectors")
                    .transferToDevice(DataTransferMode.EVERY_EXECUTION, a, b)
                    .task("add", VectorAdd::add, a, b, sum)
                    .transferToHost(DataTransferMode.EVERY_EXECUTION, sum)
                    .snapshot())
            .withDevice(Device.cpu());

    /** Runs it once and checks the result. */
    @Setup
    public void check() {
        for (int i = 0; i < SIZE; i++) {
            a.set(i, i);
            b.set(i, 1 - 2f * i);
        }
        plan.execute();
        for (int i = 0; i < SIZE; i++) {
            if (sum.get(i) != a.get(i) + b.get(i)) {
                throw new IllegalStateException("element " + i + " is " + sum.get(i));
            }
        }
    }

    /** Frees the arrays. */
    @TearDown
    public void end() {
        plan.close();
        a.close();
        b.close();
        sum.close();
    }

    /** One sum. */
    @Benchmark
    public void add(Gigaflops counter) {
        plan.execute();
        counter.add(SIZE);
    }
}
