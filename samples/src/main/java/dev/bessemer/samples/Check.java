package dev.bessemer.samples;

/**
 * How far a result is from its reference.
 *
 * @param error the largest difference, in the sense of the tolerance
 * @param tolerance the largest that is right
 */
record Check(double error, double tolerance) {
    /** Whether the result is right; an error that is no number is not. */
    boolean passes() {
        return error <= tolerance;
    }
}
