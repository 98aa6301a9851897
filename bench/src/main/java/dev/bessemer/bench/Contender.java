package dev.bessemer.bench;

/** One side of a comparison: work that can be done again and again. */
public interface Contender extends AutoCloseable {
    /** Does the work once. */
    void run();

    /**
     * Checks the result of the last run.
     *
     * @throws IllegalStateException if it is wrong
     */
    void check();

    /** How long the GPU took for the last run, in nanoseconds; 0 where no GPU is asked, or does not tell. */
    default double gpuNanoseconds() {
        return 0;
    }

    /** The floating-point operations of one run. */
    double operations();

    @Override
    void close();
}
