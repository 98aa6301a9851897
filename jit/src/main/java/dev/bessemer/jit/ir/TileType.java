package dev.bessemer.jit.ir;

/**
 * A two-dimensional value owned by a SIMD-group. A kernel's author writes 8x8 tiles; the CPU device's packing merges
 * neighbours into wider ones.
 *
 * @param element F16, BF16 or F32; on the CPU device also I32, of which a panel holds the bits
 * @param rows a positive multiple of 8
 * @param columns a positive multiple of 8
 */
public record TileType(ScalarType element, int rows, int columns) implements Type {
    /** The extent of a matrix the author of a kernel writes. */
    public static final int EXTENT = 8;

    public TileType {
        if (!(element.isFloat() || element == ScalarType.I32) || !isExtent(rows) || !isExtent(columns)) {
            throw new IllegalArgumentException(
                    "no tile of " + element + " has " + rows + " x " + columns + " elements");
        }
    }

    /** The 8x8 tile of an element type. */
    public static TileType of(ScalarType element) {
        return new TileType(element, EXTENT, EXTENT);
    }

    private static boolean isExtent(int extent) {
        return extent > 0 && extent % EXTENT == 0;
    }

    /** Written out, as {@link #hashCode} is: the generated ones are linked at their first use, which a fresh JVM takes long for. */
    @Override
    public boolean equals(Object other) {
        return other instanceof TileType tile
                && element == tile.element
                && rows == tile.rows
                && columns == tile.columns;
    }

    @Override
    public int hashCode() {
        return 31 * rows + columns;
    }

    @Override
    public String toString() {
        return "tile<" + element + "," + rows + "x" + columns + ">";
    }
}
