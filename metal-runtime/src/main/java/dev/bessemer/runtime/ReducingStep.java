package dev.bessemer.runtime;

import dev.bessemer.runtime.cpu.Step;
import java.util.List;

/**
 * A launch whose threads leave partial results, and the launches that combine these after it.
 *
 * @param combining one a reduction
 */
record ReducingStep(Step threads, List<Step> combining) implements Step {
    @Override
    public long units() {
        return threads.units();
    }

    @Override
    public void run(long first, long last) {
        threads.run(first, last);
    }

    @Override
    public int batches() {
        return threads.batches();
    }

    @Override
    public void finish() {
        combining.forEach(step -> step.run(0, step.units()));
    }
}
