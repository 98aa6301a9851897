package dev.bessemer.jit.jvm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The vector shapes that the panel operations use: those of {@link PanelWidth}, and what goes with them. */
public final class PanelSpecies {
    /** Vectors of floats. */
    public static final VectorSpecies<Float> FLOATS =
            VectorSpecies.of(float.class, VectorShape.forBitSize(PanelWidth.BITS));

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

    /** The floats that are moved at once where a tile's rows are apart: a whole row, or half of it in the narrowest vectors. */
    static final VectorSpecies<Float> LINE_FLOATS = LANES >= 8 ? FloatVector.SPECIES_256 : FloatVector.SPECIES_128;

    /** As many ints. */
    static final VectorSpecies<Integer> LINE_INTS = LINE_FLOATS.withLanes(int.class);

    /** As many shorts. */
    static final VectorSpecies<Short> LINE_SHORTS = LANES >= 8 ? ShortVector.SPECIES_128 : ShortVector.SPECIES_64;

    /** Floats in a line: 8 or 4. */
    static final int LINE = LINE_FLOATS.length();

    private PanelSpecies() {}
}
