package dev.bessemer.jit.pass;

import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Value;
import java.util.List;

/**
 * 8x8 tiles wanted as one wide tile.
 *
 * @param tiles row by row, of one element type
 * @param columns how many stand side by side
 */
record TileGrid(List<Value> tiles, int columns) {
    TileGrid {
        tiles = List.copyOf(tiles);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TileGrid grid && grid.columns == columns && grid.tiles.equals(tiles);
    }

    @Override
    public int hashCode() {
        return 31 * tiles.hashCode() + columns;
    }

    /** One row. */
    static TileGrid row(List<Value> tiles) {
        return new TileGrid(tiles, tiles.size());
    }

    int rows() {
        return tiles.size() / columns;
    }

    Value first() {
        return tiles.getFirst();
    }

    /** A name for the wide tile. */
    String name() {
        return first().name();
    }

    /** The wide tile's type. */
    TileType type() {
        ScalarType element = first().tile().element();
        return new TileType(element, TileType.EXTENT * rows(), TileType.EXTENT * columns);
    }

    /** The wide tile's row that the tile at an index begins at. */
    int rowOf(int index) {
        return TileType.EXTENT * (index / columns);
    }

    /** The wide tile's column that the tile at an index begins at. */
    int columnOf(int index) {
        return TileType.EXTENT * (index % columns);
    }
}
