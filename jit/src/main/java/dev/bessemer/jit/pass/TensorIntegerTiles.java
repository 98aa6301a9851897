package dev.bessemer.jit.pass;

import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.BuiltinKind;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.MemoryOp.TileAccess;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TensorOp;
import dev.bessemer.jit.ir.TensorType;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Tensors of integers as 8x8 tiles of I32, for the CPU device, which has such. Where they come from or go to anything but a device array of I32, lanes load and
 * store their elements.
 */
final class TensorIntegerTiles implements TensorParts {
    private final TensorType type;
    private final OpBuilder ops;
    private final TensorTiles tiles;

    TensorIntegerTiles(TensorType type, OpBuilder ops) {
        this.type = type;
        this.ops = ops;
        tiles = new TensorTiles(type, ops);
    }

    @Override
    public List<Value> fill(TileOp.Fill op) {
        return tiles.fill(op);
    }

    @Override
    public List<Value> map(TileOp.MapElements op, List<List<Value>> operands) {
        return tiles.map(op, operands);
    }

    @Override
    public List<Value> multiply(TensorOp.Multiply op, List<Value> sums, boolean bytesAsTiles) {
        return new ExactProducts(type, ops).addTo(sums, op, TensorTiles::fresh, bytesAsTiles, this::added);
    }

    private List<Value> added(List<Value> sums, List<Value> products) {
        List<Value> next = new ArrayList<>();
        for (int i = 0; i < sums.size(); i++) {
            List<Value> both = List.of(sums.get(i), products.get(i));
            next.add(mapped(
                    ScalarType.I32, both, x -> ops.binary(BinaryKind.ADD, x.get(0), ops.as(ScalarType.I32, x.get(1)))));
        }
        return next;
    }

    private Value mapped(ScalarType element, List<Value> from, Function<List<Value>, Value> function) {
        List<Value> parameters = new ArrayList<>(List.of(new Value(ScalarType.I32), new Value(ScalarType.I32)));
        from.forEach(tile -> parameters.add(new Value(tile.tile().element())));
        Region body = ops.region(
                parameters,
                () -> new ControlOp.Yield(
                        List.of(function.apply(parameters.subList(2, parameters.size()))), ops.location()));
        return ops.define(new TileOp.MapElements(new Value(TileType.of(element)), from, body, ops.location()));
    }

    private static boolean isOfTiles(TileAccess access) {
        return access.array().array().space() == AddressSpace.DEVICE
                && access.array().array().element() == ScalarType.I32;
    }

    @Override
    public List<Value> load(TensorOp.LoadTensor op, boolean bytesAsTiles) {
        List<Value> loaded = new ArrayList<>();
        for (int i = 0; i < TensorTiles.fresh(type, "").size(); i++) {
            TensorTiles.Place place = tiles.place(i);
            TileAccess access = tiles.part(op.access(), place.row(), place.column());
            loaded.add(
                    isOfTiles(access)
                            ? tiles.loadTile(access, op.checked())
                            : ofLanes(lane(op, access, 0), lane(op, access, 1)));
        }
        return loaded;
    }

    private Value lane(TensorOp.LoadTensor op, TileAccess access, int element) {
        Value column = ops.plus(ops.builtin(BuiltinKind.TILE_COLUMN), element);
        return tiles.loadElement(
                access,
                ops.builtin(BuiltinKind.TILE_ROW),
                column,
                ops.constant(0),
                index -> tiles.integer(access, op.element(), index, op.checked()));
    }

    /** The tile of which each lane has two elements. */
    private Value ofLanes(Value first, Value second) {
        return ops.define(
                new TileOp.FromElements(new Value(TileType.of(ScalarType.I32)), first, second, ops.location()));
    }

    @Override
    public void store(TensorOp.StoreTensor op, List<Value> parts) {
        for (int i = 0; i < parts.size(); i++) {
            TensorTiles.Place place = tiles.place(i);
            TileAccess access = tiles.part(op.access(), place.row(), place.column());
            if (isOfTiles(access)) {
                ops.add(new MemoryOp.StoreTile(parts.get(i), access, op.checked(), ops.location()));
            } else {
                storeLanes(parts.get(i), access, op.checked());
            }
        }
    }

    private void storeLanes(Value tile, TileAccess access, boolean checked) {
        for (int element = 0; element < 2; element++) {
            Value integer = element(tile, element);
            Value row = ops.builtin(BuiltinKind.TILE_ROW);
            Value column = ops.plus(ops.builtin(BuiltinKind.TILE_COLUMN), element);
            ops.when(
                    tiles.exists(access, row, column),
                    () -> ops.add(new MemoryOp.Store(
                            access.array(), tiles.index(access, row, column), integer, checked, ops.location())));
        }
    }

    private Value element(Value tile, int index) {
        return ops.define(new TileOp.Element(new Value(ScalarType.I32), tile, index, ops.location()));
    }
}
