package dev.bessemer.runtime;

import static dev.bessemer.runtime.DataTransferMode.EVERY_EXECUTION;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.jit.diagnostic.KernelFaultException;
import dev.bessemer.library.Attention;
import dev.bessemer.library.AttentionShape;
import dev.bessemer.library.MpsGraphAttention;
import dev.bessemer.library.MpsMatrixMultiplication;
import dev.bessemer.library.MpsSoftmax;
import dev.bessemer.simulator.standin.Injection;
import dev.bessemer.simulator.standin.Machine;
import dev.bessemer.types.FloatArray;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Operations of Apple's libraries and of ours in graphs on the Metal device. */
class MetalLibraryTest extends MetalFixture {
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
                .task("addOne", MetalKernels::addOne, scores)
                .libraryTask("softmax", MpsSoftmax.of(scores, weights, N, N))
                .transferToHost(EVERY_EXECUTION, weights);
        assertAgrees(graph, weights);
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
                .task("addOne", MetalKernels::addOne, scores)
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
        countAnew();
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
}
