package dev.bessemer.samples;

import dev.bessemer.runtime.GridScheduler;
import dev.bessemer.runtime.ImmutableTaskGraph;
import dev.bessemer.types.DeviceArray;
import java.util.List;

/** A sample on the arrays it made; closing it frees them. */
interface SampleRun extends AutoCloseable {
    /** What to execute. */
    ImmutableTaskGraph graph();

    /** The grids of tasks that need one. */
    default GridScheduler grids() {
        return new GridScheduler();
    }

    /** All arrays that it made. */
    List<DeviceArray> arrays();

    /** The array that holds the result. */
    DeviceArray result();

    /** The shape, as the table shows it. */
    String shape();

    /** The elements' type, as the table shows it. */
    String type();

    /** Floating-point operations of one execution. */
    double operations();

    /** Compares the result with a double-precision reference in plain Java. */
    Check check(Progress progress);

    @Override
    default void close() {
        arrays().forEach(DeviceArray::close);
    }
}
