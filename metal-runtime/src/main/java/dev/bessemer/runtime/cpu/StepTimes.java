package dev.bessemer.runtime.cpu;

/** When the steps of one execution began and ended. Written by the threads that run them, read once the execution is done. */
public final class StepTimes {
    private final long start = System.nanoTime();
    private final long[] begin;
    private final long[] end;

    StepTimes(int steps) {
        begin = new long[steps];
        end = new long[steps];
    }

    void begin(int step) {
        begin[step] = System.nanoTime();
    }

    void end(int step) {
        end[step] = System.nanoTime();
    }

    /** When the execution began, by {@link System#nanoTime}. */
    public long start() {
        return start;
    }

    /** When a step began, by {@link System#nanoTime}. */
    public long beginOf(int step) {
        return begin[step];
    }

    /** When a step ended, by {@link System#nanoTime}. */
    public long endOf(int step) {
        return end[step];
    }
}
