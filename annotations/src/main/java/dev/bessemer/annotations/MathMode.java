package dev.bessemer.annotations;

/** How closely a kernel's floating-point arithmetic follows Java's. */
public enum MathMode {
    /** Every operation gives the number the Java Language Specification says, in the order the source says. */
    STRICT,
    /**
     * Products and sums may be contracted to fused multiply-adds, sums reassociated, and the device's fast mathematical functions
     * used. Results may differ from STRICT's, and between devices, by the rounding of those steps.
     */
    FAST
}
