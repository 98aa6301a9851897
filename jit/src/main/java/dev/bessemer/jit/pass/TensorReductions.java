package dev.bessemer.jit.pass;

import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.BuiltinKind;
import dev.bessemer.jit.ir.CompareKind;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.ReduceKind;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.RowsType;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.ShuffleKind;
import dev.bessemer.jit.ir.SimdOp;
import dev.bessemer.jit.ir.TensorType;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Value;
import dev.bessemer.jit.ir.VectorType;
import java.util.ArrayList;
import java.util.List;

/** What tensors are reduced to, and vectors of them, by lanes and by SIMD-groups, which write to threadgroup memory what the others need of theirs. */
final class TensorReductions {
    private static final int OF_A_LANE = TensorScalars.OF_A_LANE;

    /** The lanes whose elements of a tile lie in the same row have numbers that differ in these bits, as Apple's GPUs lay tiles out. */
    private static final List<Integer> ROW_LANES = List.of(1, 8);

    /** And those whose elements lie in the same columns. */
    private static final List<Integer> COLUMN_LANES = List.of(2, 4, 16);

    private final VectorType type;
    private final boolean rows;
    private final OpBuilder ops;
    private final TensorScalars scalars;

    TensorReductions(VectorType type, OpBuilder ops) {
        this.type = type;
        this.ops = ops;
        rows = type instanceof RowsType;
        scalars = new TensorScalars(type, ops);
    }

    /** How many numbers of threadgroup memory a reduction needs. */
    static int scratchSize(TileOp.ReduceTensor op) {
        TensorType tensor = op.tensor().tensor();
        if (tensor.simdgroups() == 1) {
            return 0;
        }
        return op.result().type() instanceof RowsType
                ? tensor.rows() * tensor.columnParts()
                : tensor.columns() * tensor.rowParts();
    }

    /**
     * The rows or columns of a tensor reduced.
     *
     * @param parts tiles, or the elements of them that a lane has
     * @param scratch threadgroup memory of {@link #scratchSize} such numbers; only looked at where several SIMD-groups hold the tensor
     */
    List<Value> reduce(TileOp.ReduceTensor op, List<Value> parts, Value scratch) {
        TensorType tensor = op.tensor().tensor();
        List<Value> own = new ArrayList<>();
        if (parts.getFirst().type() instanceof TileType) {
            for (List<Value> line : lines(tensor, parts, 1)) {
                own.addAll(reduceTiles(line, op.kind()));
            }
        } else {
            for (List<Value> line : lines(tensor, parts, OF_A_LANE)) {
                own.add(reduceLanes(combine(line, op.kind()), rows ? ROW_LANES : COLUMN_LANES, op.kind()));
            }
        }
        return tensor.simdgroups() == 1 ? own : exchange(tensor, own, op.kind(), scratch);
    }

    /**
     * The parts of a tensor by which row or column they lie in.
     *
     * @param ofTile how many parts are a tile's: in a row all of them, each in a column of its own
     */
    private List<List<Value>> lines(TensorType tensor, List<Value> parts, int ofTile) {
        int across = TensorTiles.across(tensor);
        List<List<Value>> lines = new ArrayList<>();
        for (int i = 0; i < (rows ? TensorTiles.down(tensor) : across * ofTile); i++) {
            lines.add(new ArrayList<>());
        }
        for (int i = 0; i < parts.size(); i++) {
            int tile = i / ofTile;
            lines.get(rows ? tile / across : tile % across * ofTile + i % ofTile)
                    .add(parts.get(i));
        }
        return lines;
    }

    private List<Value> reduceTiles(List<Value> tiles, ReduceKind kind) {
        Value sum = tiles.getFirst();
        for (Value tile : tiles.subList(1, tiles.size())) {
            sum = combineTiles(sum, tile, kind);
        }
        return rows
                ? List.of(ops.define(new TileOp.RowReduce(new Value(type.element()), kind, sum, ops.location())))
                : List.of(reduceColumn(sum, 0, kind), reduceColumn(sum, 1, kind));
    }

    /** The column of a tile that one of a lane's elements lies in, reduced over the lanes that have the others. */
    private Value reduceColumn(Value tile, int element, ReduceKind kind) {
        Value own = ops.define(new TileOp.Element(new Value(type.element()), tile, element, ops.location()));
        return reduceLanes(own, COLUMN_LANES, kind);
    }

    private Value reduceLanes(Value own, List<Integer> lanes, ReduceKind kind) {
        Value sum = own;
        for (int distance : lanes) {
            Value other = ops.define(new SimdOp.Shuffle(
                    new Value(type.element()), ShuffleKind.XOR, sum, ops.constant(distance), ops.location()));
            sum = combine(sum, other, kind);
        }
        return sum;
    }

    private Value combineTiles(Value first, Value second, ReduceKind kind) {
        List<Value> parameters = List.of(
                new Value(ScalarType.I32),
                new Value(ScalarType.I32),
                new Value(type.element()),
                new Value(type.element()));
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

    private Value combine(List<Value> all, ReduceKind kind) {
        Value sum = all.getFirst();
        for (Value other : all.subList(1, all.size())) {
            sum = combine(sum, other, kind);
        }
        return sum;
    }

    /** Each SIMD-group writes what it has of its rows or columns, a lane for each; then all read and combine what all have of all. */
    private List<Value> exchange(TensorType tensor, List<Value> own, ReduceKind kind, Value scratch) {
        int parts = rows ? tensor.rowParts() : tensor.columnParts();
        int others = tensor.simdgroups() / parts;
        Value first = ops.sum(
                ops.product(scalars.part(tensor, rows), ops.constant(type.length() / parts)),
                ops.product(scalars.part(tensor, !rows), ops.constant(type.length())));
        ops.add(new MemoryOp.Barrier(ops.location()));
        scalars.once(() -> {
            for (int i = 0; i < own.size(); i++) {
                Value to = ops.sum(first, scalars.place(i));
                ops.add(new MemoryOp.Store(scratch, to, own.get(i), false, ops.location()));
            }
        });
        ops.add(new MemoryOp.Barrier(ops.location()));
        List<Value> all = new ArrayList<>();
        for (int i = 0; i < own.size() * parts; i++) {
            Value sum = read(scratch, scalars.place(i));
            for (int other = 1; other < others; other++) {
                sum = combine(sum, read(scratch, ops.plus(scalars.place(i), other * type.length())), kind);
            }
            all.add(sum);
        }
        return all;
    }

    private Value read(Value scratch, Value index) {
        return ops.define(new MemoryOp.Load(new Value(type.element()), scratch, index, false, ops.location()));
    }

    /** The largest of all; what several SIMD-groups found alike one of them writes, so that it is known to be the same in all. */
    void largest(TileOp.Largest op, List<Value> numbers, Value scratch) {
        Value largest = combine(numbers, ReduceKind.MAX);
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
}
