package dev.bessemer.bench;

import dev.bessemer.runtime.DataTransferMode;
import dev.bessemer.runtime.Device;
import dev.bessemer.runtime.ExecutionPlan;
import dev.bessemer.runtime.ExecutionResult;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.samples.VectorAdd;
import dev.bessemer.types.FloatArray;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to execute a graph of one task on 32 floats, or of ten that follow each other, once it is compiled; checked before it is timed. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class LaunchBenchmark {
    private static final int CHAIN = 10;

    private final FloatArray a = FloatArray.fromArray(new float[32]);
    private final FloatArray b = FloatArray.fromArray(new float[32]);
    private final FloatArray sum = new FloatArray(32);
    /** The device's name. */
    @Param("cpu")
    public String device = "cpu";

    private @Nullable ExecutionPlan plan;
    private @Nullable ExecutionPlan chain;

    private TaskGraph one() {
        return new TaskGraph("vectors")
                .transferToDevice(DataTransferMode.EVERY_EXECUTION, a, b)
                .task("add", VectorAdd::add, a, b, sum)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, sum);
    }

    /** Every task adds to what the one before it wrote. */
    private TaskGraph ten() {
        TaskGraph graph = new TaskGraph("chain").transferToDevice(DataTransferMode.EVERY_EXECUTION, a, b);
        graph.task("add0", VectorAdd::add, a, b, sum);
        for (int i = 1; i < CHAIN; i++) {
            graph.task("add" + i, VectorAdd::add, sum, b, sum);
        }
        return graph.transferToHost(DataTransferMode.EVERY_EXECUTION, sum);
    }

    /** Runs both once and checks the results. */
    @Setup
    public void check() {
        a.init(1);
        b.init(2);
        Device wanted = Device.byName(device);
        plan = new ExecutionPlan(one().snapshot()).withDevice(wanted);
        var _ = execute();
        checkSum(3);
        chain = new ExecutionPlan(ten().snapshot()).withDevice(wanted);
        var _ = executeTen();
        checkSum(1 + 2 * CHAIN);
    }

    private void checkSum(float expected) {
        for (int i = 0; i < sum.getSize(); i++) {
            if (sum.get(i) != expected) {
                throw new IllegalStateException("element " + i + " is " + sum.get(i) + " but should be " + expected);
            }
        }
    }

    /** Frees the arrays. */
    @TearDown
    public void end() {
        Objects.requireNonNull(plan).close();
        Objects.requireNonNull(chain).close();
        a.close();
        b.close();
        sum.close();
    }

    /** One execution. */
    @Benchmark
    public ExecutionResult execute() {
        return Objects.requireNonNull(plan).execute();
    }

    /** One execution of ten tasks. */
    @Benchmark
    public ExecutionResult executeTen() {
        return Objects.requireNonNull(chain).execute();
    }
}
