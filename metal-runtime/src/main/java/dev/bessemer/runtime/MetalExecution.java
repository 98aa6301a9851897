package dev.bessemer.runtime;

import dev.bessemer.runtime.cpu.CpuPool;
import dev.bessemer.runtime.metal.Underway;
import java.util.concurrent.CompletableFuture;

/**
 * An execution that is one command buffer, from its commit to its end. When it is committed and nothing is to be copied afterwards, later executions may
 * be committed behind it.
 */
final class MetalExecution {
    private final Execution execution;
    private final MetalProgram program;
    private final long start = System.nanoTime();
    private final MetalStep.Flight flight;

    private MetalExecution(Execution execution, MetalProgram program) {
        this.execution = execution;
        this.program = program;
        var _ = program.before().run(CpuPool.shared());
        flight = program.step().commit();
    }

    /** Commits an execution that is ready; its arrays are kept alive, and it has its place in the order, until its end. */
    static MetalExecution begin(Execution execution, MetalProgram program) {
        MetalExecution begun;
        boolean retained = false;
        try {
            execution.checkNeeded();
            execution.program().retain();
            retained = true;
            begun = new MetalExecution(execution, program);
        } catch (RuntimeException | Error failed) {
            leave(execution, retained);
            throw failed;
        }
        if (program.isLast()) {
            execution.ticket().handOver();
        }
        return begun;
    }

    /** Commits an execution that is ready and has its place underway, and returns. */
    static void beginAsync(Execution execution, MetalProgram program, CompletableFuture<ExecutionResult> future) {
        Underway underway = program.step().device().underway();
        MetalExecution begun;
        try {
            begun = begin(execution, program);
        } catch (RuntimeException | Error failed) {
            underway.leave();
            throw failed;
        }
        underway.whenEnded(begun.flight.committed(), () -> begun.completeSoon(future));
    }

    /** Ends it on another thread: what the future's user does then must not hold up the ends of others. */
    private void completeSoon(CompletableFuture<ExecutionResult> future) {
        try {
            Execution.THREADS.execute(() -> complete(future));
        } catch (RuntimeException | Error noThread) {
            complete(future);
        }
    }

    private void complete(CompletableFuture<ExecutionResult> future) {
        ExecutionResult result;
        try {
            result = end();
        } catch (RuntimeException | Error failed) {
            future.completeExceptionally(failed);
            return;
        }
        future.complete(result);
    }

    /** Waits for its end, and does what is left to do then. */
    ExecutionResult end() {
        try {
            flight.end();
            var _ = program.after().run(CpuPool.shared());
            return execution.ended(System.nanoTime() - start, null);
        } finally {
            leave(execution, true);
        }
    }

    private static void leave(Execution execution, boolean retained) {
        try {
            if (retained) {
                execution.program().release();
            }
        } finally {
            execution.ticket().close();
        }
    }
}
