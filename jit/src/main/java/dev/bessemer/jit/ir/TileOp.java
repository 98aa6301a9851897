package dev.bessemer.jit.ir;

import dev.bessemer.jit.diagnostic.Location;
import java.util.ArrayList;
import java.util.List;

/**
 * Pure ops on tiles. All lanes of the SIMD-group execute them together: the verifier refuses them under control flow that is
 * not uniform for the SIMD-group.
 */
public sealed interface TileOp extends PureOp {
    /** The one value it defines. */
    Value result();

    @Override
    default List<Value> results() {
        return List.of(result());
    }

    /** A tile with one value everywhere; the value is the same in all lanes. */
    record Fill(Value result, Value value, Location location) implements TileOp {
        @Override
        public List<Value> operands() {
            return List.of(value);
        }

        @Override
        public Fill map(Mapping m) {
            return new Fill(m.define(result), m.use(value), location);
        }
    }

    /**
     * {@code a * b + c}: a is m x k, b is k x n, c and the result m x n. Products of one element are added to c's one after another,
     * k ascending, each by a fused multiply-add in F32; a result of F16 or BF16 is rounded after each 8 of k.
     */
    record MultiplyAccumulate(Value result, Value a, Value b, Value c, Location location) implements TileOp {
        @Override
        public List<Value> operands() {
            return List.of(a, b, c);
        }

        @Override
        public MultiplyAccumulate map(Mapping m) {
            return new MultiplyAccumulate(m.define(result), m.use(a), m.use(b), m.use(c), location);
        }
    }

    /**
     * Element-wise: the body computes one element of the result from the elements at the same place of the tiles, and may use any
     * scalar defined outside it (each lane its own). F16 and BF16 elements arrive as F32 and the result is rounded.
     *
     * @param tiles all of the result's shape, or for a tensor also rows of it, whose number for its row each element gets; for rows all rows
     * @param body parameters: row and column (I32, inside its 8x8 tile), then a number for each operand tile, I32 where it is of those and else F32; ends
     *     with a yield of one for the result, which is of another type than the tiles' in a conversion; pure ops only, no tiles
     */
    record MapElements(Value result, List<Value> tiles, Region body, Location location) implements TileOp {
        public MapElements {
            tiles = List.copyOf(tiles);
        }

        @Override
        public List<Value> operands() {
            return tiles;
        }

        @Override
        public List<Region> regions() {
            return List.of(body);
        }

        @Override
        public MapElements map(Mapping m) {
            List<Value> mapped = new ArrayList<>();
            tiles.forEach(tile -> mapped.add(m.use(tile)));
            return new MapElements(m.define(result), mapped, m.region(body), location);
        }
    }

    /**
     * The maximum or sum of the row this lane's elements lie in, of an 8x8 tile: all four lanes of a row get the same number, an I32 of a tile of these and
     * else an F32. A sum adds {@code ((c0+c1)+(c2+c3)) + ((c4+c5)+(c6+c7))}.
     */
    record RowReduce(Value result, ReduceKind kind, Value tile, Location location) implements TileOp {
        @Override
        public List<Value> operands() {
            return List.of(tile);
        }

        @Override
        public RowReduce map(Mapping m) {
            return new RowReduce(m.define(result), kind, m.use(tile), location);
        }
    }

    /** The maximum or sum of each row of a tensor, or of each column, as the result's type says; sums of F32 are in an order that is the device's, those of I32 wrap. */
    record ReduceTensor(Value result, ReduceKind kind, Value tensor, Location location) implements TileOp {
        @Override
        public List<Value> operands() {
            return List.of(tensor);
        }

        @Override
        public ReduceTensor map(Mapping m) {
            return new ReduceTensor(m.define(result), kind, m.use(tensor), location);
        }
    }

    /** The largest of all numbers of a vector, which is the same in all threads of their scope. */
    record Largest(Value result, Value vector, Location location) implements TileOp {
        @Override
        public List<Value> operands() {
            return List.of(vector);
        }

        @Override
        public Largest map(Mapping m) {
            return new Largest(m.define(result), m.use(vector), location);
        }
    }

    /** This lane's element 0 or 1 of an 8x8 tile, as an I32 of a tile of these and else as an F32. */
    record Element(Value result, Value tile, int index, Location location) implements TileOp {
        @Override
        public List<Value> operands() {
            return List.of(tile);
        }

        @Override
        public Element map(Mapping m) {
            return new Element(m.define(result), m.use(tile), index, location);
        }
    }

    /** The 8x8 tile whose elements are what each lane gives for its two. */
    record FromElements(Value result, Value first, Value second, Location location) implements TileOp {
        @Override
        public List<Value> operands() {
            return List.of(first, second);
        }

        @Override
        public FromElements map(Mapping m) {
            return new FromElements(m.define(result), m.use(first), m.use(second), location);
        }
    }

    /** The same elements rounded to the result's element type. */
    record ConvertTile(Value result, Value tile, Location location) implements TileOp {
        @Override
        public List<Value> operands() {
            return List.of(tile);
        }

        @Override
        public ConvertTile map(Mapping m) {
            return new ConvertTile(m.define(result), m.use(tile), location);
        }
    }

    /**
     * A part of a wider tile. Made by packing for the CPU device alone.
     *
     * @param row the first row, a multiple of 8
     * @param column the first column, a multiple of 8
     */
    record Slice(Value result, Value tile, int row, int column, Location location) implements TileOp {
        @Override
        public List<Value> operands() {
            return List.of(tile);
        }

        @Override
        public Slice map(Mapping m) {
            return new Slice(m.define(result), m.use(tile), row, column, location);
        }
    }

    /** Tiles of equal height side by side, left to right. Made by packing for the CPU device alone. */
    record Concat(Value result, List<Value> tiles, Location location) implements TileOp {
        public Concat {
            tiles = List.copyOf(tiles);
        }

        @Override
        public List<Value> operands() {
            return tiles;
        }

        @Override
        public Concat map(Mapping m) {
            List<Value> mapped = new ArrayList<>();
            tiles.forEach(tile -> mapped.add(m.use(tile)));
            return new Concat(m.define(result), mapped, location);
        }
    }
}
