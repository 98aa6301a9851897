package dev.bessemer.runtime;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one execution of a plan left behind. */
public final class ExecutionResult {
    private final PlanEngine engine;
    private final long nanoseconds;
    private final List<Object> kept;
    private final @Nullable ProfilerResult profile;

    ExecutionResult(PlanEngine engine, long nanoseconds, List<Object> kept, @Nullable ProfilerResult profile) {
        this.engine = engine;
        this.nanoseconds = nanoseconds;
        this.kept = kept;
        this.profile = profile;
    }

    /** How long the tasks and transfers took, compilation not included. */
    public Duration elapsed() {
        return Duration.ofNanos(nanoseconds);
    }

    /**
     * Makes arrays readable by the host that the graph transfers {@link DataTransferMode#UNDER_DEMAND} or persists: their elements become what
     * they are on the device now.
     *
     * @param arrays whole arrays, records that hold some, or {@link DataRange}s
     * @throws IllegalArgumentException for an array that the graph does not leave on the device
     * @throws IllegalStateException when the plan is closed
     */
    public ExecutionResult transferToHost(Object... arrays) {
        for (Object array : arrays) {
            if (array instanceof DataRange range) {
                copyOut(range);
            } else {
                HostArrays.arraysOf("transferToHost", array).forEach(whole -> copyOut(new DataRange(whole)));
            }
        }
        return this;
    }

    private void copyOut(DataRange range) {
        checkKept(range.array());
        engine.copyOut(range);
    }

    /**
     * The profile, where the plan was executed with a profiler.
     *
     * @throws IllegalStateException when it was not
     */
    public ProfilerResult getProfilerResult() {
        if (profile == null) {
            throw new IllegalStateException("the plan was executed without a profiler: call"
                    + " plan.withProfiler(ProfilerMode.SILENT) before execute()");
        }
        return profile;
    }

    @SuppressWarnings("ReferenceEquality") // two arrays may be equal and be different memory
    private void checkKept(Object array) {
        if (kept.stream().noneMatch(known -> known == array)) {
            throw new IllegalArgumentException(HostArrays.describe(array) + " is not transferred on demand: name it in"
                    + " transferToHost(DataTransferMode.UNDER_DEMAND, ...) or persistOnDevice(...) of the graph");
        }
    }
}
