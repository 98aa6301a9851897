package dev.bessemer.runtime;

import static dev.bessemer.runtime.DataTransferMode.EVERY_EXECUTION;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.simulator.standin.Machine;
import dev.bessemer.types.FloatArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Task graphs on the Metal device: what they compute, and how they are encoded. */
class MetalDeviceTest extends MetalFixture {
    @Test
    void execute_deviceArrays_computes() {
        FloatArray c = array(0, 0, 0);
        execute(adding(array(1, 2, 3), array(10, 20, 30), c));
        assertArrayEquals(new float[] {11, 22, 33}, c.toHeapArray());
    }

    @Test
    void execute_javaArrays_areCopiedThereAndBack() {
        float[] a = {1, 2, 3};
        float[] out = new float[3];
        execute(new TaskGraph("s0")
                .transferToDevice(EVERY_EXECUTION, a)
                .task("scale", TestKernels::scale, a, out, 2f)
                .transferToHost(EVERY_EXECUTION, out));
        assertArrayEquals(new float[] {2, 4, 6}, out);
    }

    @Test
    void execute_reduction_combinesInTheSameCommandBuffer() {
        FloatArray sum = array(0f);
        FloatArray a = array(new float[1000]);
        a.init(0.5f);
        long commits = messages("commit");
        execute(new TaskGraph("s0")
                .transferToDevice(EVERY_EXECUTION, a)
                .task("total", MetalKernels::total, a, sum)
                .transferToHost(EVERY_EXECUTION, sum));
        assertEquals(500, sum.get(0));
        assertEquals(1, messages("commit") - commits);
    }

    @Test
    void execute_tenChainedTasks_areOneCommandBufferWithNineBarriers() {
        FloatArray a = array(0, 1, 2);
        TaskGraph graph = new TaskGraph("s0").transferToDevice(EVERY_EXECUTION, a);
        for (int i = 0; i < 10; i++) {
            graph.task("t" + i, MetalKernels::addOne, a);
        }
        List<String> counted =
                List.of("commandBuffer", "commit", "endEncoding", "memoryBarrierWithScope:", "waitUntilCompleted");
        List<Long> start = counted.stream().map(this::messages).toList();
        execute(graph.transferToHost(EVERY_EXECUTION, a));
        List<Long> sent = new ArrayList<>();
        for (int i = 0; i < counted.size(); i++) {
            sent.add(messages(counted.get(i)) - start.get(i));
        }
        assertArrayEquals(new float[] {10, 11, 12}, a.toHeapArray());
        assertEquals(List.of(1L, 1L, 1L, 9L, 1L), sent);
    }

    @Test
    void execute_independentTasks_haveNoBarrier() {
        FloatArray a = array(1);
        FloatArray b = array(2);
        long start = messages("memoryBarrierWithScope:");
        execute(new TaskGraph("s0")
                .transferToDevice(EVERY_EXECUTION, a, b)
                .task("a", MetalKernels::addOne, a)
                .task("b", MetalKernels::addOne, b)
                .transferToHost(EVERY_EXECUTION, a, b));
        assertEquals(List.of(2f, 3f), List.of(a.get(0), b.get(0)));
        assertEquals(start, messages("memoryBarrierWithScope:"));
    }

    @Test
    void execute_warm_sendsFewMessagesAndMakesNoBuffer() {
        try (ExecutionPlan plan = plan(adding(array(1, 2, 3), array(10, 20, 30), array(0, 0, 0)))) {
            plan.execute();
            long all = standIn.messageCount();
            Map<String, Long> objects = standIn.liveObjects();
            plan.execute();
            long sent = standIn.messageCount() - all;
            assertTrue(sent <= 25, () -> sent + " messages");
            assertEquals(objects, standIn.liveObjects());
        }
    }

    @Test
    void execute_thousandTimesFromManyThreads_leavesNothing() {
        standIn.setMachine(Machine.DEFAULT.withoutExecution());
        FloatArray a = array(1, 2, 3);
        try (ExecutionPlan plan = plan(new TaskGraph("s0")
                        .transferToDevice(EVERY_EXECUTION, a)
                        .task("addOne", MetalKernels::addOne, a)
                        .transferToHost(EVERY_EXECUTION, a));
                ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<?>> running = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                running.add(CompletableFuture.runAsync(plan::execute, virtual));
                running.add(plan.executeAsync());
            }
            running.forEach(CompletableFuture::join);
        }
        standIn.setMachine(Machine.DEFAULT);
    }

    @Test
    void execute_withProfiler_hasTheGpusTimes() {
        try (ExecutionPlan plan =
                plan(adding(array(1, 2, 3), array(10, 20, 30), array(0, 0, 0))).withProfiler(ProfilerMode.SILENT)) {
            TaskProfile profile = plan.execute().getProfilerResult().tasks().getFirst();
            assertEquals("metal", profile.device());
            assertTrue(profile.kernelTime() > 0, profile::toString);
        }
    }
}
