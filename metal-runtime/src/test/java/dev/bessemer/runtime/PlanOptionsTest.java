package dev.bessemer.runtime;

import static dev.bessemer.runtime.DataTransferMode.EVERY_EXECUTION;
import static dev.bessemer.runtime.DataTransferMode.FIRST_EXECUTION;
import static dev.bessemer.runtime.Refusals.says;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.Parallel;
import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.jit.KernelCompilationException;
import dev.bessemer.jit.diagnostic.KernelFaultException;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.IntArray;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the {@code with} methods of a plan do. */
class PlanOptionsTest {
    private final IntArray numbers = IntArray.fromArray(new int[1000]);

    @AfterEach
    void close() {
        numbers.close();
    }

    private ExecutionPlan addOne() {
        return new ExecutionPlan(
                new TaskGraph("s0").task("add", TestKernels::add, numbers, 1).snapshot());
    }

    private void allAre(int value) {
        for (int number : numbers.toHeapArray()) {
            assertEquals(value, number);
        }
    }

    @Kernel
    static void rows(IntArray a, int rows, int columns) {
        for (@Parallel int i = 0; i < rows; i++) {
            for (@Parallel int j = 0; j < columns; j++) {
                a.set(i * columns + j, i * 1000 + j);
            }
        }
    }

    @Test
    void withBatch_anySize_givesTheSame() {
        for (String size : new String[] {"4B", "12B", "1KB", "1024B", "3996 B", "1mb", "2GB", "1TB"}) {
            try (ExecutionPlan plan = addOne().withBatch(size)) {
                numbers.init(0);
                plan.execute();
                allAre(1);
            }
        }
    }

    @Test
    void withBatch_nestedLoops_coversThemAll() {
        try (ExecutionPlan plan = new ExecutionPlan(new TaskGraph("s0")
                        .task("rows", PlanOptionsTest::rows, numbers, 40, 25)
                        .snapshot())
                .withBatch("300B")) {
            plan.execute();
        }
        for (int i = 0; i < 1000; i++) {
            assertEquals(i / 25 * 1000 + i % 25, numbers.get(i));
        }
    }

    @Test
    void withBatch_noAmount_isRefused() {
        try (ExecutionPlan plan = addOne()) {
            for (String wrong : new String[] {"512", "512XB", "1.5MB", "-1MB", "", "MB", "9999999999999999999MB"}) {
                says(
                        "the batch '" + wrong
                                + "' is no amount of memory: write a whole number and one of B, KB, MB, GB and"
                                + " TB, as in \"512MB\"",
                        () -> plan.withBatch(wrong));
            }
            says("the batch '0MB' is not between 1 byte and 2^63-1 bytes", () -> plan.withBatch("0MB"));
            says("the batch '99999999TB' is not between 1 byte and 2^63-1 bytes", () -> plan.withBatch("99999999TB"));
        }
    }

    @Test
    void withBatch_elementsThatDoNotFit_isRefused() {
        try (ExecutionPlan plan = addOne().withBatch("6B")) {
            says(
                    "task 's0.add', parameter 1 'a': a batch of 6B is no whole number of the 4-byte elements of IntArray[1000]:"
                            + " use a multiple, for example of 1KB",
                    plan::execute);
        }
    }

    @Test
    void withBatch_noParallelLoop_isRefused() {
        try (ExecutionPlan plan = new ExecutionPlan(new TaskGraph("s0")
                        .task("ids", TestKernels::ids, new KernelContext(), numbers)
                        .snapshot())
                .withBatch("1KB")
                .withGridScheduler(new GridScheduler("s0.ids", new WorkerGrid1D(1000)))) {
            says(
                    "task 's0.ids' has no @Parallel loop, and withBatch cuts the iterations of @Parallel loops: put the task"
                            + " into a plan without batches",
                    plan::execute);
        }
    }

    @Kernel
    static void wrong(IntArray a) {
        a.set(0, String.valueOf(3).length());
    }

    @Test
    void withPreCompilation_brokenKernel_throwsBeforeExecute() {
        try (ExecutionPlan plan = new ExecutionPlan(new TaskGraph("s0")
                .task("wrong", PlanOptionsTest::wrong, numbers)
                .snapshot())) {
            assertThrows(KernelCompilationException.class, plan::withPreCompilation);
        }
    }

    @Test
    void withPreCompilation_soundKernel_leavesNothingToCompile() {
        try (ExecutionPlan plan = addOne().withProfiler(ProfilerMode.SILENT)) {
            plan.withPreCompilation();
            allAre(0);
            assertEquals(0, plan.execute().getProfilerResult().getCompileTime());
            allAre(1);
        }
    }

    @Test
    void withWarmUp_leavesArraysAsTheyWere() {
        int[] copied = {5, 6};
        try (ExecutionPlan plan = new ExecutionPlan(new TaskGraph("s0")
                .transferToDevice(FIRST_EXECUTION, copied)
                .task("add", TestKernels::add, numbers, 1)
                .task("increment", TestKernels::increment, copied)
                .transferToHost(EVERY_EXECUTION, copied)
                .snapshot())) {
            plan.withWarmUp().withWarmUpIterations(3).withWarmUpTime(5);
            allAre(0);
            assertArrayEquals(new int[] {5, 6}, copied);
            copied[0] = 10;
            plan.execute();
            allAre(1);
            assertArrayEquals(new int[] {11, 7}, copied);
        }
    }

    @Test
    void withWarmUp_fault_leavesArraysAsTheyWereAndThrows() {
        try (FloatArray small = new FloatArray(10);
                FloatArray large = new FloatArray(20);
                ExecutionPlan plan = new ExecutionPlan(new TaskGraph("s0")
                        .task("add", TestKernels::add, small, small, large)
                        .snapshot())) {
            small.init(1);
            assertThrows(KernelFaultException.class, plan::withWarmUp);
            assertArrayEquals(new float[20], large.toHeapArray());
        }
    }

    @Test
    void withWarmUp_notOnce_isRefused() {
        try (ExecutionPlan plan = addOne()) {
            says("0 warm-up iterations: ask for 1 or more", () -> plan.withWarmUpIterations(0));
            says("-1 milliseconds of warm-up: ask for 1 or more", () -> plan.withWarmUpTime(-1));
        }
    }

    @Test
    void withMemoryLimit_tooLow_refusesBeforeAnythingRuns() {
        try (ExecutionPlan plan = addOne().withMemoryLimit("2KB")) {
            says(
                    "the arrays of graph 's0' take 4000B, more than the memory limit of 2KB: raise it with withMemoryLimit, or"
                            + " give the graph smaller arrays",
                    plan::execute);
            allAre(0);
            plan.withMemoryLimit("4000B").execute();
            plan.withMemoryLimit("1B").withoutMemoryLimit().execute();
            allAre(2);
            says(
                    "the memory limit 'all' is no amount of memory: write a whole number and one of B, KB, MB, GB and TB, as in"
                            + " \"512MB\"",
                    () -> plan.withMemoryLimit("all"));
        }
    }

    @Test
    void withBoundsChecks_off_stillComputes() {
        try (ExecutionPlan plan = addOne().withBoundsChecks(false)) {
            plan.execute();
            allAre(1);
        }
    }

    @Test
    void withPrintKernel_printsTheMetalSourceOnce() {
        String printed = printedBy(() -> {
            try (ExecutionPlan plan = addOne().withPrintKernel()) {
                plan.execute();
                plan.execute();
                plan.withoutPrintKernel().execute();
            }
        });
        assertEquals(1, printed.split("\\[\\[kernel]] void add\\(", -1).length - 1, printed);
        assertTrue(
                printed.startsWith("// task 's0.add', TestKernels.add, for 'cpu' (the CPU device, on all cores)"),
                printed);
    }

    static String printedBy(Runnable action) {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            action.run();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void with_closedPlan_isRefused() {
        ExecutionPlan plan = addOne();
        plan.close();
        String message = "the plan of graph 's0' is closed: make a new ExecutionPlan to execute it again";
        says(message, plan::withAllGraphs);
        says(message, () -> plan.withBoundsChecks(false));
        says(message, plan::withPreCompilation);
        says(message, plan::withWarmUp);
        says(message, plan::freeDeviceMemory);
        assertTrue(plan.executeAsync().isCompletedExceptionally());
    }
}
