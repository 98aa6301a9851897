package dev.bessemer.runtime;

import dev.bessemer.runtime.PlanGraphs.Needed;
import dev.bessemer.runtime.cpu.StepTimes;
import dev.bessemer.runtime.graph.AccessGate;
import dev.bessemer.runtime.metal.Underway;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One execution that has its place in the plan's order. It must be run, so that those after it can be.
 *
 * @param metal the program as one command buffer; empty where it is run step by step
 * @param needed the graphs that must have been executed before
 * @param compiled whether kernels were compiled for it
 */
record Execution(
        PlanEngine engine,
        PlanProgram program,
        Optional<MetalProgram> metal,
        AccessGate.Ticket ticket,
        List<ImmutableTaskGraph> graphs,
        List<Needed> needed,
        @Nullable ProfilerMode profiler,
        boolean compiled) {
    /** Where executions run that nobody waits for. */
    static final ExecutorService THREADS = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("bessemer-execution-", 0).factory());

    /** Runs when those before it that touch the same arrays are done, or are in the queue that it goes to as well. */
    ExecutionResult run() {
        if (metal.isEmpty()) {
            return alone(this::result);
        }
        ticket.await();
        return MetalExecution.begin(this, metal.get()).end();
    }

    /** The same without waiting for anything: what can begin now does, and what cannot is begun by those that it waits for. */
    CompletableFuture<ExecutionResult> runAsync() {
        CompletableFuture<ExecutionResult> future = new CompletableFuture<>();
        if (metal.isEmpty()) {
            ticket.whenReady(() -> onThread(future, () -> {
                future.complete(alone(this::result));
            }));
        } else if (metal.get().isFirst()
                && ticket.isReady()
                && underway(metal.get()).tryEnter()) {
            attempt(future, () -> MetalExecution.beginAsync(this, metal.get(), future));
        } else {
            ticket.whenReady(() -> onThread(future, () -> {
                underway(metal.get()).enter();
                MetalExecution.beginAsync(this, metal.get(), future);
            }));
        }
        return future;
    }

    private static Underway underway(MetalProgram program) {
        return program.step().device().underway();
    }

    private void onThread(CompletableFuture<ExecutionResult> future, Runnable action) {
        try {
            THREADS.execute(() -> attempt(future, action));
        } catch (Throwable noThread) {
            ticket.close();
            future.completeExceptionally(noThread);
        }
    }

    private static void attempt(CompletableFuture<ExecutionResult> future, Runnable action) {
        try {
            action.run();
        } catch (Throwable failed) {
            future.completeExceptionally(failed);
        }
    }

    /** Does something in the place of the execution, all arrays kept alive meanwhile. */
    <T> T alone(Function<PlanProgram, T> action) {
        try (ticket) {
            ticket.await();
            checkNeeded();
            return program.retained(() -> action.apply(program));
        }
    }

    private ExecutionResult result(PlanProgram ready) {
        BitSet idle = ready.idle();
        long start = System.nanoTime();
        StepTimes times = ready.run(profiler != null);
        long nanoseconds = System.nanoTime() - start;
        ProfilerResult profile = profiler == null ? null : PlanProfile.of(ready, idle, times, nanoseconds, compiled);
        if (profile != null && profiler == ProfilerMode.CONSOLE) {
            profile.dumpProfiles();
        }
        return ended(nanoseconds, profile);
    }

    /** What an execution that has ended well gives. */
    ExecutionResult ended(long nanoseconds, @Nullable ProfilerResult profile) {
        graphs.forEach(graph -> engine.memory().setExecuted(graph.name()));
        List<Object> kept = new ArrayList<>();
        graphs.forEach(graph -> kept.addAll(graph.transfers().kept()));
        return new ExecutionResult(engine, nanoseconds, kept, profile);
    }

    /** @throws IllegalStateException when a graph consumes what another one has not left yet */
    void checkNeeded() {
        needed.forEach(this::checkExecuted);
    }

    private void checkExecuted(Needed before) {
        if (!engine.memory().isExecuted(before.producer())) {
            throw new IllegalStateException("graph '" + before.consumer() + "' consumes "
                    + HostArrays.describe(before.array()) + " from graph '" + before.producer()
                    + "', which was not executed yet: execute that one first");
        }
    }
}
