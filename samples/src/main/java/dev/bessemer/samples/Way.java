package dev.bessemer.samples;

import java.util.function.Supplier;

/**
 * One of the ways in which a sample does what its options ask for.
 *
 * @param name as typed on the command line; empty where there is only one
 * @param missing why it cannot do it; empty where it can
 * @param run makes its arrays and its graph; not called where something is missing
 */
record Way(String name, String missing, Supplier<SampleRun> run) {
    /** The only way. */
    static Way only(Supplier<SampleRun> run) {
        return new Way("", "", run);
    }
}
