package dev.bessemer.runtime;

import dev.bessemer.types.DeviceArray;
import java.time.Duration;
import java.util.List;

/** What one execution of a plan left behind. */
public final class ExecutionResult {
    private final long nanoseconds;
    private final List<DeviceArray> onDemand;

    ExecutionResult(long nanoseconds, List<DeviceArray> onDemand) {
        this.nanoseconds = nanoseconds;
        this.onDemand = onDemand;
    }

    /** How long the tasks took, compilation not included. */
    public Duration elapsed() {
        return Duration.ofNanos(nanoseconds);
    }

    /**
     * Makes arrays readable by the host that the graph transfers {@link DataTransferMode#UNDER_DEMAND}.
     *
     * @throws IllegalArgumentException for an array that the graph does not transfer so
     */
    public ExecutionResult transferToHost(DeviceArray... arrays) {
        for (DeviceArray array : arrays) {
            if (!onDemand.contains(array)) {
                throw new IllegalArgumentException(array + " is not transferred on demand: name it in"
                        + " transferToHost(DataTransferMode.UNDER_DEMAND, ...) of the graph");
            }
        }
        return this;
    }
}
