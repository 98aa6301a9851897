package dev.bessemer.runtime.cpu;

import java.util.concurrent.atomic.AtomicLong;

/**
 * One launch of a step in one execution: a range of its units, of which threads claim one part after another. Parts become smaller towards the end, as in
 * Polychronopoulos and Kuck's guided self-scheduling (1987): large ones let neighbouring units share what they have loaded, small ones let threads end together.
 */
final class StepRun {
    /** A part is this share of what is left for each thread. */
    private static final int PARTS = 2;

    /** The smallest part is this share of all for each thread. */
    private static final int MOST_PARTS = 64;

    private final int index;
    private final Step step;
    private final long units;
    private final long last;
    private final int threads;
    private final long smallest;
    private final AtomicLong next;
    private final AtomicLong left;

    /**
     * @param index the step's place in its graph
     * @param units all that the step has
     * @param first the first unit of this launch
     * @param threads how many share the work; 1 makes one part of it
     */
    StepRun(int index, Step step, long units, long first, int threads) {
        this.index = index;
        this.step = step;
        this.units = units;
        this.threads = threads;
        last = Math.min(units, first + Math.ceilDiv(units, step.batches()));
        smallest = Math.max(1, (last - first) / ((long) threads * MOST_PARTS));
        next = new AtomicLong(first);
        left = new AtomicLong(last - first);
    }

    int index() {
        return index;
    }

    /** How many threads find work. */
    int threads() {
        return (int) Math.min(threads, last - next.get());
    }

    /** The first unit of a part that is the caller's to run; -1 when none is left. */
    long claim() {
        long from = next.get();
        while (from < last) {
            long seen = next.compareAndExchange(from, end(from));
            if (seen == from) {
                return from;
            }
            from = seen;
        }
        return -1;
    }

    /** The end of the part that begins here. */
    private long end(long from) {
        long part = threads == 1 ? last - from : (last - from) / ((long) PARTS * threads);
        return Math.min(last, from + Math.max(smallest, part));
    }

    /** Runs a part that was claimed; true when it was the last to end. */
    boolean run(long from) {
        long to = end(from);
        step.run(from, to);
        return left.addAndGet(from - to) == 0;
    }

    /** Whether the step is done when this launch is. */
    boolean isLast() {
        return last == units;
    }

    /** The launch after this one. */
    StepRun nextBatch(int threads) {
        return new StepRun(index, step, units, last, threads);
    }
}
