package dev.bessemer.runtime;

import static dev.bessemer.runtime.DataTransferMode.EVERY_EXECUTION;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bessemer.runtime.metal.MetalPresence;
import dev.bessemer.simulator.standin.Machine;
import dev.bessemer.simulator.standin.MetalStandIn;
import dev.bessemer.types.FloatArray;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a warm execution costs the host on the Metal device, which here is the stand-in with a GPU that takes no time: our time, and that of the stand-in,
 * which notes and checks every message. The figures are printed; the limits are those of a quiet machine, times {@value #LOADED} because others may be
 * at work.
 */
class LaunchFiguresTest {
    private static final int LOADED = 5;
    private static final int WARM_UP = 20_000;
    private static final int ROUNDS = 10;
    private static final int EXECUTIONS = 2_000;

    @BeforeEach
    void begin() {
        assumeTrue(
                MetalPresence.missing().isEmpty(), () -> MetalPresence.missing().orElse(""));
        MetalStandIn.open().reset();
        MetalStandIn.open().setMachine(Machine.DEFAULT.withoutExecution());
    }

    @AfterEach
    void end() {
        if (MetalPresence.missing().isEmpty()) {
            MetalStandIn.open().reset();
        }
    }

    @Test
    void execute_oneKernel_isQuick() {
        measure("a graph of one kernel", 1, 25, 10);
    }

    @Test
    void execute_tenChainedKernels_isQuick() {
        measure("a graph of ten chained kernels", 10, 100, 30);
    }

    private static void measure(String what, int tasks, int mostMessages, int mostMicroseconds) {
        MetalStandIn standIn = MetalStandIn.open();
        try (FloatArray a = new FloatArray(32);
                FloatArray b = new FloatArray(32);
                ExecutionPlan plan = new ExecutionPlan(chain(tasks, a, b).snapshot()).withDevice(Device.metal())) {
            for (int i = 0; i < WARM_UP / tasks; i++) {
                plan.execute();
            }
            long messages = standIn.messageCount();
            plan.execute();
            long sent = standIn.messageCount() - messages;
            int executions = EXECUTIONS / tasks;
            double least = Double.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                for (int i = 0; i < executions; i++) {
                    plan.execute();
                }
                least = Math.min(least, (System.nanoTime() - start) / 1e3 / executions);
            }
            System.out.printf(
                    Locale.ROOT, "%s: %d messages, %.1f us, of at most %d%n", what, sent, least, mostMicroseconds);
            assertTrue(sent <= mostMessages, () -> what + " sends " + sent + " messages");
            double microseconds = least;
            assertTrue(microseconds < LOADED * mostMicroseconds, () -> what + " takes " + microseconds + " us");
        }
    }

    private static TaskGraph chain(int tasks, FloatArray a, FloatArray b) {
        TaskGraph graph = new TaskGraph("s0").transferToDevice(EVERY_EXECUTION, a, b);
        for (int i = 0; i < tasks; i++) {
            graph.task("add" + i, TestKernels::add, a, b, a);
        }
        return graph.transferToHost(EVERY_EXECUTION, a);
    }
}
