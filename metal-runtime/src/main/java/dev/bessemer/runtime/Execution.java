package dev.bessemer.runtime;

import dev.bessemer.runtime.PlanGraphs.Needed;
import dev.bessemer.runtime.cpu.StepTimes;
import dev.bessemer.runtime.graph.AccessGate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One execution that has its place in the plan's order. It must be run, so that those after it can be.
 *
 * @param needed the graphs that must have been executed before
 * @param compiled whether kernels were compiled for it
 */
record Execution(
        PlanEngine engine,
        PlanProgram program,
        AccessGate.Ticket ticket,
        List<ImmutableTaskGraph> graphs,
        List<Needed> needed,
        @Nullable ProfilerMode profiler,
        boolean compiled) {
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("bessemer-execution-", 0).factory());

    /** Runs when those before it that touch the same arrays are done. */
    ExecutionResult run() {
        return alone(this::result);
    }

    CompletableFuture<ExecutionResult> runAsync() {
        try {
            return CompletableFuture.supplyAsync(this::run, THREADS);
        } catch (RuntimeException | Error noThread) {
            ticket.close();
            throw noThread;
        }
    }

    /** Does something in the place of the execution, all arrays kept alive meanwhile. */
    <T> T alone(Function<PlanProgram, T> action) {
        try (ticket) {
            ticket.await();
            needed.forEach(this::checkExecuted);
            return program.retained(() -> action.apply(program));
        }
    }

    private ExecutionResult result(PlanProgram ready) {
        BitSet idle = ready.idle();
        long start = System.nanoTime();
        StepTimes times = ready.run(profiler != null);
        long nanoseconds = System.nanoTime() - start;
        graphs.forEach(graph -> engine.memory().setExecuted(graph.name()));
        ProfilerResult profile = profiler == null ? null : PlanProfile.of(ready, idle, times, nanoseconds, compiled);
        if (profile != null && profiler == ProfilerMode.CONSOLE) {
            profile.dumpProfiles();
        }
        List<Object> kept = new ArrayList<>();
        graphs.forEach(graph -> kept.addAll(graph.transfers().kept()));
        return new ExecutionResult(engine, nanoseconds, kept, profile);
    }

    private void checkExecuted(Needed before) {
        if (!engine.memory().isExecuted(before.producer())) {
            throw new IllegalStateException("graph '" + before.consumer() + "' consumes "
                    + HostArrays.describe(before.array()) + " from graph '" + before.producer()
                    + "', which was not executed yet: execute that one first");
        }
    }
}
