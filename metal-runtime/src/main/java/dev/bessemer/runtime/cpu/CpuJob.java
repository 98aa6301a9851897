package dev.bessemer.runtime.cpu;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a graph. Steps whose predecessors are done are open; whoever helps claims a part of an open step until none is left. Who
 * ends a step opens those that waited for it alone, and invites as many helpers as there is work for.
 */
final class CpuJob {
    private static final int SPINS = 2_000;

    private final CpuGraph graph;
    private final CpuPool pool;
    private final StepTimes times;
    private final AtomicIntegerArray waitingFor;
    private final AtomicInteger unfinished;
    private final Queue<StepRun> open = new ConcurrentLinkedQueue<>();
    private final AtomicInteger helpers = new AtomicInteger();
    private final AtomicLong work = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Thread caller = Thread.currentThread();

    CpuJob(CpuGraph graph, CpuPool pool) {
        this.graph = graph;
        this.pool = pool;
        times = new StepTimes(graph.size());
        waitingFor = new AtomicIntegerArray(graph.predecessorCounts());
        unfinished = new AtomicInteger(graph.size());
    }

    StepTimes times() {
        return times;
    }

    /** Time all threads spent in steps. */
    long workNanoseconds() {
        return work.get();
    }

    /** Runs the graph to its end, this thread taking part, then throws what a step threw. */
    void run() {
        try {
            graph.roots().forEach(this::open);
            inviteHelpers();
        } catch (Throwable thrown) {
            fail(thrown);
        }
        boolean interrupted = false;
        for (int i = 0; !isDone(); i++) {
            if (work()) {
                i = 0;
            } else if (i < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        rethrow(failure.get());
    }

    /** Called by a thread of the pool: works until nothing is open. */
    void help() {
        helpers.incrementAndGet();
        try {
            var _ = work();
        } finally {
            helpers.decrementAndGet();
            LockSupport.unpark(caller);
        }
    }

    /** Whether all is done or failed, and no helper is inside; one that comes later finds nothing to do. */
    private boolean isDone() {
        return (unfinished.get() == 0 || failure.get() != null) && helpers.get() == 0;
    }

    /** Whether there was anything to do. */
    private boolean work() {
        if (open.isEmpty()) {
            return false;
        }
        long start = System.nanoTime();
        boolean worked = false;
        try {
            for (StepRun run = open.peek(); run != null && failure.get() == null; run = open.peek()) {
                worked |= workOn(run);
            }
        } catch (Throwable thrown) {
            fail(thrown);
        }
        work.addAndGet(System.nanoTime() - start);
        return worked;
    }

    private boolean workOn(StepRun run) {
        long part = run.claim();
        if (part < 0) {
            open.remove(run);
            return false;
        }
        if (part == 0) {
            times.begin(run.index());
        }
        if (run.run(part)) {
            ended(run);
        }
        return true;
    }

    private void ended(StepRun run) {
        if (run.isLast()) {
            finish(run.index());
        } else {
            open.add(run.nextBatch(threads(run.index())));
        }
        inviteHelpers();
    }

    private void finish(int step) {
        graph.step(step).finish();
        times.end(step);
        graph.took(step, times.endOf(step) - times.beginOf(step));
        for (int successor : graph.successors(step)) {
            if (waitingFor.decrementAndGet(successor) == 0) {
                open(successor);
            }
        }
        if (unfinished.decrementAndGet() == 0) {
            LockSupport.unpark(caller);
        }
    }

    private void open(int index) {
        long units = graph.step(index).units();
        if (units == 0) {
            times.begin(index);
            finish(index);
        } else {
            open.add(new StepRun(index, graph.step(index), units, 0, threads(index)));
        }
    }

    private int threads(int step) {
        return graph.isSmall(step) ? 1 : pool.threads();
    }

    private void inviteHelpers() {
        long wanted = 0;
        for (StepRun run : open) {
            wanted += run.threads();
        }
        pool.invite(this, (int) Math.min(pool.threads(), wanted) - 1 - helpers.get());
        LockSupport.unpark(caller);
    }

    private void fail(Throwable thrown) {
        failure.compareAndSet(null, thrown);
        open.clear();
    }

    private static void rethrow(@Nullable Throwable thrown) {
        switch (thrown) {
            case null -> {}
            case RuntimeException exception -> throw exception;
            case Error error -> throw error;
            default -> throw new IllegalStateException("a step threw a checked exception", thrown);
        }
    }
}
