package dev.bessemer.runtime;

import static dev.bessemer.runtime.DataTransferMode.EVERY_EXECUTION;
import static dev.bessemer.runtime.Refusals.says;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.Parallel;
import dev.bessemer.library.MpsMatrixMultiplication;
import dev.bessemer.library.MpsSoftmax;
import dev.bessemer.types.FloatArray;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operations of a library among the kernels of a graph. */
class LibraryTaskTest {
    private static final int N = 40;

    private final FloatArray a = new FloatArray(N * N);
    private final FloatArray b = new FloatArray(N * N);
    private final FloatArray scores = new FloatArray(N * N);
    private final FloatArray weights = new FloatArray(N * N);

    @AfterEach
    void close() {
        List.of(a, b, scores, weights).forEach(FloatArray::close);
    }

    @Kernel
    static void fill(FloatArray a, float value) {
        for (@Parallel int i = 0; i < a.getSize(); i++) {
            a.set(i, value * (i % 7));
        }
    }

    @Kernel
    static void addOne(FloatArray a) {
        for (@Parallel int i = 0; i < a.getSize(); i++) {
            a.set(i, a.get(i) + 1);
        }
    }

    private TaskGraph mixed() {
        return new TaskGraph("s0")
                .transferToDevice(EVERY_EXECUTION, a)
                .task("fill", LibraryTaskTest::fill, b, 0.125f)
                .libraryTask("product", MpsMatrixMultiplication.of(a, b, scores, N, N, N))
                .task("refill", LibraryTaskTest::fill, b, Float.NaN)
                .libraryTask("softmax", MpsSoftmax.of(scores, weights, N, N))
                .task("addOne", LibraryTaskTest::addOne, weights)
                .transferToHost(EVERY_EXECUTION, weights);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "java"})
    void execute_kernelsAndOperations_keepTheirOrder(String device) {
        for (int i = 0; i < N * N; i++) {
            a.set(i, i % 3 - 1);
        }
        try (ExecutionPlan plan = new ExecutionPlan(mixed().snapshot()).withDevice(Device.byName(device))) {
            for (int execution = 0; execution < 20; execution++) {
                weights.init(0);
                plan.execute();
                check();
            }
        }
    }

    private void check() {
        for (int row = 0; row < N; row++) {
            double[] expected = new double[N];
            double sum = 0;
            for (int column = 0; column < N; column++) {
                double score = 0;
                for (int k = 0; k < N; k++) {
                    score += a.get(row * N + k) * 0.125 * ((k * N + column) % 7);
                }
                expected[column] = Math.exp(score);
                sum += expected[column];
            }
            for (int column = 0; column < N; column++) {
                assertEquals(1 + expected[column] / sum, weights.get(row * N + column), 2e-5);
            }
        }
    }

    @Test
    void profile_namesTheOperation() {
        try (ExecutionPlan plan = new ExecutionPlan(mixed().snapshot()).withProfiler(ProfilerMode.SILENT)) {
            String log = plan.execute().getProfilerResult().getProfileLog();
            assertTrue(log.contains("\"METHOD\": \"MpsSoftmax\""), log);
        }
    }

    @Test
    void metalSource_saysThatThereIsNone() {
        assertEquals(
                "// MpsSoftmax is an operation of a library, which keeps its source to itself\n",
                mixed().snapshot().metalSource("s0.softmax"));
    }

    @Test
    void execute_whatOperationsDoNotTake_isRefused() {
        try (ExecutionPlan plan = new ExecutionPlan(mixed().snapshot()).withBatch("1KB")) {
            says(
                    "task 's0.product' is an operation of a library, and withBatch cuts the iterations of @Parallel loops:"
                            + " put the task into a plan without batches",
                    plan::execute);
        }
        GridScheduler grids = new GridScheduler("s0.softmax", new WorkerGrid1D(64));
        try (ExecutionPlan plan = new ExecutionPlan(mixed().snapshot()).withGridScheduler(grids)) {
            RuntimeException thrown = assertThrows(RuntimeException.class, plan::execute);
            assertTrue(
                    String.valueOf(thrown.getMessage())
                            .startsWith(
                                    "task 's0.softmax': MpsSoftmax is an operation of a library, which makes its own"
                                            + " grid, but the scheduler has a "),
                    thrown::getMessage);
        }
    }

    @Test
    void execute_onTheSimulator_isRefusedByName() {
        assumeTrue(Device.list().size() == 3, "the simulator is on Linux alone");
        says(
                "task 's0.softmax': MpsSoftmax is not Metal source but an operation of a library, and the simulator executes"
                        + " Metal source alone: run this task elsewhere with plan.withDevice(\"s0.softmax\", Device.cpu())",
                () -> {
                    try (ExecutionPlan plan =
                            new ExecutionPlan(mixed().snapshot()).withDevice("s0.softmax", Device.simulator())) {
                        plan.execute();
                    }
                });
    }

    @Test
    void execute_closedArray_namesTaskAndOperand() {
        try (ExecutionPlan plan = new ExecutionPlan(mixed().snapshot())) {
            scores.close();
            RuntimeException thrown = assertThrows(IllegalStateException.class, plan::execute);
            assertTrue(
                    String.valueOf(thrown.getMessage())
                            .startsWith("task 's0.product', result: FloatArray[1600] is closed"),
                    thrown::getMessage);
        }
    }

    @Test
    void libraryTask_nullOrTakenName_isRefused() {
        MpsSoftmax softmax = MpsSoftmax.of(a, b, 1, 1);
        says(
                "task 's0.x' is there already: give each task a name of its own",
                () -> new TaskGraph("s0").libraryTask("x", softmax).libraryTask("x", softmax));
    }

    @Test
    void libraryTask_operationOfTheUsers_isComputedInParts() {
        LibraryOperation count = new LibraryOperation() {
            @Override
            public String operationName() {
                return "Count";
            }

            @Override
            public List<Operand> operands() {
                return List.of(new Operand("counts", a, Access.WRITE_ONLY));
            }

            @Override
            public long parts() {
                return N;
            }

            @Override
            public void compute(List<MemorySegment> elements, long first, long last) {
                for (long i = first; i < last; i++) {
                    elements.getFirst().set(ValueLayout.JAVA_FLOAT, 4 * i, (float) i);
                }
            }
        };
        TaskGraph graph = new TaskGraph("s0").libraryTask("count", count).transferToHost(EVERY_EXECUTION, a);
        try (ExecutionPlan plan = new ExecutionPlan(graph.snapshot())) {
            plan.execute();
        }
        for (int i = 0; i < N; i++) {
            assertEquals(i, a.get(i));
        }
    }
}
