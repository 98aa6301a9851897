package dev.bessemer.bench;

import dev.bessemer.runtime.DataTransferMode;
import dev.bessemer.runtime.Device;
import dev.bessemer.runtime.ExecutionPlan;
import dev.bessemer.runtime.ExecutionResult;
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

/** What it costs to execute a graph of one task on 32 floats once it is compiled; checked before it is timed. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class LaunchBenchmark {
    private final FloatArray a = FloatArray.fromArray(new float[32]);
    private final FloatArray b = FloatArray.fromArray(new float[32]);
    private final FloatArray sum = new FloatArray(32);
    private final ExecutionPlan plan = new ExecutionPlan(new TaskGraph("vectors")
                    .transferToDevice(DataTransferMode.EVERY_EXECUTION, a, b)
                    .task("add", VectorAdd::add, a, b, sum)
                    .transferToHost(DataTransferMode.EVERY_EXECUTION, sum)
                    .snapshot())
            .withDevice(Device.cpu());

    /** Runs it once and checks the result. */
    @Setup
    public void check() {
        a.init(1);
        b.init(2);
        plan.execute();
        for (int i = 0; i < sum.getSize(); i++) {
            if (sum.get(i) != 3) {
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

    /** One execution. */
    @Benchmark
    public ExecutionResult execute() {
        return plan.execute();
    }
}
