package dev.bessemer.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.jit.diagnostic.KernelFaultException;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.IntArray;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Executions that overlap, and those that take turns. */
@Timeout(60)
class OverlapTest {
    @Test
    void executeAsync_sameArrays_keepsTheOrderOfTheCalls() throws Exception {
        try (IntArray a = new IntArray(10_000);
                ExecutionPlan plan = new ExecutionPlan(
                        new TaskGraph("s0").task("add", TestKernels::add, a, 1).snapshot())) {
            List<CompletableFuture<ExecutionResult>> executions = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                executions.add(plan.executeAsync());
            }
            for (CompletableFuture<ExecutionResult> execution : executions) {
                assertTrue(execution.get(30, TimeUnit.SECONDS).elapsed().isPositive());
            }
            for (int value : a.toHeapArray()) {
                assertEquals(200, value);
            }
        }
    }

    @Test
    void run_otherArrays_doesNotWaitForAnEarlierExecution() throws Exception {
        try (IntArray a = new IntArray(4);
                IntArray b = new IntArray(4)) {
            PlanEngine engine = new PlanEngine(new PlanGraphs(List.of(
                    new TaskGraph("a").task("add", TestKernels::add, a, 1).snapshot(),
                    new TaskGraph("b").task("add", TestKernels::add, b, 1).snapshot())));
            engine.configure(settings -> settings.selected = List.of(0));
            Execution held = engine.begin();
            CompletableFuture<ExecutionResult> same = engine.begin().runAsync();
            engine.configure(settings -> settings.selected = List.of(1));
            var _ = engine.begin().run();
            assertEquals(1, b.get(0));
            assertThrows(TimeoutException.class, () -> same.get(50, TimeUnit.MILLISECONDS));
            var _ = held.run();
            same.get(30, TimeUnit.SECONDS);
            assertEquals(2, a.get(0));
            engine.close();
        }
    }

    @Test
    void executeAsync_fault_completesTheFuture() {
        try (FloatArray small = new FloatArray(10);
                FloatArray large = new FloatArray(20);
                ExecutionPlan plan = new ExecutionPlan(new TaskGraph("s0")
                        .task("add", TestKernels::add, small, small, large)
                        .snapshot())) {
            CompletableFuture<ExecutionResult> execution = plan.executeAsync();
            ExecutionException thrown = assertThrows(ExecutionException.class, execution::get);
            assertInstanceOf(KernelFaultException.class, thrown.getCause());
        }
    }

    @Test
    void cancel_executionThatHasNotBegun_leavesTheOrderToOthers() throws Exception {
        try (IntArray a = new IntArray(4);
                ExecutionPlan plan = new ExecutionPlan(
                        new TaskGraph("s0").task("add", TestKernels::add, a, 1).snapshot())) {
            List<CompletableFuture<ExecutionResult>> executions = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                executions.add(plan.executeAsync());
                executions.getLast().cancel(true);
            }
            var _ = plan.executeAsync().get(30, TimeUnit.SECONDS);
            assertEquals(51, a.get(0));
        }
    }

    @Test
    void close_executionInProgress_waitsForIt() {
        try (IntArray a = new IntArray(2_000_000)) {
            CompletableFuture<ExecutionResult> execution;
            try (ExecutionPlan plan = new ExecutionPlan(
                    new TaskGraph("s0").task("add", TestKernels::add, a, 1).snapshot())) {
                execution = plan.executeAsync();
            }
            assertEquals(1, a.get(1_999_999));
            assertTrue(execution.join().elapsed().isPositive());
        }
    }

    @Test
    void execute_manyThreadsAndGraphs_eachKeepsItsOwn() throws Exception {
        try (IntArray a = new IntArray(5000);
                IntArray b = new IntArray(5000);
                ExecutionPlan plan = new ExecutionPlan(
                        new TaskGraph("a").task("add", TestKernels::add, a, 1).snapshot(),
                        new TaskGraph("b").task("add", TestKernels::add, b, 1).snapshot())) {
            List<CompletableFuture<ExecutionResult>> executions = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                executions.add(plan.withGraph(i % 2).executeAsync());
                executions.add(plan.withAllGraphs().executeAsync());
            }
            for (CompletableFuture<ExecutionResult> execution : executions) {
                execution.get(30, TimeUnit.SECONDS);
            }
            assertEquals(150, a.get(4999));
            assertEquals(150, b.get(0));
        }
    }
}
