package dev.bessemer.jit.jvm;

import jdk.incubator.vector.VectorShape;

/**
 * How wide the vectors of the panel operations are: as the machine prefers, capped by {@link PanelSupport#CAP}. It loads none of the Vector API's
 * vectors, which takes long.
 */
final class PanelWidth {
    private static final int PREFERRED = VectorShape.preferredShape().vectorBitSize();

    /** The bits of a vector. */
    static final int BITS = Integer.highestOneBit(Math.max(128, Math.min(PREFERRED, Math.min(PanelSupport.CAP, 512))));

    /** Floats in a vector. */
    static final int LANES = BITS / Float.SIZE;

    private PanelWidth() {}

    /** Whether the machine has vectors of 128 bits or more. */
    static boolean isWideEnough() {
        return PREFERRED >= 128;
    }
}
