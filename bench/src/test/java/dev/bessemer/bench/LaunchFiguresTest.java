package dev.bessemer.bench;

import static dev.bessemer.runtime.DataTransferMode.EVERY_EXECUTION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bessemer.runtime.Device;
import dev.bessemer.runtime.ExecutionPlan;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.samples.VectorAdd;
import dev.bessemer.simulator.standin.Machine;
import dev.bessemer.simulator.standin.MetalStandIn;
import dev.bessemer.types.FloatArray;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a warm execution costs the host on the Metal device, which here is the stand-in with a GPU that takes no time. The stand-in notes and checks every
 * message, which takes longer than all that we do: its time is that of the same messages and functions, replayed by plain downcalls, and what is left is ours. The
 * figures are printed; the limits are those of a quiet machine, times {@value #LOADED} because others may be at work.
 */
class LaunchFiguresTest {
    private static final int LOADED = 5;
    private static final int WARM_UP = 20_000;
    private static final int ROUNDS = 20;
    private static final int EXECUTIONS = 2_000;

    @BeforeEach
    void begin() {
        assumeTrue(
                MetalStandIn.missing().isEmpty(), () -> MetalStandIn.missing().orElse(""));
        MetalStandIn.open().reset();
        MetalStandIn.open().setMachine(Machine.DEFAULT.withoutExecution());
    }

    @AfterEach
    void end() {
        if (MetalStandIn.missing().isEmpty()) {
            assertEquals("[]", MetalStandIn.open().takeViolations().toString());
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
        try (FloatArray a = new FloatArray(32);
                FloatArray b = new FloatArray(32);
                ExecutionPlan plan = new ExecutionPlan(chain(tasks, a, b).snapshot()).withDevice(Device.metal());
                MessageReplay replay = new MessageReplay(chain(tasks, a, b).snapshot(), tasks)) {
            Runnable execution = () -> {
                var _ = plan.execute();
            };
            repeat(execution, WARM_UP / tasks);
            repeat(replay::run, WARM_UP / tasks);
            Sent sent = Sent.by(execution);
            assertEquals(Sent.by(replay::run), sent);
            assertTrue(sent.total() <= mostMessages, () -> what + " sends " + sent);
            assertEquals(1, sent.messages().get("commit"), sent::toString);
            double all = Double.MAX_VALUE;
            double theirs = Double.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                all = Math.min(all, microseconds(execution, EXECUTIONS / tasks));
                theirs = Math.min(theirs, microseconds(replay::run, EXECUTIONS / tasks));
            }
            double ours = all - theirs;
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d messages and %d functions, %.1f us, %.1f us of them our own, of at most %d%n",
                    what,
                    sent.total(),
                    sent.functions(),
                    all,
                    ours,
                    mostMicroseconds);
            assertTrue(ours < LOADED * mostMicroseconds, () -> what + " takes " + ours + " us of our own");
        }
    }

    /** What was sent, by selector, and how many functions were called; no buffers are made, as no such message is among them. */
    private record Sent(Map<String, Long> messages, long functions) {
        static Sent by(Runnable action) {
            MetalStandIn standIn = MetalStandIn.open();
            Map<String, Long> before = standIn.messages();
            long functions = standIn.functionCount();
            action.run();
            long called = standIn.functionCount() - functions;
            Map<String, Long> sent = new TreeMap<>();
            standIn.messages().forEach((selector, count) -> {
                long more = count - before.getOrDefault(selector, 0L);
                if (more > 0) {
                    sent.put(selector, more);
                }
            });
            return new Sent(sent, called);
        }

        long total() {
            return messages.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private static double microseconds(Runnable action, int times) {
        long start = System.nanoTime();
        repeat(action, times);
        return (System.nanoTime() - start) / 1e3 / times;
    }

    private static void repeat(Runnable action, int times) {
        for (int i = 0; i < times; i++) {
            action.run();
        }
    }

    private static TaskGraph chain(int tasks, FloatArray a, FloatArray b) {
        TaskGraph graph = new TaskGraph("s0").transferToDevice(EVERY_EXECUTION, a, b);
        for (int i = 0; i < tasks; i++) {
            graph.task("add" + i, VectorAdd::add, a, b, a);
        }
        return graph.transferToHost(EVERY_EXECUTION, a);
    }
}
