package dev.bessemer.jit.pass;

import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.ir.Mapping;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What packing changes in a region: wide ops made, narrow values replaced, and ops that give way to others in their place. */
final class PackedOps implements Mapping {
    private final Map<Value, Op> made = new HashMap<>();
    private final Map<Value, Value> replaced = new HashMap<>();
    private final IdentityHashMap<Op, List<Op>> instead = new IdentityHashMap<>();

    /** Adds a pure op, to stand wherever its result is first needed. */
    void add(TileOp op) {
        made.put(op.result(), op);
    }

    /** Uses of a value become uses of another. */
    void replace(Value from, Value to) {
        replaced.put(from, to);
    }

    /** An op of the region gives way to others, none or more, in its place. */
    void substitute(Op op, List<Op> others) {
        instead.put(op, others);
    }

    /** The ops that stand in an original op's place. */
    List<Op> inPlaceOf(Op op) {
        List<Op> others = instead.get(op);
        return others == null ? List.of(op) : others;
    }

    /** Each tile of a grid becomes a slice of a wide one. */
    void replaceBySlices(TileGrid grid, Value wide, Location location) {
        for (int i = 0; i < grid.tiles().size(); i++) {
            Value tile = grid.tiles().get(i);
            Value slice = new Value(tile.type(), tile.name());
            add(new TileOp.Slice(slice, wide, grid.rowOf(i), grid.columnOf(i), location));
            replaced.put(tile, slice);
        }
    }

    /** True for a value that an added op defines, or that another has replaced. */
    boolean knows(Value value) {
        return made.containsKey(value) || replaced.containsKey(value);
    }

    /** The added op that defines a value. */
    @Nullable
    Op definition(Value value) {
        return made.get(value);
    }

    @Override
    public Value use(Value operand) {
        Value value = operand;
        for (Value next = replaced.get(value); next != null; next = replaced.get(value)) {
            value = next;
        }
        return value;
    }

    @Override
    public Region region(Region region) {
        List<Op> ops = new ArrayList<>(region.ops().size());
        for (Op op : region.ops()) {
            ops.add(op.map(this));
        }
        return region.withOps(ops);
    }

    /** The wide tile, or the part of one, that a row of tiles already is; null when they are not slices next to each other. */
    @Nullable
    Value wholeOfSlices(TileGrid grid) {
        if (grid.rows() != 1 || !(made.get(use(grid.first())) instanceof TileOp.Slice first)) {
            return null;
        }
        for (int i = 1; i < grid.columns(); i++) {
            if (!(made.get(use(grid.tiles().get(i))) instanceof TileOp.Slice slice)
                    || slice.tile() != first.tile()
                    || slice.row() != first.row()
                    || slice.column() != first.column() + TileType.EXTENT * i) {
                return null;
            }
        }
        if (first.tile().type().equals(grid.type())) {
            return first.tile();
        }
        Value part = new Value(grid.type(), grid.first().name());
        add(new TileOp.Slice(part, first.tile(), first.row(), first.column(), first.location()));
        return part;
    }
}
