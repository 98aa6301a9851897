package dev.bessemer.runtime;

import static dev.bessemer.runtime.DataTransferMode.EVERY_EXECUTION;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.jit.diagnostic.KernelFaultException;
import dev.bessemer.library.MpsMatrixMultiplication;
import dev.bessemer.library.MpsSoftmax;
import dev.bessemer.simulator.standin.Injection;
import dev.bessemer.simulator.standin.Machine;
import dev.bessemer.types.FloatArray;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** What goes wrong on the Metal device: each is an exception by name, and nothing is left behind. */
class MetalFailureTest extends MetalFixture {
    @Test
    void execute_indexBeyondAnArray_throwsAsTheCpuDeviceDoes() {
        FloatArray a = array(1, 2, 3);
        TaskGraph graph = new TaskGraph("s0")
                .transferToDevice(EVERY_EXECUTION, a)
                .task("beyond", MetalKernels::beyond, a)
                .transferToHost(EVERY_EXECUTION, a);
        KernelFaultException fault = assertThrows(KernelFaultException.class, () -> execute(graph));
        assertEquals("MetalKernels.java", fault.location().file());
        String message = String.valueOf(fault.getMessage());
        assertTrue(message.contains("task 's0.beyond'"), message);
        assertTrue(message.contains("is out of range for a, which has 3 elements"), message);
    }

    private record GpuError(int code, String description, Class<? extends RuntimeException> type, String message) {}

    /** What a Mac gives, with the words of its drivers. */
    private static final List<GpuError> GPU_ERRORS = List.of(
            new GpuError(1, "Internal Error (0000000e)", KernelFaultException.class, "the GPU failed"),
            new GpuError(
                    1,
                    "Discarded (victim of GPU error/recovery) (00000005:kIOGPUCommandBufferCallbackErrorInnocentVictim)",
                    IllegalStateException.class,
                    "threw it away when it stopped another kernel: execute it again"),
            new GpuError(
                    1,
                    "Ignored (for causing prior/excessive GPU errors) (00000004:kIOGPUCommandBufferCallbackErrorSubmissionsIgnored)",
                    IllegalStateException.class,
                    "takes nothing of this process any more, because too much of it has failed"),
            new GpuError(2, "Caused GPU Timeout Error", KernelFaultException.class, "ran for too long"),
            new GpuError(3, "Caused GPU Address Fault Error", KernelFaultException.class, "memory that no array has"),
            new GpuError(4, "revoked", IllegalStateException.class, "takes nothing of this process any more"),
            new GpuError(7, "not permitted", IllegalStateException.class, "may not use it"),
            new GpuError(8, "Insufficient Memory", IllegalStateException.class, "has not enough memory for it"),
            new GpuError(9, "invalid", IllegalStateException.class, "memory that it uses is gone"),
            new GpuError(11, "removed", IllegalStateException.class, "is gone: the program has to be started again"),
            new GpuError(12, "stack", KernelFaultException.class, "a thread's stack was full"));

    /** Of a kernel, of an operation of a library, and of both in one command buffer; at the first execution and at a later one; waited for or not. */
    @Test
    void execute_gpuErrors_areExceptionsThatNameTheTasks() {
        FloatArray a = array(new float[N * N]);
        FloatArray out = array(new float[N * N]);
        standIn.setMachine(Machine.DEFAULT.withoutExecution());
        Map<TaskGraph, String> graphs = Map.of(
                adding(a, a, out),
                "task 's0.add': the GPU ",
                new TaskGraph("s0")
                        .transferToDevice(EVERY_EXECUTION, a)
                        .libraryTask("softmax", MpsSoftmax.of(a, out, N, N))
                        .transferToHost(EVERY_EXECUTION, out),
                "task 's0.softmax': the GPU ",
                new TaskGraph("s0")
                        .transferToDevice(EVERY_EXECUTION, a)
                        .task("addOne", MetalKernels::addOne, a)
                        .libraryTask("product", MpsMatrixMultiplication.of(a, a, out, N, N, N))
                        .transferToHost(EVERY_EXECUTION, a, out),
                "one of the tasks 's0.addOne', 's0.product' of one command buffer (with a profiler each has its own): the GPU ");
        graphs.forEach((graph, names) -> {
            for (GpuError error : GPU_ERRORS) {
                assertFails(graph, error, names);
            }
        });
    }

    private void assertFails(TaskGraph graph, GpuError error, String names) {
        Injection failure = Injection.commandBuffer(0, error.code, error.description);
        try (ExecutionPlan plan = plan(graph)) {
            standIn.inject(failure);
            assertMessage(error, names, assertThrows(error.type, plan::execute));
            plan.execute();
            standIn.inject(failure);
            Throwable later = assertThrows(
                            CompletionException.class, () -> plan.executeAsync().join())
                    .getCause();
            assertMessage(error, names, assertInstanceOf(error.type, later));
            plan.execute();
        }
    }

    private static void assertMessage(GpuError error, String names, RuntimeException thrown) {
        String message = String.valueOf(thrown.getMessage());
        assertTrue(message.contains(names), message);
        assertTrue(message.contains(error.message), message);
        assertTrue(message.endsWith("(" + error.description + ")"), message);
    }

    @Test
    void execute_sourceThatDoesNotCompile_namesTheJavaLine() {
        standIn.inject(Injection.compileFailure(0, "program_source:99999:1: error: no"));
        FloatArray a = array(1, 2);
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> execute(new TaskGraph("s0")
                        .transferToDevice(EVERY_EXECUTION, a)
                        .task("once", MetalKernels::compiledOnlyHere, a)
                        .transferToHost(EVERY_EXECUTION, a)));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("task 's0.once'"), message);
        assertTrue(message.matches("(?s).*program_source:99999:1 \\(MetalKernels.java:\\d+\\): error: no.*"), message);
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
}
