package dev.bessemer.runtime;

import static dev.bessemer.runtime.DataTransferMode.EVERY_EXECUTION;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.Parallel;
import dev.bessemer.annotations.Reduce;
import dev.bessemer.jit.diagnostic.KernelFaultException;
import dev.bessemer.library.Attention;
import dev.bessemer.library.AttentionShape;
import dev.bessemer.library.Gemm;
import dev.bessemer.library.MpsGraphAttention;
import dev.bessemer.library.MpsMatrixMultiplication;
import dev.bessemer.library.MpsSoftmax;
import dev.bessemer.runtime.metal.MetalDevice;
import dev.bessemer.runtime.metal.MetalPresence;
import dev.bessemer.simulator.standin.Injection;
import dev.bessemer.simulator.standin.Machine;
import dev.bessemer.simulator.standin.MetalStandIn;
import dev.bessemer.types.FloatArray;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Task graphs on the Metal device, which here is the stand-in: it notes what is wrong with a message and counts objects that are left behind. */
class MetalDeviceTest {
    private static final int N = 16;

    private final MetalStandIn standIn = MetalStandIn.open();
    private Map<String, Long> before = Map.of();
    private final List<FloatArray> arrays = new ArrayList<>();

    @BeforeEach
    void begin() {
        assumeTrue(
                MetalPresence.missing().isEmpty(), () -> MetalPresence.missing().orElse(""));
        standIn.reset();
        before = objects();
    }

    /** Compiled kernels stay for the next plan. */
    private Map<String, Long> objects() {
        Map<String, Long> live = new HashMap<>(standIn.liveObjects());
        live.keySet().removeIf(type -> type.matches("MTL(ComputePipelineState|Library|Function)"));
        return live;
    }

    @AfterEach
    void nothingIsLeft() {
        arrays.forEach(FloatArray::close);
        if (MetalPresence.missing().isEmpty()) {
            assertEquals("[]", standIn.takeViolations().toString());
            assertEquals(before, objects());
        }
    }

    private FloatArray array(float... elements) {
        FloatArray array = FloatArray.fromElements(elements);
        arrays.add(array);
        return array;
    }

    private FloatArray wave(int size) {
        FloatArray array = array(new float[size]);
        for (int i = 0; i < size; i++) {
            array.set(i, (float) Math.sin(i * 0.7));
        }
        return array;
    }

    private static ExecutionPlan plan(TaskGraph graph) {
        return new ExecutionPlan(graph.snapshot()).withDevice(Device.metal());
    }

    private static void execute(TaskGraph graph) {
        try (ExecutionPlan plan = plan(graph)) {
            plan.execute();
        }
    }

    private TaskGraph adding(FloatArray a, FloatArray b, FloatArray c) {
        return new TaskGraph("s0")
                .transferToDevice(EVERY_EXECUTION, a, b)
                .task("add", TestKernels::add, a, b, c)
                .transferToHost(EVERY_EXECUTION, c);
    }

    @Kernel
    static void addOne(FloatArray a) {
        for (@Parallel int i = 0; i < a.getSize(); i++) {
            a.set(i, a.get(i) + 1);
        }
    }

    @Kernel
    static void beyond(FloatArray a) {
        for (@Parallel int i = 0; i < a.getSize(); i++) {
            a.set(i + 3, 1);
        }
    }

    @Kernel
    static void total(FloatArray a, @Reduce FloatArray sum) {
        for (@Parallel int i = 0; i < a.getSize(); i++) {
            sum.set(0, sum.get(0) + a.get(i));
        }
    }

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
                .task("total", MetalDeviceTest::total, a, sum)
                .transferToHost(EVERY_EXECUTION, sum));
        assertEquals(500, sum.get(0));
        assertEquals(1, messages("commit") - commits);
    }

    private long messages(String selector) {
        return standIn.messages().getOrDefault(selector, 0L);
    }

    @Test
    void execute_tenChainedTasks_areOneCommandBufferWithNineBarriers() {
        FloatArray a = array(0, 1, 2);
        TaskGraph graph = new TaskGraph("s0").transferToDevice(EVERY_EXECUTION, a);
        for (int i = 0; i < 10; i++) {
            graph.task("t" + i, MetalDeviceTest::addOne, a);
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
                .task("a", MetalDeviceTest::addOne, a)
                .task("b", MetalDeviceTest::addOne, b)
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
                        .task("addOne", MetalDeviceTest::addOne, a)
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
    void execute_indexBeyondAnArray_throwsAsTheCpuDeviceDoes() {
        FloatArray a = array(1, 2, 3);
        TaskGraph graph = new TaskGraph("s0")
                .transferToDevice(EVERY_EXECUTION, a)
                .task("beyond", MetalDeviceTest::beyond, a)
                .transferToHost(EVERY_EXECUTION, a);
        KernelFaultException fault = assertThrows(KernelFaultException.class, () -> execute(graph));
        assertEquals("MetalDeviceTest.java", fault.location().file());
        String message = String.valueOf(fault.getMessage());
        assertTrue(message.contains("task 's0.beyond'"), message);
        assertTrue(message.contains("is out of range for a, which has 3 elements"), message);
    }

    @Test
    void execute_gpuTimeout_namesTheTask() {
        standIn.inject(Injection.commandBuffer(0, 2, "took too long"));
        KernelFaultException fault = assertThrows(
                KernelFaultException.class, () -> execute(adding(array(1, 2, 3), array(1, 2, 3), array(0, 0, 0))));
        assertTrue(String.valueOf(fault.getMessage()).contains("task 's0.add': the GPU stopped it"), fault::toString);
    }

    @Test
    void execute_deviceLost_says() {
        standIn.inject(Injection.commandBuffer(0, 11, "removed"));
        IllegalStateException lost = assertThrows(
                IllegalStateException.class, () -> execute(adding(array(1, 2, 3), array(1, 2, 3), array(0, 0, 0))));
        assertTrue(String.valueOf(lost.getMessage()).contains("the GPU is gone"), lost::toString);
    }

    @Test
    void execute_sourceThatDoesNotCompile_namesTheJavaLine() {
        standIn.inject(Injection.compileFailure(0, "program_source:99999:1: error: no"));
        FloatArray a = array(1, 2);
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> execute(new TaskGraph("s0")
                        .transferToDevice(EVERY_EXECUTION, a)
                        .task("once", MetalDeviceTest::compiledOnlyHere, a)
                        .transferToHost(EVERY_EXECUTION, a)));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("task 's0.once'"), message);
        assertTrue(
                message.matches("(?s).*program_source:99999:1 \\(MetalDeviceTest.java:\\d+\\): error: no.*"), message);
    }

    @Kernel
    static void compiledOnlyHere(FloatArray a) {
        for (@Parallel int i = 0; i < a.getSize(); i++) {
            a.set(i, a.get(i) * 3.5f);
        }
    }

    /** Every message of a graph's first execution and of its second fails once: each is an exception, and nothing is left behind. */
    @Test
    void execute_nilAtEveryMessage_throwsAndLeavesNothing() {
        FloatArray c = array(0, 0, 0);
        TaskGraph graph = adding(array(1, 2, 3), array(10, 20, 30), c);
        int failures = 0;
        boolean met = true;
        for (int passes = 0; met; passes++) {
            assertTrue(passes < 200, "there is no end of messages");
            long meetings = standIn.faultsMet();
            standIn.inject(Injection.nil("*", passes));
            try (ExecutionPlan plan = plan(graph)) {
                c.init(0);
                plan.execute();
                plan.execute();
                assertArrayEquals(new float[] {11, 22, 33}, c.toHeapArray());
            } catch (IllegalStateException | IllegalArgumentException failed) {
                failures++;
            }
            met = standIn.faultsMet() > meetings;
            var _ = standIn.forgetFaults();
        }
        assertTrue(failures > 3, "only " + failures + " messages failed");
    }

    @Test
    void execute_libraryTasksAmongKernels_agreeWithTheHost() {
        FloatArray a = wave(N * N);
        FloatArray b = wave(N * N);
        FloatArray scores = array(new float[N * N]);
        FloatArray weights = array(new float[N * N]);
        TaskGraph graph = new TaskGraph("s0")
                .transferToDevice(EVERY_EXECUTION, a, b)
                .libraryTask(
                        "product",
                        MpsMatrixMultiplication.of(a, b, scores, N, N, N).withTransposedRight())
                .task("addOne", MetalDeviceTest::addOne, scores)
                .libraryTask("softmax", MpsSoftmax.of(scores, weights, N, N))
                .transferToHost(EVERY_EXECUTION, weights);
        assertAgrees(graph, weights);
    }

    private static void assertAgrees(TaskGraph graph, FloatArray result) {
        try (ExecutionPlan plan = new ExecutionPlan(graph.snapshot()).withDevice(Device.cpu())) {
            plan.execute();
            float[] expected = result.toHeapArray();
            result.init(Float.NaN);
            plan.withDevice(Device.metal()).execute();
            assertArrayEquals(expected, result.toHeapArray(), 1e-5f);
        }
    }

    /** The same, of operations that Apple's libraries have; nothing is computed, so that the many runs are quick. */
    @Test
    void execute_nilAtEveryMessageOfALibrary_throwsAndLeavesNothing() {
        TaskGraph graph = everyOperation();
        execute(graph);
        standIn.setMachine(Machine.DEFAULT.withoutExecution());
        int failures = 0;
        boolean met = true;
        for (int passes = 0; met; passes++) {
            assertTrue(passes < 2000, "there is no end of messages");
            long meetings = standIn.faultsMet();
            standIn.inject(Injection.nil("*", passes));
            try (ExecutionPlan plan = plan(graph)) {
                plan.execute();
            } catch (IllegalStateException | IllegalArgumentException failed) {
                failures++;
            }
            met = standIn.faultsMet() > meetings;
            var _ = standIn.forgetFaults();
        }
        assertTrue(failures > 40, "only " + failures + " messages failed");
    }

    private TaskGraph everyOperation() {
        FloatArray a = wave(N * N);
        FloatArray scores = array(new float[N * N]);
        FloatArray out = array(new float[N * N]);
        AttentionShape shape = AttentionShape.of(1, 2, N / 2, N / 2, N);
        return new TaskGraph("s0")
                .transferToDevice(EVERY_EXECUTION, a)
                .libraryTask("product", MpsMatrixMultiplication.of(a, a, scores, N, N, N))
                .libraryTask("softmax", MpsSoftmax.of(scores, out, N, N))
                .libraryTask("fused", MpsGraphAttention.of(shape, a, a, out, scores))
                .task("addOne", MetalDeviceTest::addOne, scores)
                .libraryTask("unfused", MpsGraphAttention.unfused(shape, a, scores, a, out))
                .transferToHost(EVERY_EXECUTION, out);
    }

    @Test
    void execute_graphsThatCommitOnTheWay_agreeWithTheHost() {
        standIn.setMachine(Machine.DEFAULT.with(Machine.Trait.GRAPHS_COMMIT));
        TaskGraph graph = everyOperation();
        FloatArray out = arrays.getLast();
        assertAgrees(graph, out);
        standIn.inject(Injection.commandBuffer(0, 8, "memory"));
        IllegalStateException first = assertThrows(IllegalStateException.class, () -> execute(graph));
        assertTrue(String.valueOf(first.getMessage()).contains("has not enough memory"), first::toString);
        standIn.inject(Injection.commandBuffer(2, 2, "took too long"));
        assertThrows(KernelFaultException.class, () -> execute(graph));
        assertAgrees(graph, out);
    }

    @Test
    void execute_graphAttention_agreesWithTheHost() {
        FloatArray q = wave(2 * N * 8);
        FloatArray k = wave(2 * N * 8);
        FloatArray v = wave(2 * N * 8);
        FloatArray out = array(new float[2 * N * 8]);
        AttentionShape shape = AttentionShape.of(1, 2, N, N, 8);
        for (MpsGraphAttention attention :
                List.of(MpsGraphAttention.of(shape, q, k, v, out), MpsGraphAttention.unfused(shape, q, k, v, out))) {
            assertAgrees(
                    new TaskGraph("s0")
                            .transferToDevice(EVERY_EXECUTION, q, k, v)
                            .libraryTask("attention", attention)
                            .transferToHost(EVERY_EXECUTION, out),
                    out);
        }
    }

    /** Some arrays are the library's own and stay: what is compared is a second run. */
    @Test
    void execute_flashAttention_agreesWithTheHost() {
        flashAttention();
        arrays.forEach(FloatArray::close);
        before = objects();
        flashAttention();
    }

    private void flashAttention() {
        FloatArray q = wave(2 * N * 8);
        FloatArray k = wave(2 * N * 8);
        FloatArray v = wave(2 * N * 8);
        FloatArray out = array(new float[2 * N * 8]);
        Attention<?> attention = Attention.of(AttentionShape.of(1, 2, N, N, 8), q, k, v, out)
                .withCausal()
                .withTiling(Attention.Tiling.GPU);
        TaskGraph graph = attention
                .addTo(new TaskGraph("s0").transferToDevice(EVERY_EXECUTION, q, k, v), "attention")
                .transferToHost(EVERY_EXECUTION, out);
        try (ExecutionPlan plan = new ExecutionPlan(graph.snapshot())
                .withDevice(Device.cpu())
                .withGridScheduler(new GridScheduler("s0.attention", attention.grid()))) {
            plan.execute();
            float[] expected = out.toHeapArray();
            out.init(Float.NaN);
            plan.withDevice(Device.metal()).execute();
            assertArrayEquals(expected, out.toHeapArray(), 1e-5f);
        }
    }

    private TaskGraph product(FloatArray a, FloatArray b, FloatArray c) {
        return Gemm.of(N, N, N, a, b, c)
                .withTransposedB()
                .addTo(new TaskGraph("s0").transferToDevice(EVERY_EXECUTION, a, b), "gemm")
                .transferToHost(EVERY_EXECUTION, c);
    }

    @Test
    void execute_matmul2dOnMetal4_agreesWithTheHost() {
        FloatArray a = wave(N * N);
        FloatArray b = wave(N * N);
        FloatArray c = array(new float[N * N]);
        GridScheduler grids =
                new GridScheduler("s0.gemm", Gemm.of(N, N, N, a, b, c).grid());
        standIn.setMachine(Machine.DEFAULT.withSystem(26_00_00));
        try (MetalDevice device = MetalDevice.open();
                ExecutionPlan plan = plan(product(a, b, c)).withGridScheduler(grids)) {
            assertTrue(device.facts().hasTensors());
            assertFalse(device.facts().hasFastTensors());
            plan.withDevice(Device.cpu()).execute();
            float[] expected = c.toHeapArray();
            c.init(Float.NaN);
            plan.withDevice(Device.metal()).execute();
            assertArrayEquals(expected, c.toHeapArray(), 1e-5f);
        } finally {
            standIn.setMachine(Machine.DEFAULT);
        }
    }

    @Test
    void execute_matmul2dBeforeMetal4_namesWhatIsMissing() {
        FloatArray a = wave(N * N);
        try (ExecutionPlan plan = plan(product(a, a, array(new float[N * N])))
                .withGridScheduler(
                        new GridScheduler("s0.gemm", Gemm.of(N, N, N, a, a, a).grid()))
                .withLowering(Lowering.TENSOR_OPS)) {
            IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, plan::execute);
            assertTrue(
                    String.valueOf(refused.getMessage())
                            .contains("task 's0.gemm' multiplies with Metal 4's tensors, which need macOS 26"),
                    refused::toString);
        }
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
