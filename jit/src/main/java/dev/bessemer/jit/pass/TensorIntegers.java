package dev.bessemer.jit.pass;

import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.BuiltinKind;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TensorOp;
import dev.bessemer.jit.ir.TensorType;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Tensors of integers as scalars: every lane of a SIMD-group has two I32 for each 8x8 tile of its rectangle, row by row, where its two elements of such a tile
 * are. So they are on GPUs, whose matrix units have no integers.
 */
final class TensorIntegers implements TensorParts {
    private static final int OF_A_LANE = TensorScalars.OF_A_LANE;

    private final TensorType type;
    private final OpBuilder ops;
    private final TensorTiles tiles;

    TensorIntegers(TensorType type, OpBuilder ops) {
        this.type = type;
        this.ops = ops;
        tiles = new TensorTiles(type, ops);
    }

    /** Values for the elements of one lane. */
    static List<Value> fresh(TensorType type, String name) {
        List<Value> elements = new ArrayList<>();
        for (int i = 0; i < OF_A_LANE * TensorTiles.down(type) * TensorTiles.across(type); i++) {
            elements.add(new Value(ScalarType.I32, name));
        }
        return elements;
    }

    @Override
    public List<Value> fill(TileOp.Fill op) {
        return Collections.nCopies(fresh(type, "").size(), op.value());
    }

    /** Where a lane's element is in the tensor. */
    private TensorTiles.Place place(int index) {
        TensorTiles.Place tile = tiles.place(index / OF_A_LANE);
        return new TensorTiles.Place(
                ops.sum(tile.row(), ops.builtin(BuiltinKind.TILE_ROW)),
                ops.sum(tile.column(), ops.plus(ops.builtin(BuiltinKind.TILE_COLUMN), index % OF_A_LANE)));
    }

    @Override
    public List<Value> load(TensorOp.LoadTensor op, boolean bytesAsTiles) {
        List<Value> elements = new ArrayList<>();
        for (int i = 0; i < fresh(type, "").size(); i++) {
            TensorTiles.Place place = place(i);
            elements.add(tiles.loadElement(
                    op.access(),
                    place.row(),
                    place.column(),
                    ops.constant(0),
                    index -> tiles.integer(op.access(), op.element(), index, op.checked())));
        }
        return elements;
    }

    @Override
    public void store(TensorOp.StoreTensor op, List<Value> elements) {
        for (int i = 0; i < elements.size(); i++) {
            TensorTiles.Place place = place(i);
            Value element = elements.get(i);
            ops.when(
                    tiles.exists(op.access(), place.row(), place.column()),
                    () -> ops.add(new MemoryOp.Store(
                            op.access().array(),
                            tiles.index(op.access(), place.row(), place.column()),
                            element,
                            op.checked(),
                            ops.location())));
        }
    }

    @Override
    public List<Value> map(TileOp.MapElements op, List<List<Value>> operands) {
        List<Value> results = new ArrayList<>();
        for (int i = 0; i < operands.getFirst().size(); i++) {
            int index = i;
            results.add(applied(
                    op.body(),
                    place(i),
                    operands.stream().map(all -> all.get(index)).toList()));
        }
        return results;
    }

    /** The function of what may be tiles, each lane's elements in their place, as what the result's type says. */
    List<Value> convert(TileOp.MapElements op, List<List<Value>> operands) {
        List<Value> results = map(op, operands.stream().map(this::ofLanes).toList());
        return type.isInteger() ? results : ofTiles(results);
    }

    private List<Value> ofLanes(List<Value> parts) {
        if (!(parts.getFirst().type() instanceof TileType)) {
            return parts;
        }
        List<Value> elements = new ArrayList<>();
        for (int i = 0; i < OF_A_LANE * parts.size(); i++) {
            elements.add(element(parts, i));
        }
        return elements;
    }

    private Value element(List<Value> ofTiles, int index) {
        return ops.define(new TileOp.Element(
                new Value(ScalarType.F32), ofTiles.get(index / OF_A_LANE), index % OF_A_LANE, ops.location()));
    }

    private List<Value> ofTiles(List<Value> elements) {
        List<Value> ofTiles = new ArrayList<>();
        for (int i = 0; i < elements.size(); i += OF_A_LANE) {
            ofTiles.add(ops.define(new TileOp.FromElements(
                    new Value(TileType.of(ScalarType.F32)), elements.get(i), elements.get(i + 1), ops.location())));
        }
        return ofTiles;
    }

    private Value applied(Region body, TensorTiles.Place place, List<Value> operands) {
        Cloner cloner = new Cloner();
        cloner.replace(body.parameters().get(0), place.row());
        cloner.replace(body.parameters().get(1), place.column());
        for (int i = 0; i < operands.size(); i++) {
            cloner.replace(body.parameters().get(i + 2), operands.get(i));
        }
        List<Op> all = body.ops();
        all.subList(0, all.size() - 1).forEach(op -> ops.add(op.map(cloner)));
        return cloner.use(((ControlOp.Yield) all.getLast()).values().getFirst());
    }

    @Override
    public List<Value> multiply(TensorOp.Multiply op, List<Value> sums, boolean bytesAsTiles) {
        return new ExactProducts(type, ops).addTo(sums, op, TensorIntegers::fresh, bytesAsTiles, this::added);
    }

    private List<Value> added(List<Value> sums, List<Value> products) {
        List<Value> next = new ArrayList<>();
        for (int i = 0; i < sums.size(); i++) {
            next.add(ops.binary(BinaryKind.ADD, sums.get(i), ops.as(ScalarType.I32, element(products, i))));
        }
        return next;
    }
}
