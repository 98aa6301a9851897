package dev.bessemer.runtime.cpu;

import java.util.concurrent.atomic.AtomicLong;

/** One launch of a step in one execution: a range of its units, cut into chunks that are claimed one by one. */
final class StepRun {
    /** Chunks a thread, so that one that started late or was delayed leaves the rest to the others. */
    private static final int CHUNKS_A_THREAD = 16;

    private final int index;
    private final Step step;
    private final long units;
    private final long first;
    private final long last;
    private final long chunkUnits;
    private final long chunks;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong left;

    /**
     * @param index the step's place in its graph
     * @param units all that the step has
     * @param first the first unit of this launch
     * @param threads how many share the work; 1 makes one chunk of it
     */
    StepRun(int index, Step step, long units, long first, int threads) {
        this.index = index;
        this.step = step;
        this.units = units;
        this.first = first;
        last = Math.min(units, first + Math.ceilDiv(units, step.batches()));
        chunkUnits = threads == 1 ? last - first : Math.max(1, (last - first) / ((long) threads * CHUNKS_A_THREAD));
        chunks = Math.ceilDiv(last - first, chunkUnits);
        left = new AtomicLong(chunks);
    }

    int index() {
        return index;
    }

    long chunks() {
        return chunks;
    }

    boolean isFirst() {
        return first == 0;
    }

    /** The number of a chunk that is the caller's to run; -1 when none is left. */
    long claim() {
        long chunk = next.get() < chunks ? next.getAndIncrement() : chunks;
        return chunk < chunks ? chunk : -1;
    }

    /** Runs a chunk that was claimed; true when it was the last to end. */
    boolean run(long chunk) {
        long from = first + chunk * chunkUnits;
        step.run(from, Math.min(last, from + chunkUnits));
        return left.decrementAndGet() == 0;
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
