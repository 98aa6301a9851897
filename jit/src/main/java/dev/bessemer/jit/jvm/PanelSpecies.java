package dev.bessemer.jit.jvm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The vector shapes that the panel operations use: the machine's preferred one, capped by {@link PanelSupport#CAP}. */
public final class PanelSpecies {
    /** Vectors of floats. */
    public static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, VectorShape.forBitSize(bits()));

    /** Vectors of as many ints. */
    public static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);

    /** Floats in a vector. */
    public static final int LANES = FLOATS.length();

    /** Vectors of as many shorts. */
    static final VectorSpecies<Short> SHORTS =
            VectorSpecies.of(short.class, VectorShape.forBitSize(Short.SIZE * LANES));

    /** A row of a tile: eight floats, where the machine's vectors hold so many. */
    static final VectorSpecies<Float> EIGHT_FLOATS = FloatVector.SPECIES_256;

    /** Eight ints. */
    static final VectorSpecies<Integer> EIGHT_INTS = IntVector.SPECIES_256;

    /** Eight shorts. */
    static final VectorSpecies<Short> EIGHT_SHORTS = ShortVector.SPECIES_128;

    private PanelSpecies() {}

    /** Whether the machine has vectors of 128 bits or more. */
    static boolean isWideEnough() {
        return FloatVector.SPECIES_PREFERRED.vectorBitSize() >= 128;
    }

    private static int bits() {
        int preferred = FloatVector.SPECIES_PREFERRED.vectorBitSize();
        return Integer.highestOneBit(Math.max(128, Math.min(preferred, Math.min(PanelSupport.CAP, 512))));
    }
}
