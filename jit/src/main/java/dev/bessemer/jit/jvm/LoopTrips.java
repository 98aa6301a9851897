package dev.bessemer.jit.jvm;

/** Counts the iterations of {@code for (i = lower; i < upper; i += step)}; called by generated code. */
public final class LoopTrips {
    private LoopTrips() {}

    /** How many there are. */
    public static long count(long lower, long upper, long step) {
        return lower >= upper ? 0 : Math.ceilDivExact(upper - lower, step);
    }

    /** The loop variable in iteration {@code unit}, or {@code upper} from the last one on. */
    public static long indexAt(long lower, long upper, long step, long unit) {
        return unit >= count(lower, upper, step) ? upper : lower + unit * step;
    }
}
