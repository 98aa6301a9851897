package dev.bessemer.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.bessemer.types.FloatArray;
import dev.bessemer.types.IntArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a user reads who gives a graph or a plan something that does not work. */
class BadInputTest {
    private final FloatArray a = new FloatArray(4);
    private final FloatArray b = new FloatArray(4);

    @AfterEach
    void close() {
        a.close();
        b.close();
    }

    private static void says(String message, Executable action) {
        RuntimeException thrown = assertThrows(RuntimeException.class, action);
        assertEquals(message, thrown.getMessage());
    }

    private TaskGraph add() {
        return new TaskGraph("s0").task("add", TestKernels::add, a, a, b);
    }

    @Test
    void task_nullArgument_namesTaskAndParameter() {
        String[] none = {null};
        says(
                "task 's0.add', parameter 2 'b': the argument is null: pass a FloatArray",
                () -> new TaskGraph("s0").task("add", TestKernels::add, a, (FloatArray) (Object) none[0], b));
    }

    @Test
    void task_otherType_namesBoth() {
        @SuppressWarnings({"unchecked", "rawtypes"}) // what a caller without generics can do
        Tasks.Task3<Object, Object, Object> raw =
                (Tasks.Task3) (Tasks.Task3<FloatArray, FloatArray, FloatArray>) TestKernels::add;
        try (IntArray other = new IntArray(4)) {
            says(
                    "task 's0.add', parameter 3 'c': the argument is of type IntArray: pass a FloatArray",
                    () -> new TaskGraph("s0").task("add", raw, a, b, other));
        }
    }

    @Test
    void task_lambdaThatCaptures_isRefused() {
        int value = a.getSize();
        try (IntArray out = new IntArray(1)) {
            says(
                    "task 's0.fill': the lambda uses variables or fields around it, which a device does not see: pass them"
                            + " as arguments of the task",
                    () -> new TaskGraph("s0").task("fill", (IntArray c) -> TestKernels.fill(c, value), out));
        }
    }

    @Test
    void task_lambdaThatDoesMore_isRefused() {
        try (IntArray out = new IntArray(1)) {
            says(
                    "task 's0.fill': the lambda does more than call one kernel with its parameters in their order: write a"
                            + " @Kernel method and pass a reference to it",
                    () -> new TaskGraph("s0").task("fill", (IntArray c) -> TestKernels.fill(c, 3), out));
        }
    }

    @Test
    void task_nameTaken_isRefused() {
        says(
                "task 's0.add' is there already: give each task a name of its own",
                () -> add().task("add", TestKernels::add, a, a, b));
    }

    @Test
    void snapshot_noTask_isRefused() {
        says("graph 's0' has no task: add one with task(name, kernel, ...)", () -> new TaskGraph("s0").snapshot());
    }

    @Test
    void snapshot_transferOfAStranger_isRefused() {
        try (FloatArray other = new FloatArray(9)) {
            says(
                    "graph 's0' transfers FloatArray[9], which no task takes: pass it to a task or leave the transfer out",
                    () -> add().transferToHost(DataTransferMode.EVERY_EXECUTION, other)
                            .snapshot());
        }
    }

    @Test
    void transfer_modesThatMakeNoSense_areRefused() {
        says(
                "graph 's0': arrays are not transferred to the device on demand: use FIRST_EXECUTION or EVERY_EXECUTION",
                () -> add().transferToDevice(DataTransferMode.UNDER_DEMAND, a));
        says(
                "graph 's0': arrays are not transferred to the host at the first execution only: use EVERY_EXECUTION or"
                        + " UNDER_DEMAND",
                () -> add().transferToHost(DataTransferMode.FIRST_EXECUTION, b));
    }

    @Test
    void execute_closedArray_namesTaskAndParameter() {
        FloatArray closed = new FloatArray(3);
        ImmutableTaskGraph graph =
                new TaskGraph("s0").task("add", TestKernels::add, a, closed, b).snapshot();
        closed.close();
        try (ExecutionPlan plan = new ExecutionPlan(graph)) {
            says(
                    "task 's0.add', parameter 2 'b': FloatArray[3] is closed: its elements are gone; close an array after"
                            + " its last use",
                    plan::execute);
        }
    }

    @Test
    void execute_arrayClosedBetweenExecutions_namesIt() {
        FloatArray short_ = new FloatArray(4);
        try (ExecutionPlan plan = new ExecutionPlan(
                new TaskGraph("s0").task("add", TestKernels::add, a, b, short_).snapshot())) {
            plan.execute();
            short_.close();
            says(
                    "task 's0.add', parameter 3 'c': FloatArray[4] is closed: its elements are gone; close an array after"
                            + " its last use",
                    plan::execute);
        }
    }

    @Test
    void execute_closedPlan_isRefused() {
        ExecutionPlan plan = new ExecutionPlan(add().snapshot());
        plan.close();
        plan.close();
        says("the plan of graph 's0' is closed: make a new ExecutionPlan to execute it again", plan::execute);
    }

    @Test
    void byName_noSuchDevice_listsThoseThatAre() {
        String simulator = Device.list().size() == 3 ? ", " + Device.list().getLast() : "";
        says(
                "there is no device 'cuda' here; there are 'cpu' (the CPU device, on all cores), 'java' (the kernel's own Java, a thread of the JVM for each of the grid's, for debugging)"
                        + simulator,
                () -> Device.byName("cuda"));
    }

    @Test
    void transferToHost_notOnDemand_isRefused() {
        try (ExecutionPlan plan = new ExecutionPlan(
                add().transferToHost(DataTransferMode.UNDER_DEMAND, b).snapshot())) {
            ExecutionResult result = plan.execute();
            result.transferToHost(b);
            says(
                    "FloatArray[4] is not transferred on demand: name it in transferToHost(DataTransferMode.UNDER_DEMAND,"
                            + " ...) or persistOnDevice(...) of the graph",
                    () -> result.transferToHost(a));
        }
    }

    @Test
    void null_anywhere_isNamed() {
        String[] none = {null};
        Object nothing = none[0];
        says("the name of a graph is null: pass a String, as in \"s0\"", () -> new TaskGraph((String) nothing));
        says(
                "the name of a task is null: pass a String, as in \"s0\"",
                () -> new TaskGraph("s0").task((String) nothing, TestKernels::add, a, a, b));
        Tasks.Task3<FloatArray, FloatArray, FloatArray> noKernel = cast(nothing);
        says(
                "task 's0.add': the kernel is null: pass a method reference, as in Samples::add",
                () -> new TaskGraph("s0").task("add", noKernel, a, a, b));
        says(
                "graph 's0': the transfer's mode is null: pass one of DataTransferMode",
                () -> add().transferToDevice((DataTransferMode) nothing, a));
        says(
                "graph 's0': the transfer's mode is null: pass one of DataTransferMode",
                () -> add().transferToHost((DataTransferMode) nothing, b));
        says(
                "the graph is null: pass what snapshot() of a TaskGraph gives",
                () -> new ExecutionPlan((ImmutableTaskGraph) nothing));
        says(
                "the grid of task 's0.add' is null: pass a new WorkerGrid1D(threads)",
                () -> new GridScheduler("s0.add", (WorkerGrid) nothing));
        try (ExecutionPlan plan = new ExecutionPlan(add().snapshot())) {
            says("the device is null: pass one of Device.list()", () -> plan.withDevice((Device) nothing));
            says(
                    "the grid scheduler is null: pass a new GridScheduler()",
                    () -> plan.withGridScheduler((GridScheduler) nothing));
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // what a caller without generics can do
    private static <T> T cast(Object value) {
        return (T) value;
    }

    @Test
    void execute_outOfRangeWithoutChecks_isStoppedAllTheSame() {
        try (FloatArray large = new FloatArray(5);
                ExecutionPlan plan = new ExecutionPlan(new TaskGraph("s0")
                        .task("add", TestKernels::add, a, b, large)
                        .snapshot())) {
            says(
                    "TestKernels.java:16: task 's0.add': index 4 is out of range for a, which has 4 elements (iteration 4 of"
                            + " the outermost @Parallel loop)",
                    plan::execute);
            plan.withBoundsChecks(false);
            says(
                    "unknown source: task 's0.add': an index is out of range, and without bounds checks nobody knows which:"
                            + " leave out withBoundsChecks(false) to learn it",
                    plan::execute);
        }
    }

    @Test
    void newArray_sizeThatCannotBe_isRefused() {
        says("FloatArray of -1 elements: the size must not be negative", () -> new FloatArray(-1));
        says(
                "FloatArray of 4611686018427387903 elements: its 4-byte elements take more than 2^63-1 bytes",
                () -> new FloatArray(Long.MAX_VALUE / 2));
    }
}
