package dev.bessemer.bench;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Counts floating-point operations, in billions; JMH gives them per second. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class Gigaflops {
    /** Operations done in this iteration, in billions. */
    public double gigaflops;

    /** Adds the operations of one run. */
    void add(double operations) {
        gigaflops += operations / 1e9;
    }
}
