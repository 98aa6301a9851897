package dev.bessemer.simulator;

import java.time.Duration;
import java.util.List;

/**
 * What came of a launch.
 *
 * @param faults what went wrong; where there are any, the buffers hold what the kernel had written by then
 * @param time the time that the worker took
 */
public record MslResult(List<MslFault> faults, Duration time) {
    /** Copies the list. */
    public MslResult {
        faults = List.copyOf(faults);
    }

    /** Whether the kernel ran to its end and nothing was found. */
    public boolean isClean() {
        return faults.isEmpty();
    }
}
