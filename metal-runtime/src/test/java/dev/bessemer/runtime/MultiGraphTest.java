package dev.bessemer.runtime;

import static dev.bessemer.runtime.DataTransferMode.EVERY_EXECUTION;
import static dev.bessemer.runtime.DataTransferMode.FIRST_EXECUTION;
import static dev.bessemer.runtime.Refusals.says;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bessemer.types.IntArray;
import org.junit.jupiter.api.Test;

/** Several graphs in one plan, and what they leave on the device for one another. */
class MultiGraphTest {
    private final int[] a = {1, 2};

    private TaskGraph producer() {
        return new TaskGraph("g1")
                .transferToDevice(FIRST_EXECUTION, a)
                .task("increment", TestKernels::increment, a)
                .persistOnDevice(a);
    }

    private TaskGraph consumer() {
        return new TaskGraph("g2")
                .consumeFromDevice("g1", a)
                .task("increment", TestKernels::increment, a)
                .transferToHost(EVERY_EXECUTION, a);
    }

    private static ExecutionPlan plan(TaskGraph... graphs) {
        ImmutableTaskGraph[] snapshots = new ImmutableTaskGraph[graphs.length];
        for (int i = 0; i < graphs.length; i++) {
            snapshots[i] = graphs[i].snapshot();
        }
        return new ExecutionPlan(snapshots);
    }

    @Test
    void execute_allGraphs_handOnWhatStaysOnTheDevice() {
        try (ExecutionPlan plan = plan(producer(), consumer())) {
            plan.execute();
            assertArrayEquals(new int[] {3, 4}, a);
            plan.execute();
            assertArrayEquals(new int[] {5, 6}, a);
        }
    }

    @Test
    void execute_oneGraphAfterTheOther_handsOnToo() {
        try (ExecutionPlan plan = plan(producer(), consumer())) {
            plan.withGraph(0).execute();
            plan.execute();
            assertArrayEquals(new int[] {1, 2}, a);
            plan.withGraph(1).execute();
            assertArrayEquals(new int[] {4, 5}, a);
            plan.withAllGraphs().execute();
            assertArrayEquals(new int[] {6, 7}, a);
        }
    }

    @Test
    void execute_consumedFromWhicheverGraph_isFound() {
        try (ExecutionPlan plan = plan(
                producer(),
                new TaskGraph("g2")
                        .consumeFromDevice(a)
                        .task("increment", TestKernels::increment, a)
                        .transferToHost(EVERY_EXECUTION, a))) {
            plan.execute();
            assertArrayEquals(new int[] {3, 4}, a);
        }
    }

    @Test
    void transferToHost_persisted_copies() {
        try (ExecutionPlan plan = plan(producer())) {
            plan.execute().transferToHost(a);
            assertArrayEquals(new int[] {2, 3}, a);
        }
    }

    @Test
    void execute_consumerBeforeProducer_isRefused() {
        try (ExecutionPlan plan = plan(producer(), consumer())) {
            plan.withGraph(1);
            says(
                    "graph 'g2' consumes int[2] from graph 'g1', which was not executed yet: execute that one first",
                    plan::execute);
            plan.withGraph(0).execute();
            plan.withGraph(1).execute();
            assertArrayEquals(new int[] {3, 4}, a);
        }
    }

    @Test
    void plan_consumedButNotPersisted_isRefused() {
        TaskGraph keepsNothing = new TaskGraph("g1")
                .transferToDevice(FIRST_EXECUTION, a)
                .task("increment", TestKernels::increment, a)
                .transferToHost(EVERY_EXECUTION, a);
        says(
                "graph 'g2' consumes int[2] from graph 'g1', which does not persist it: call persistOnDevice on that one",
                () -> plan(keepsNothing, consumer()));
        says(
                "graph 'g2' consumes int[2] from graph 'g1', which is not before it in the plan; it is the first",
                () -> plan(consumer(), producer()));
        TaskGraph anonymous = new TaskGraph("g3")
                .consumeFromDevice(a)
                .task("increment", TestKernels::increment, a)
                .persistOnDevice(a);
        says(
                "graph 'g3' consumes int[2] from the device, but no graph before it in the plan persists it: call"
                        + " persistOnDevice on one of [g1] and name it in the plan before 'g3'",
                () -> plan(keepsNothing, anonymous));
    }

    @Test
    void graph_consumedAndTransferred_isRefused() {
        says(
                "graph 'g2' consumes int[2] from graph 'g1', which is not before it in the plan; before it come [g3]",
                () -> plan(
                        new TaskGraph("g3")
                                .transferToDevice(EVERY_EXECUTION, a)
                                .task("increment", TestKernels::increment, a)
                                .persistOnDevice(a),
                        consumer()));
        says(
                "graph 'g2': int[2] is consumed from the device and also transferred to the device at EVERY_EXECUTION: decide"
                        + " on one",
                () -> consumer().transferToDevice(EVERY_EXECUTION, a));
    }

    @Test
    void plan_noGraphOrTwoOfAName_isRefused() {
        says("a plan needs a graph: pass new ExecutionPlan the snapshot of one or more", ExecutionPlan::new);
        says(
                "two graphs of the plan are named 'g1': give each a name of its own, since tasks are named by it",
                () -> plan(producer(), producer()));
    }

    @Test
    void withGraph_noSuchPlace_isRefused() {
        try (ExecutionPlan plan = plan(producer(), consumer())) {
            says("there is no graph 2: the plan has 2, [g1, g2], counted from 0", () -> plan.withGraph(2));
        }
    }

    @Test
    void withDevice_taskOfNoGraph_isRefused() {
        try (ExecutionPlan plan = plan(producer(), consumer())) {
            plan.withDevice("g2.increment", Device.cpu()).execute();
            assertArrayEquals(new int[] {3, 4}, a);
            says(
                    "a device is chosen for 'g2.inc', which is no task of the plan's graphs: their tasks are [g1.increment,"
                            + " g2.increment]",
                    () -> plan.withDevice("g2.inc", Device.cpu()));
        }
    }

    @Test
    void withDevice_tasksOnDifferentDevices_handOn() {
        try (ExecutionPlan plan = plan(producer(), consumer())) {
            plan.withProfiler(ProfilerMode.SILENT).withDevice("g2.increment", Device.java());
            ProfilerResult profile = plan.execute().getProfilerResult();
            assertArrayEquals(new int[] {3, 4}, a);
            assertEquals("cpu", profile.task("g1.increment").device());
            assertEquals("java", profile.task("g2.increment").device());
        }
    }

    @Test
    void execute_deviceArrays_areHandedOnAsThemselves() {
        try (IntArray shared = IntArray.fromElements(1, 2);
                ExecutionPlan plan = plan(
                        new TaskGraph("g1")
                                .task("add", TestKernels::add, shared, 10)
                                .persistOnDevice(shared),
                        new TaskGraph("g2")
                                .consumeFromDevice("g1", shared)
                                .task("add", TestKernels::add, shared, 100)
                                .transferToHost(EVERY_EXECUTION, shared))) {
            plan.execute();
            assertArrayEquals(new int[] {111, 112}, shared.toHeapArray());
            assertEquals(0, plan.getCurrentDeviceMemoryUsage());
        }
    }
}
