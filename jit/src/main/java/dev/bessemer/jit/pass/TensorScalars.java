package dev.bessemer.jit.pass;

import dev.bessemer.jit.ir.ArrayType;
import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.BuiltinKind;
import dev.bessemer.jit.ir.CompareKind;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.MemoryOp.TileAccess;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.ReduceKind;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.RowsType;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.SimdOp;
import dev.bessemer.jit.ir.TensorOp;
import dev.bessemer.jit.ir.TensorType;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The rows of tensors as scalars: every lane of every SIMD-group has one for each band of 8 rows, that of the row of the band its elements of an 8x8 tile lie
 * in.
 */
final class TensorScalars {
    private static final int SIDE = TileType.EXTENT;

    private final OpBuilder ops;

    TensorScalars(OpBuilder ops) {
        this.ops = ops;
    }

    /** Values for the scalars of rows. */
    static List<Value> fresh(RowsType type, String name) {
        List<Value> scalars = new ArrayList<>();
        for (int band = 0; band < type.rows() / SIDE; band++) {
            scalars.add(new Value(ScalarType.F32, name));
        }
        return scalars;
    }

    static List<Value> fill(TileOp.Fill op) {
        return fresh((RowsType) op.result().type(), "").stream()
                .map(_ -> op.value())
                .toList();
    }

    /** The function on each scalar. */
    List<Value> map(TileOp.MapElements op, List<List<Value>> operands) {
        List<Value> results = new ArrayList<>();
        for (int band = 0; band < operands.getFirst().size(); band++) {
            int index = band;
            results.add(applied(
                    op.body(), operands.stream().map(all -> all.get(index)).toList(), band));
        }
        return results;
    }

    private Value applied(Region body, List<Value> operands, int band) {
        Cloner cloner = new Cloner();
        cloner.replace(body.parameters().get(0), ops.plus(ops.builtin(BuiltinKind.TILE_ROW), band * SIDE));
        cloner.replace(body.parameters().get(1), ops.constant(0));
        for (int i = 0; i < operands.size(); i++) {
            cloner.replace(body.parameters().get(i + 2), operands.get(i));
        }
        List<Op> all = body.ops();
        all.subList(0, all.size() - 1).forEach(op -> ops.add(op.map(cloner)));
        return cloner.use(((ControlOp.Yield) all.getLast()).values().getFirst());
    }

    /** For each tile that a SIMD-group has of a tensor, the scalar of its band. */
    List<Value> ofTiles(TensorType type, List<Value> scalars) {
        int down = TensorTiles.down(type);
        List<Value> own = new ArrayList<>();
        for (int i = 0; i < down; i++) {
            Value chosen = scalars.get(i);
            for (int band = 1; band < type.rowParts(); band++) {
                Value isHere = ops.compare(CompareKind.EQ, TensorTiles.band(type, ops), ops.constant(band));
                chosen = ops.select(isHere, scalars.get(band * down + i), chosen);
            }
            own.add(chosen);
        }
        List<Value> ofTiles = new ArrayList<>();
        own.forEach(scalar -> {
            for (int j = 0; j < TensorTiles.across(type); j++) {
                ofTiles.add(scalar);
            }
        });
        return ofTiles;
    }

    /**
     * The rows of a tensor reduced.
     *
     * @param scratch threadgroup memory of {@link #scratchSize} floats; only looked at where several SIMD-groups hold the tensor
     */
    List<Value> reduce(TileOp.ReduceRows op, List<Value> tiles, Value scratch) {
        TensorType type = op.tensor().tensor();
        List<Value> own = new ArrayList<>();
        int across = TensorTiles.across(type);
        for (int i = 0; i < TensorTiles.down(type); i++) {
            own.add(reduceTiles(tiles.subList(i * across, (i + 1) * across), op.kind()));
        }
        return type.simdgroups() == 1 ? own : exchange(type, own, op.kind(), Objects.requireNonNull(scratch));
    }

    /** How many floats a reduction of such a tensor's rows needs. */
    static int scratchSize(TensorType type) {
        return type.simdgroups() == 1 ? 0 : type.rows() * type.columnParts();
    }

    private Value reduceTiles(List<Value> tiles, ReduceKind kind) {
        Value sum = tiles.getFirst();
        for (Value tile : tiles.subList(1, tiles.size())) {
            sum = combineTiles(sum, tile, kind);
        }
        return ops.define(new TileOp.RowReduce(new Value(ScalarType.F32), kind, sum, ops.location()));
    }

    private Value combineTiles(Value first, Value second, ReduceKind kind) {
        List<Value> parameters = List.of(
                new Value(ScalarType.I32),
                new Value(ScalarType.I32),
                new Value(ScalarType.F32),
                new Value(ScalarType.F32));
        Region body = ops.region(
                parameters,
                () -> new ControlOp.Yield(
                        List.of(combine(parameters.get(2), parameters.get(3), kind)), ops.location()));
        return ops.define(
                new TileOp.MapElements(new Value(first.type()), List.of(first, second), body, ops.location()));
    }

    private Value combine(Value first, Value second, ReduceKind kind) {
        return ops.binary(kind == ReduceKind.MAX ? BinaryKind.MAX : BinaryKind.ADD, first, second);
    }

    /** Each SIMD-group writes what it has of its band, a lane for each row; then all read and combine what all have of all rows. */
    private List<Value> exchange(TensorType type, List<Value> own, ReduceKind kind, Value scratch) {
        Value row = ops.builtin(BuiltinKind.TILE_ROW);
        Value band = ops.product(TensorTiles.band(type, ops), ops.constant(type.rows() / type.rowParts()));
        Value part = ops.product(TensorTiles.part(type, ops), ops.constant(type.rows()));
        Value to = ops.sum(ops.sum(part, band), row);
        ops.add(new MemoryOp.Barrier(ops.location()));
        inFirstColumn(() -> {
            for (int i = 0; i < own.size(); i++) {
                ops.add(new MemoryOp.Store(scratch, ops.plus(to, i * SIDE), own.get(i), false, ops.location()));
            }
        });
        ops.add(new MemoryOp.Barrier(ops.location()));
        List<Value> all = new ArrayList<>();
        for (int i = 0; i < type.rows(); i += SIDE) {
            Value sum = read(scratch, ops.plus(row, i));
            for (int other = 1; other < type.columnParts(); other++) {
                sum = combine(sum, read(scratch, ops.plus(row, i + other * type.rows())), kind);
            }
            all.add(sum);
        }
        return all;
    }

    /** The largest of all rows; what several SIMD-groups found alike one of them writes, so that it is known to be the same in all. */
    void largest(TileOp.LargestRow op, List<Value> scalars, Value scratch) {
        Value largest = scalars.getFirst();
        for (Value scalar : scalars.subList(1, scalars.size())) {
            largest = combine(largest, scalar, ReduceKind.MAX);
        }
        if (op.rows().cooperative().simdgroups() == 1) {
            ops.add(new SimdOp.Reduce(op.result(), ReduceKind.MAX, largest, ops.location()));
            return;
        }
        Value ofAll = ops.define(new SimdOp.Reduce(largest.copy(), ReduceKind.MAX, largest, ops.location()));
        Value zero = ops.constant(0);
        Value writes = ops.binary(
                BinaryKind.AND,
                ops.compare(CompareKind.EQ, ops.builtin(BuiltinKind.SIMDGROUP), zero),
                ops.compare(CompareKind.EQ, ops.builtin(BuiltinKind.LANE), zero));
        ops.add(new MemoryOp.Barrier(ops.location()));
        ops.when(writes, () -> ops.add(new MemoryOp.Store(scratch, zero, ofAll, false, ops.location())));
        ops.add(new MemoryOp.Barrier(ops.location()));
        ops.add(new MemoryOp.Load(op.result(), scratch, zero, false, ops.location()));
    }

    private void inFirstColumn(Runnable then) {
        ops.when(ops.compare(CompareKind.EQ, ops.builtin(BuiltinKind.TILE_COLUMN), ops.constant(0)), then);
    }

    private Value read(Value scratch, Value index) {
        return ops.define(new MemoryOp.Load(new Value(ScalarType.F32), scratch, index, false, ops.location()));
    }

    /** Writes the rows that exist to the access's first column, by one lane each of the first SIMD-group. */
    void store(TensorOp.StoreTensor op, List<Value> scalars) {
        TileAccess access = op.access();
        Value hasColumn = ops.compare(CompareKind.LT, ops.constant(0), Objects.requireNonNull(access.columns()));
        Value isFirst = ops.compare(CompareKind.EQ, ops.builtin(BuiltinKind.SIMDGROUP), ops.constant(0));
        Value writes = op.type().simdgroups() == 1 ? hasColumn : ops.binary(BinaryKind.AND, hasColumn, isFirst);
        ops.when(
                writes,
                () -> inFirstColumn(() -> {
                    for (int band = 0; band < scalars.size(); band++) {
                        storeRow(
                                access,
                                ops.plus(ops.builtin(BuiltinKind.TILE_ROW), band * SIDE),
                                scalars.get(band),
                                op);
                    }
                }));
    }

    private void storeRow(TileAccess access, Value row, Value scalar, TensorOp.StoreTensor op) {
        ops.when(ops.compare(CompareKind.LT, row, Objects.requireNonNull(access.rows())), () -> {
            Value index = ops.sum(access.offset(), ops.product(row, access.rowStride()));
            Value rounded = ops.as(((ArrayType) access.array().type()).element(), scalar);
            ops.add(new MemoryOp.Store(access.array(), index, rounded, op.checked(), ops.location()));
        });
    }
}
