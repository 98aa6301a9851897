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
import dev.bessemer.jit.ir.ShuffleKind;
import dev.bessemer.jit.ir.SimdOp;
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

    /** The lanes whose elements of a tile lie in the same columns have numbers that differ in these bits, as Apple's GPUs lay tiles out. */
    private static final List<Integer> COLUMN_LANES = List.of(2, 4, 16);

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
        for (int i = 0; i < type.length() / SIDE * (type instanceof RowsType ? 1 : 2); i++) {
            scalars.add(new Value(ScalarType.F32, name));
        }
        return scalars;
    }

    List<Value> fill(TileOp.Fill op) {
        return fresh(type, "").stream().map(_ -> op.value()).toList();
    }

    /** Of which row or column a scalar is. */
    private Value place(int scalar) {
        return rows
                ? ops.plus(ops.builtin(BuiltinKind.TILE_ROW), scalar * SIDE)
                : ops.plus(ops.builtin(BuiltinKind.TILE_COLUMN), scalar / 2 * SIDE + scalar % 2);
    }

    /** Emits what one lane alone does for each row or column. */
    private void once(Runnable then) {
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
    private Value part(TensorType tensor, boolean ofRows) {
        return ofRows ? TensorTiles.band(tensor, ops) : TensorTiles.part(tensor, ops);
    }

    private List<Value> strips(List<Value> scalars) {
        List<Value> strips = new ArrayList<>();
        for (int i = 0; i < scalars.size(); i += 2) {
            strips.add(ops.define(new TileOp.FromElements(
                    new Value(TileType.of(ScalarType.F32)), scalars.get(i), scalars.get(i + 1), ops.location())));
        }
        return strips;
    }

    /**
     * The rows or columns of a tensor reduced.
     *
     * @param scratch threadgroup memory of {@link #scratchSize} floats; only looked at where several SIMD-groups hold the tensor
     */
    List<Value> reduce(TileOp.ReduceTensor op, List<Value> tiles, Value scratch) {
        TensorType tensor = op.tensor().tensor();
        int across = TensorTiles.across(tensor);
        List<Value> own = new ArrayList<>();
        for (int i = 0; i < (rows ? TensorTiles.down(tensor) : across); i++) {
            List<Value> line = new ArrayList<>();
            for (int tile = 0; tile < tiles.size(); tile++) {
                if ((rows ? tile / across : tile % across) == i) {
                    line.add(tiles.get(tile));
                }
            }
            own.addAll(reduceTiles(line, op.kind()));
        }
        return tensor.simdgroups() == 1 ? own : exchange(tensor, own, op.kind(), Objects.requireNonNull(scratch));
    }

    /** How many floats a reduction needs. */
    static int scratchSize(TileOp.ReduceTensor op) {
        TensorType tensor = op.tensor().tensor();
        if (tensor.simdgroups() == 1) {
            return 0;
        }
        return op.result().type() instanceof RowsType
                ? tensor.rows() * tensor.columnParts()
                : tensor.columns() * tensor.rowParts();
    }

    private List<Value> reduceTiles(List<Value> tiles, ReduceKind kind) {
        Value sum = tiles.getFirst();
        for (Value tile : tiles.subList(1, tiles.size())) {
            sum = combineTiles(sum, tile, kind);
        }
        return rows
                ? List.of(ops.define(new TileOp.RowReduce(new Value(ScalarType.F32), kind, sum, ops.location())))
                : List.of(reduceColumn(sum, 0, kind), reduceColumn(sum, 1, kind));
    }

    /** The column of a tile that one of a lane's elements lies in, reduced over the lanes that have the others. */
    private Value reduceColumn(Value tile, int element, ReduceKind kind) {
        Value sum = ops.define(new TileOp.Element(new Value(ScalarType.F32), tile, element, ops.location()));
        for (int distance : COLUMN_LANES) {
            Value other = ops.define(new SimdOp.Shuffle(
                    new Value(ScalarType.F32), ShuffleKind.XOR, sum, ops.constant(distance), ops.location()));
            sum = combine(sum, other, kind);
        }
        return sum;
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

    /** Each SIMD-group writes what it has of its rows or columns, a lane for each; then all read and combine what all have of all. */
    private List<Value> exchange(TensorType tensor, List<Value> own, ReduceKind kind, Value scratch) {
        int parts = rows ? tensor.rowParts() : tensor.columnParts();
        int others = tensor.simdgroups() / parts;
        Value first = ops.sum(
                ops.product(part(tensor, rows), ops.constant(type.length() / parts)),
                ops.product(part(tensor, !rows), ops.constant(type.length())));
        ops.add(new MemoryOp.Barrier(ops.location()));
        once(() -> {
            for (int i = 0; i < own.size(); i++) {
                Value to = ops.sum(first, place(i));
                ops.add(new MemoryOp.Store(scratch, to, own.get(i), false, ops.location()));
            }
        });
        ops.add(new MemoryOp.Barrier(ops.location()));
        List<Value> all = new ArrayList<>();
        for (int i = 0; i < own.size() * parts; i++) {
            Value sum = read(scratch, place(i));
            for (int other = 1; other < others; other++) {
                sum = combine(sum, read(scratch, ops.plus(place(i), other * type.length())), kind);
            }
            all.add(sum);
        }
        return all;
    }

    /** The largest of all; what several SIMD-groups found alike one of them writes, so that it is known to be the same in all. */
    void largest(TileOp.Largest op, List<Value> scalars, Value scratch) {
        Value largest = scalars.getFirst();
        for (Value scalar : scalars.subList(1, scalars.size())) {
            largest = combine(largest, scalar, ReduceKind.MAX);
        }
        if (type.simdgroups() == 1) {
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

    private Value read(Value scratch, Value index) {
        return ops.define(new MemoryOp.Load(new Value(ScalarType.F32), scratch, index, false, ops.location()));
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
                            ScalarType.F32,
                            TensorTiles.number(access, op.element(), index(access, place), op.checked(), ops)),
                    () -> ops.constant(0f)));
        }
        return scalars;
    }
}
