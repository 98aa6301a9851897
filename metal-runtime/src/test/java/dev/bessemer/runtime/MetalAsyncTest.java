package dev.bessemer.runtime;

import static dev.bessemer.runtime.DataTransferMode.EVERY_EXECUTION;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.jit.diagnostic.KernelFaultException;
import dev.bessemer.simulator.standin.Injection;
import dev.bessemer.simulator.standin.Machine;
import dev.bessemer.types.FloatArray;
import dev.bessemer.types.IntArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Executions that are committed and not waited for, on a GPU that tests hold back. */
@Timeout(120)
class MetalAsyncTest extends MetalFixture {
    private static TaskGraph addingOne(FloatArray a) {
        return new TaskGraph("s0")
                .transferToDevice(EVERY_EXECUTION, a)
                .task("addOne", MetalKernels::addOne, a)
                .transferToHost(EVERY_EXECUTION, a);
    }

    private static <E extends Throwable> E failure(Class<E> type, CompletableFuture<?> future) {
        ExecutionException failed = assertThrows(ExecutionException.class, () -> future.get(30, TimeUnit.SECONDS));
        return assertInstanceOf(type, failed.getCause());
    }

    private static void awaitTrue(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 3000 && !condition.getAsBoolean(); i++) {
            Thread.sleep(10);
        }
        assertTrue(condition.getAsBoolean(), "has not happened for half a minute");
    }

    /** Whether a thread of ours waits for another execution's end, but for the one that does so for all. */
    private static boolean someoneWaits() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> entry.getKey().getName().startsWith("bessemer-execution"))
                .flatMap(entry -> Arrays.stream(entry.getValue()))
                .anyMatch(frame -> frame.getClassName().matches("dev\\.bessemer\\.runtime\\..*(Ticket|Committed)"));
    }

    @Test
    void executeAsync_plansThatDependOnEachOther_areCommittedBeforeTheFirstHasEnded() throws Exception {
        FloatArray a = array(1, 2, 3);
        FloatArray c = array(0, 0, 0);
        try (ExecutionPlan first = plan(addingOne(a));
                ExecutionPlan second = plan(adding(a, a, c))) {
            long commits = messages("commit");
            standIn.setHeld(true);
            CompletableFuture<ExecutionResult> one = first.executeAsync();
            CompletableFuture<ExecutionResult> two = second.executeAsync();
            assertEquals(2, messages("commit") - commits);
            assertFalse(one.isDone() || two.isDone());
            assertFalse(someoneWaits());
            standIn.setHeld(false);
            assertTrue(two.get(30, TimeUnit.SECONDS).elapsed().isPositive());
            assertTrue(one.get(30, TimeUnit.SECONDS).elapsed().isPositive());
        }
        assertArrayEquals(new float[] {4, 6, 8}, c.toHeapArray());
    }

    @Test
    void executeAsync_samePlanAgainAndAgain_isCommittedBehindItself() {
        FloatArray a = array(1, 2, 3);
        try (ExecutionPlan plan = plan(addingOne(a)).withPreCompilation()) {
            long commits = messages("commit");
            standIn.setHeld(true);
            List<CompletableFuture<ExecutionResult>> running = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                running.add(plan.executeAsync());
            }
            assertEquals(5, messages("commit") - commits);
            standIn.setHeld(false);
            running.forEach(CompletableFuture::join);
            plan.execute();
        }
        assertArrayEquals(new float[] {7, 8, 9}, a.toHeapArray());
    }

    @Test
    void execute_behindOneThatIsNotWaitedFor_isCommittedToo() throws Exception {
        FloatArray a = array(1, 2, 3);
        try (ExecutionPlan plan = plan(addingOne(a)).withPreCompilation()) {
            long commits = messages("commit");
            standIn.setHeld(true);
            CompletableFuture<ExecutionResult> first = plan.executeAsync();
            CompletableFuture<Void> second = CompletableFuture.runAsync(plan::execute);
            awaitTrue(() -> messages("commit") - commits == 2);
            standIn.setHeld(false);
            second.get(30, TimeUnit.SECONDS);
            first.get(30, TimeUnit.SECONDS);
        }
        assertArrayEquals(new float[] {3, 4, 5}, a.toHeapArray());
    }

    @Test
    void executeAsync_faultOfTheFirst_isItsOwn() {
        FloatArray a = array(1, 2, 3);
        try (IntArray state = new IntArray(1);
                ExecutionPlan plan = plan(new TaskGraph("s0")
                                .transferToDevice(EVERY_EXECUTION, state, a)
                                .task("once", MetalKernels::beyondOnce, state, a)
                                .transferToHost(EVERY_EXECUTION, state, a))
                        .withPreCompilation()) {
            standIn.setHeld(true);
            CompletableFuture<ExecutionResult> first = plan.executeAsync();
            CompletableFuture<ExecutionResult> second = plan.executeAsync();
            CompletableFuture<ExecutionResult> third = plan.executeAsync();
            standIn.setHeld(false);
            String message =
                    String.valueOf(failure(KernelFaultException.class, first).getMessage());
            assertTrue(message.contains("task 's0.once'") && message.contains("out of range for a"), message);
            assertTrue(second.join().elapsed().isPositive());
            assertTrue(third.join().elapsed().isPositive());
            assertEquals(3, state.get(0));
        }
    }

    @Test
    void executeAsync_gpuStopsTheFirst_theSecondGoesOn() throws Exception {
        FloatArray a = array(1, 2, 3);
        try (ExecutionPlan plan = plan(addingOne(a)).withPreCompilation()) {
            standIn.inject(Injection.commandBuffer(0, 2, "took too long"));
            standIn.setHeld(true);
            CompletableFuture<ExecutionResult> first = plan.executeAsync();
            CompletableFuture<ExecutionResult> second = plan.executeAsync();
            standIn.setHeld(false);
            var _ = failure(KernelFaultException.class, first);
            assertTrue(second.get(30, TimeUnit.SECONDS).elapsed().isPositive());
        }
        assertArrayEquals(new float[] {2, 3, 4}, a.toHeapArray());
    }

    @Test
    void executeAsync_nothingIsMade_failsTheFutureAndLeavesTheOrderToOthers() {
        FloatArray a = array(1, 2, 3);
        try (ExecutionPlan plan = plan(addingOne(a)).withPreCompilation()) {
            standIn.inject(Injection.nil("commandBuffer", 0));
            IllegalStateException none = failure(IllegalStateException.class, plan.executeAsync());
            assertTrue(String.valueOf(none.getMessage()).contains("made no MTLCommandBuffer"), none::toString);
            assertTrue(plan.executeAsync().join().elapsed().isPositive());
        }
        assertArrayEquals(new float[] {2, 3, 4}, a.toHeapArray());
    }

    @Test
    void cancel_committedExecution_endsAnyhow() throws Exception {
        FloatArray a = array(1, 2, 3);
        try (ExecutionPlan plan = plan(addingOne(a)).withPreCompilation()) {
            standIn.setHeld(true);
            CompletableFuture<ExecutionResult> cancelled = plan.executeAsync();
            assertTrue(cancelled.cancel(true));
            standIn.setHeld(false);
            assertTrue(plan.executeAsync().get(30, TimeUnit.SECONDS).elapsed().isPositive());
        }
        assertArrayEquals(new float[] {3, 4, 5}, a.toHeapArray());
    }

    @Test
    void close_committedExecution_waitsForIt() throws Exception {
        FloatArray a = array(1, 2, 3);
        ExecutionPlan plan = plan(addingOne(a)).withPreCompilation();
        standIn.setHeld(true);
        CompletableFuture<ExecutionResult> running = plan.executeAsync();
        CountDownLatch closed = new CountDownLatch(1);
        Thread closing = Thread.ofPlatform().daemon().start(() -> {
            plan.close();
            closed.countDown();
        });
        assertFalse(closed.await(50, TimeUnit.MILLISECONDS));
        standIn.setHeld(false);
        assertTrue(closed.await(30, TimeUnit.SECONDS));
        closing.join();
        assertTrue(running.join().elapsed().isPositive());
    }

    @Test
    void executeAsync_javaArrays_areCopiedBackWhenItHasEnded() throws Exception {
        float[] a = {1, 2, 3};
        float[] out = new float[3];
        try (ExecutionPlan plan = plan(new TaskGraph("s0")
                        .transferToDevice(EVERY_EXECUTION, a)
                        .task("scale", TestKernels::scale, a, out, 2f)
                        .transferToHost(EVERY_EXECUTION, out))
                .withPreCompilation()) {
            long commits = messages("commit");
            standIn.setHeld(true);
            List<CompletableFuture<ExecutionResult>> running = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                running.add(plan.executeAsync());
            }
            awaitTrue(() -> messages("commit") - commits == 1);
            assertFalse(someoneWaits());
            assertArrayEquals(new float[3], out);
            standIn.setHeld(false);
            for (CompletableFuture<ExecutionResult> execution : running) {
                assertTrue(execution.get(30, TimeUnit.SECONDS).elapsed().isPositive());
            }
            assertArrayEquals(new float[] {2, 4, 6}, out);
            assertEquals(20, messages("commit") - commits);
        }
    }

    @Test
    void cancel_executionThatHasNotBegun_leavesTheOrderToOthers() throws Exception {
        float[] a = {1, 2, 3};
        try (ExecutionPlan plan = plan(new TaskGraph("s0")
                        .transferToDevice(EVERY_EXECUTION, a)
                        .task("scale", TestKernels::scale, a, a, 2f)
                        .transferToHost(EVERY_EXECUTION, a))
                .withPreCompilation()) {
            standIn.setHeld(true);
            CompletableFuture<ExecutionResult> first = plan.executeAsync();
            CompletableFuture<ExecutionResult> second = plan.executeAsync();
            CompletableFuture<ExecutionResult> third = plan.executeAsync();
            assertTrue(second.cancel(true));
            standIn.setHeld(false);
            assertTrue(first.get(30, TimeUnit.SECONDS).elapsed().isPositive());
            assertTrue(third.get(30, TimeUnit.SECONDS).elapsed().isPositive());
        }
        assertArrayEquals(new float[] {8, 16, 24}, a);
    }

    /** Metal blocks who asks for a command buffer when 64 have not ended. */
    @Test
    void executeAsync_moreThanAQueueHas_doesNotBlock() throws Exception {
        FloatArray a = array(1, 2, 3);
        standIn.setMachine(Machine.DEFAULT.withoutExecution());
        try (ExecutionPlan plan = plan(addingOne(a)).withPreCompilation()) {
            long commits = messages("commit");
            standIn.setHeld(true);
            List<CompletableFuture<ExecutionResult>> running = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                running.add(plan.executeAsync());
            }
            long committed = messages("commit") - commits;
            assertTrue(committed > 30 && committed < 64, () -> committed + " command buffers");
            standIn.setHeld(false);
            for (CompletableFuture<ExecutionResult> execution : running) {
                assertTrue(execution.get(30, TimeUnit.SECONDS).elapsed().isPositive());
            }
            assertEquals(200, messages("commit") - commits);
        }
    }

    @Test
    void executeAsync_userWaitsInAContinuation_holdsNobodyUp() throws Exception {
        FloatArray a = array(1, 2, 3);
        CountDownLatch second = new CountDownLatch(1);
        try (ExecutionPlan plan = plan(addingOne(a)).withPreCompilation()) {
            standIn.setHeld(true);
            CompletableFuture<Boolean> waits = plan.executeAsync().thenApply(_ -> await(second));
            CompletableFuture<Void> frees = plan.executeAsync().thenRun(second::countDown);
            standIn.setHeld(false);
            frees.get(30, TimeUnit.SECONDS);
            assertTrue(waits.get(30, TimeUnit.SECONDS));
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            return false;
        }
    }

    @Test
    void executeAsync_graphThatConsumesWhatAnotherLeaves_waitsForItsFirstExecution() throws Exception {
        FloatArray a = array(1, 2, 3);
        FloatArray c = array(0, 0, 0);
        TaskGraph producer = new TaskGraph("producer")
                .transferToDevice(EVERY_EXECUTION, a)
                .task("addOne", MetalKernels::addOne, a)
                .persistOnDevice(a);
        TaskGraph consumer = new TaskGraph("consumer")
                .consumeFromDevice("producer", a)
                .task("add", TestKernels::add, a, a, c)
                .transferToHost(EVERY_EXECUTION, c);
        try (ExecutionPlan plan = new ExecutionPlan(producer.snapshot(), consumer.snapshot())
                .withDevice(Device.metal())
                .withPreCompilation()) {
            for (float expected : new float[] {4, 6}) {
                standIn.setHeld(true);
                CompletableFuture<ExecutionResult> first = plan.withGraph(0).executeAsync();
                CompletableFuture<ExecutionResult> second = plan.withGraph(1).executeAsync();
                standIn.setHeld(false);
                first.get(30, TimeUnit.SECONDS);
                second.get(30, TimeUnit.SECONDS);
                assertEquals(expected, c.get(0));
            }
        }
    }

    @Test
    void executeAsync_fromAVirtualThread_isCommittedByAPlatformThread() throws Exception {
        FloatArray a = array(1, 2, 3);
        try (ExecutionPlan plan = plan(addingOne(a)).withPreCompilation()) {
            CompletableFuture<ExecutionResult> future = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> future.complete(plan.executeAsync().join()));
            assertTrue(future.get(30, TimeUnit.SECONDS).elapsed().isPositive());
        }
        assertArrayEquals(new float[] {2, 3, 4}, a.toHeapArray());
    }
}
