package dev.bessemer.jit.jvm;

import dev.bessemer.jit.diagnostic.Location;

/** A kernel uses something that the CPU device does not have yet. */
public final class UnsupportedKernelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Location location;
    private final String what;

    /**
     * @param location where in the source
     * @param what the construct, by name
     */
    public UnsupportedKernelException(Location location, String what) {
        super(location + ": the CPU device does not have " + what);
        this.location = location;
        this.what = what;
    }

    /** Where in the source. */
    public Location location() {
        return location;
    }

    /** The construct, by name. */
    public String what() {
        return what;
    }
}
