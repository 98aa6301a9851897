package dev.bessemer.runtime;

import static dev.bessemer.runtime.DataTransferMode.EVERY_EXECUTION;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.jit.diagnostic.KernelFaultException;
import dev.bessemer.simulator.standin.Injection;
import dev.bessemer.types.FloatArray;
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
