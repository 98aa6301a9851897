package dev.bessemer.runtime.cpu;

import dev.bessemer.runtime.graph.Dependences;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/**
 * Steps and what each waits for. Independent ones overlap. It remembers how much work an execution was, so that little work wakes nobody.
 */
public final class CpuGraph {
    /** Below this, waking another thread costs more than it saves. */
    private static final long SMALL_NANOSECONDS = 25_000;

    private final Step[] steps;
    private final int[][] successors;
    private final int[] predecessorCounts;

    /** Time all threads spent on the last execution; a guess where executions overlap. */
    private volatile long lastWork = Long.MAX_VALUE;

    /** How long each step last took. */
    private final AtomicLongArray lastTimes;

    /** @param dependences of the steps, by their index */
    public CpuGraph(List<? extends Step> steps, Dependences dependences) {
        this.steps = steps.toArray(Step[]::new);
        successors = dependences.successors().stream().map(CpuGraph::ints).toArray(int[][]::new);
        predecessorCounts =
                dependences.predecessors().stream().mapToInt(List::size).toArray();
        lastTimes = new AtomicLongArray(steps.size());
        for (int i = 0; i < steps.size(); i++) {
            lastTimes.set(i, Long.MAX_VALUE);
        }
    }

    /**
     * Runs all steps to their end, on this thread and, for more than a little work, on those of the pool.
     *
     * @throws dev.bessemer.jit.diagnostic.KernelFaultException at the first fault of a kernel, once no thread works on the graph any more
     */
    public StepTimes run(CpuPool pool) {
        if (lastWork < SMALL_NANOSECONDS) {
            return runHere();
        }
        CpuJob job = new CpuJob(this, pool);
        try {
            job.run();
            return job.times();
        } finally {
            lastWork = job.workNanoseconds();
        }
    }

    private StepTimes runHere() {
        StepTimes times = new StepTimes(steps.length);
        for (int i = 0; i < steps.length; i++) {
            times.begin(i);
            long units = steps[i].units();
            for (long first = 0; first < units; ) {
                long last = Math.min(units, first + Math.ceilDiv(units, steps[i].batches()));
                steps[i].run(first, last);
                first = last;
            }
            steps[i].finish();
            times.end(i);
        }
        lastWork = System.nanoTime() - times.start();
        return times;
    }

    /** Whether a step is better left to one thread. */
    boolean isSmall(int index) {
        return lastTimes.get(index) < SMALL_NANOSECONDS;
    }

    /** Remembers how long a step took. */
    void took(int index, long nanoseconds) {
        lastTimes.set(index, nanoseconds);
    }

    int size() {
        return steps.length;
    }

    Step step(int index) {
        return steps[index];
    }

    int[] successors(int index) {
        return successors[index];
    }

    int[] predecessorCounts() {
        return predecessorCounts;
    }

    /** The steps that wait for none. */
    List<Integer> roots() {
        return IntStream.range(0, steps.length)
                .filter(i -> predecessorCounts[i] == 0)
                .boxed()
                .toList();
    }

    private static int[] ints(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }
}
