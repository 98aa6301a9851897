package dev.bessemer.jit.pass;

import dev.bessemer.jit.ir.ArrayType;
import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.BuiltinKind;
import dev.bessemer.jit.ir.CompareKind;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.MemoryOp.TileAccess;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.RowsType;
import dev.bessemer.jit.ir.TensorOp;
import dev.bessemer.jit.ir.TensorType;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Value;
import dev.bessemer.jit.ir.VectorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of tensors as scalars. Of rows, every lane of every SIMD-group has one for each band of 8 rows, that of the row of the band its elements of an 8x8
 * tile lie in; of columns, two for each strip of 8 columns, those of its two elements.
 */
final class TensorScalars {
    private static final int SIDE = TileType.EXTENT;

    /** Elements of a tile that each lane has. */
    static final int OF_A_LANE = 2;

    private final VectorType type;
    private final boolean rows;
    private final OpBuilder ops;

    TensorScalars(VectorType type, OpBuilder ops) {
        this.type = type;
        this.ops = ops;
        rows = type instanceof RowsType;
    }

    /** Values for the scalars of a vector. */
    static List<Value> fresh(VectorType type, String name) {
        List<Value> scalars = new ArrayList<>();
        for (int i = 0; i < type.length() / SIDE * (type instanceof RowsType ? 1 : OF_A_LANE); i++) {
            scalars.add(new Value(type.element(), name));
        }
        return scalars;
    }

    List<Value> fill(TileOp.Fill op) {
        return fresh(type, "").stream().map(_ -> op.value()).toList();
    }

    /** Of which row or column a scalar is. */
    Value place(int scalar) {
        return rows
                ? ops.plus(ops.builtin(BuiltinKind.TILE_ROW), scalar * SIDE)
                : ops.plus(ops.builtin(BuiltinKind.TILE_COLUMN), scalar / OF_A_LANE * SIDE + scalar % OF_A_LANE);
    }

    /** Emits what one lane alone does for each row or column. */
    void once(Runnable then) {
        Value other = ops.builtin(rows ? BuiltinKind.TILE_COLUMN : BuiltinKind.TILE_ROW);
        ops.when(ops.compare(CompareKind.EQ, other, ops.constant(0)), then);
    }

    /** The function on each scalar. */
    List<Value> map(TileOp.MapElements op, List<List<Value>> operands) {
        List<Value> results = new ArrayList<>();
        for (int i = 0; i < operands.getFirst().size(); i++) {
            int index = i;
            results.add(applied(
                    op.body(), operands.stream().map(all -> all.get(index)).toList(), place(i)));
        }
        return results;
    }

    private Value applied(Region body, List<Value> operands, Value place) {
        Cloner cloner = new Cloner();
        cloner.replace(body.parameters().get(0), rows ? place : ops.constant(0));
        cloner.replace(body.parameters().get(1), rows ? ops.constant(0) : place);
        for (int i = 0; i < operands.size(); i++) {
            cloner.replace(body.parameters().get(i + 2), operands.get(i));
        }
        List<Op> all = body.ops();
        all.subList(0, all.size() - 1).forEach(op -> ops.add(op.map(cloner)));
        return cloner.use(((ControlOp.Yield) all.getLast()).values().getFirst());
    }

    /** For each tile that a SIMD-group has of a tensor, the scalar of its band, or a tile of the numbers of its strip. */
    List<Value> ofTiles(TensorType tensor, List<Value> scalars) {
        List<Value> own = own(tensor, scalars);
        List<Value> along = rows ? own : strips(own);
        int across = TensorTiles.across(tensor);
        List<Value> ofTiles = new ArrayList<>();
        for (int i = 0; i < TensorTiles.down(tensor) * across; i++) {
            ofTiles.add(along.get(rows ? i / across : i % across));
        }
        return ofTiles;
    }

    /** For each element that a lane has of a SIMD-group's tiles of a tensor, the scalar of its row or column. */
    List<Value> ofElements(TensorType tensor, List<Value> scalars) {
        List<Value> own = own(tensor, scalars);
        int across = TensorTiles.across(tensor);
        List<Value> ofElements = new ArrayList<>();
        for (int i = 0; i < OF_A_LANE * TensorTiles.down(tensor) * across; i++) {
            int tile = i / OF_A_LANE;
            ofElements.add(own.get(rows ? tile / across : tile % across * OF_A_LANE + i % OF_A_LANE));
        }
        return ofElements;
    }

    /** The scalars of the rows or columns that this SIMD-group has tiles of. */
    private List<Value> own(TensorType tensor, List<Value> scalars) {
        int parts = rows ? tensor.rowParts() : tensor.columnParts();
        int count = scalars.size() / parts;
        List<Value> own = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Value chosen = scalars.get(i);
            for (int part = 1; part < parts; part++) {
                Value isHere = ops.compare(CompareKind.EQ, part(tensor, rows), ops.constant(part));
                chosen = ops.select(isHere, scalars.get(part * count + i), chosen);
            }
            own.add(chosen);
        }
        return own;
    }

    /** Which part of a tensor's rows, or columns, this SIMD-group has. */
    Value part(TensorType tensor, boolean ofRows) {
        return ofRows ? TensorTiles.band(tensor, ops) : TensorTiles.part(tensor, ops);
    }

    private List<Value> strips(List<Value> scalars) {
        List<Value> strips = new ArrayList<>();
        for (int i = 0; i < scalars.size(); i += OF_A_LANE) {
            strips.add(ops.define(new TileOp.FromElements(
                    new Value(TileType.of(type.element())), scalars.get(i), scalars.get(i + 1), ops.location())));
        }
        return strips;
    }

    /** Writes what exists to the access's first column or row, by one lane each of the first SIMD-group. */
    void store(TensorOp.StoreTensor op, List<Value> scalars) {
        TileAccess access = op.access();
        Value exists = exists(rows ? access.columns() : access.rows(), ops.constant(0));
        Value isFirst = ops.compare(CompareKind.EQ, ops.builtin(BuiltinKind.SIMDGROUP), ops.constant(0));
        Value writes = type.simdgroups() == 1 ? exists : ops.binary(BinaryKind.AND, exists, isFirst);
        ops.when(
                writes,
                () -> once(() -> {
                    for (int i = 0; i < scalars.size(); i++) {
                        store(op, place(i), scalars.get(i));
                    }
                }));
    }

    /** Whether there are more than so many. */
    private Value exists(@Nullable Value extent, Value place) {
        return ops.compare(CompareKind.LT, place, Objects.requireNonNull(extent));
    }

    private void store(TensorOp.StoreTensor op, Value place, Value scalar) {
        TileAccess access = op.access();
        ops.when(exists(rows ? access.rows() : access.columns(), place), () -> {
            Value rounded = ops.as(((ArrayType) access.array().type()).element(), scalar);
            ops.add(new MemoryOp.Store(access.array(), index(access, place), rounded, op.checked(), ops.location()));
        });
    }

    private Value index(TileAccess access, Value place) {
        return ops.sum(access.offset(), rows ? ops.product(place, access.rowStride()) : place);
    }

    /** What exists of the access's first column or row; the rest is 0. */
    List<Value> load(TensorOp.LoadTensor op) {
        TileAccess access = op.access();
        Value line = exists(rows ? access.columns() : access.rows(), ops.constant(0));
        List<Value> scalars = new ArrayList<>();
        for (int i = 0; i < fresh(type, "").size(); i++) {
            Value place = place(i);
            Value exists = ops.binary(BinaryKind.AND, line, exists(rows ? access.rows() : access.columns(), place));
            scalars.add(ops.choose(
                    exists,
                    () -> ops.as(
                            type.element(),
                            TensorTiles.number(access, op.element(), index(access, place), op.checked(), ops)),
                    () -> type.isInteger() ? ops.constant(0) : ops.constant(0f)));
        }
        return scalars;
    }
}
