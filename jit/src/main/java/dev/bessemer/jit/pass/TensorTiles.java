package dev.bessemer.jit.pass;

import dev.bessemer.jit.diagnostic.Location;
import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.BuiltinKind;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Label;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.MemoryOp.TileAccess;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TensorOp;
import dev.bessemer.jit.ir.TensorType;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Type;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The ops that do to a SIMD-group's rectangle of 8x8 tiles, row by row, what an op does to the whole tensor. */
final class TensorTiles {
    private static final int SIDE = TileType.EXTENT;

    /** How much of K a loop takes at once. */
    private static final int WIDE_STEP = 4 * SIDE;

    private final TensorType type;
    private final Location location;
    private List<Op> out;
    private final Value firstRow;
    private final Value firstColumn;

    /**
     * Where a tile is in the tensor.
     *
     * @param row I32, of its first row
     * @param column I32, of its first column
     */
    private record Place(Value row, Value column) {}

    /** @param out where the ops go */
    TensorTiles(TensorType type, List<Op> out, Location location) {
        this.type = type;
        this.location = location;
        this.out = out;
        firstRow = first(type.rowParts(), type.rows(), true);
        firstColumn = first(type.columnParts(), type.columns(), false);
    }

    /** SIMD-groups are counted along the rows' bands first. */
    private Value first(int parts, int extent, boolean bands) {
        if (parts == 1) {
            return constant(0);
        }
        Value number = define(new ScalarOp.Builtin(i32(), BuiltinKind.SIMDGROUP, location));
        Value band = bands
                ? binary(BinaryKind.AND, number, constant(parts - 1))
                : binary(
                        BinaryKind.SHIFT_RIGHT,
                        number,
                        constant(Integer.numberOfTrailingZeros(type.simdgroups() / parts)));
        return binary(BinaryKind.MULTIPLY, band, constant(extent / parts));
    }

    /** Values for the tiles of one SIMD-group. */
    static List<Value> fresh(TensorType type, String name) {
        List<Value> tiles = new ArrayList<>();
        for (int i = 0; i < down(type) * across(type); i++) {
            tiles.add(new Value(TileType.of(type.element()), name));
        }
        return tiles;
    }

    private static int down(TensorType type) {
        return type.rows() / type.rowParts() / SIDE;
    }

    private static int across(TensorType type) {
        return type.columns() / type.columnParts() / SIDE;
    }

    private Place place(int tile) {
        return new Place(plus(firstRow, tile / across(type) * SIDE), plus(firstColumn, tile % across(type) * SIDE));
    }

    List<Value> fill(TileOp.Fill op) {
        Value tile = define(new TileOp.Fill(new Value(TileType.of(type.element())), op.value(), location));
        return fresh(type, "").stream().map(_ -> tile).toList();
    }

    List<Value> load(TensorOp.LoadTensor op) {
        List<Value> tiles = fresh(type, op.result().name());
        for (int i = 0; i < tiles.size(); i++) {
            Place place = place(i);
            TileAccess access = part(op.access(), place.row(), place.column());
            out.add(new MemoryOp.LoadTile(tiles.get(i), access, op.checked(), location));
        }
        return tiles;
    }

    void store(TensorOp.StoreTensor op, List<Value> tiles) {
        for (int i = 0; i < tiles.size(); i++) {
            Place place = place(i);
            TileAccess access = part(op.access(), place.row(), place.column());
            out.add(new MemoryOp.StoreTile(tiles.get(i), access, op.checked(), location));
        }
    }

    /** The same elements of an access from a row and a column on. */
    private TileAccess part(TileAccess whole, Value row, Value column) {
        Value lines = whole.transposed() ? column : row;
        Value elements = whole.transposed() ? row : column;
        return new TileAccess(
                whole.array(),
                sum(sum(whole.offset(), product(lines, whole.rowStride())), elements),
                whole.rowStride(),
                whole.transposed(),
                binary(BinaryKind.SUBTRACT, rows(whole), row),
                binary(BinaryKind.SUBTRACT, columns(whole), column));
    }

    private static Value rows(TileAccess access) {
        return Objects.requireNonNull(access.rows());
    }

    private static Value columns(TileAccess access) {
        return Objects.requireNonNull(access.columns());
    }

    /** A loop over K by four columns of tiles, which a device without matrix units takes as one, and one over what is left by one. */
    List<Value> multiply(TensorOp.Multiply op, List<Value> sums) {
        Value common = binary(BinaryKind.MIN, columns(op.left()), rows(op.right()));
        Value depth = binary(BinaryKind.MAX, common, constant(0));
        Value whole = binary(BinaryKind.AND, depth, constant(-WIDE_STEP));
        List<Value> most = loop(op, constant(0), whole, WIDE_STEP, sums, depth);
        return loop(op, whole, depth, SIDE, most, depth);
    }

    private List<Value> loop(TensorOp.Multiply op, Value lower, Value upper, int step, List<Value> sums, Value depth) {
        List<Value> results = fresh(type, op.result().name());
        List<Value> next = fresh(type, op.result().name());
        Value k = new Value(ScalarType.I32, "k");
        List<Value> parameters = new ArrayList<>(List.of(k));
        parameters.addAll(next);
        Label label = new Label("product");
        List<Op> outside = out;
        out = new ArrayList<>();
        for (int part = 0; part < step; part += SIDE) {
            next = step(op, plus(k, part), depth, next);
        }
        out.add(new ControlOp.Continue(label, next, location));
        Region body = new Region(parameters, out);
        out = outside;
        out.add(new ControlOp.For(results, label, lower, upper, step, sums, body, location));
        return results;
    }

    /** Each step loads a column of left tiles and a row of right ones, and multiplies each pair. */
    private List<Value> step(TensorOp.Multiply op, Value k, Value depth, List<Value> sums) {
        TileAccess wholeLeft = limited(op.left(), rows(op.left()), depth);
        TileAccess wholeRight = limited(op.right(), depth, columns(op.right()));
        List<Value> left = new ArrayList<>();
        for (int i = 0; i < down(type); i++) {
            left.add(factor(part(wholeLeft, plus(firstRow, i * SIDE), k), op));
        }
        List<Value> right = new ArrayList<>();
        for (int j = 0; j < across(type); j++) {
            right.add(factor(part(wholeRight, k, plus(firstColumn, j * SIDE)), op));
        }
        List<Value> next = new ArrayList<>();
        for (int i = 0; i < sums.size(); i++) {
            Value a = left.get(i / across(type));
            Value b = right.get(i % across(type));
            next.add(define(new TileOp.MultiplyAccumulate(new Value(sums.get(i).type()), a, b, sums.get(i), location)));
        }
        return next;
    }

    /** The access with other limits: along K only what both factors have counts. */
    private static TileAccess limited(TileAccess access, Value rows, Value columns) {
        return new TileAccess(access.array(), access.offset(), access.rowStride(), access.transposed(), rows, columns);
    }

    private Value factor(TileAccess access, TensorOp.Multiply op) {
        ScalarType element = (ScalarType) access.array().array().element();
        return define(new MemoryOp.LoadTile(new Value(TileType.of(element)), access, op.checked(), location));
    }

    /** The function on each tile, its place in the tensor in the place of that in the tile. */
    List<Value> map(TileOp.MapElements op, List<List<Value>> tiles) {
        List<Value> results = fresh(type, op.result().name());
        for (int i = 0; i < results.size(); i++) {
            int index = i;
            Region body = body(op.body(), place(i));
            List<Value> operands = tiles.stream().map(parts -> parts.get(index)).toList();
            out.add(new TileOp.MapElements(results.get(i), operands, body, location));
        }
        return results;
    }

    private Region body(Region whole, Place place) {
        Cloner cloner = new Cloner();
        List<Value> parameters = new ArrayList<>();
        whole.parameters().forEach(parameter -> parameters.add(parameter.copy()));
        List<Op> outside = out;
        out = new ArrayList<>();
        cloner.replace(whole.parameters().get(0), binary(BinaryKind.ADD, parameters.get(0), place.row()));
        cloner.replace(whole.parameters().get(1), binary(BinaryKind.ADD, parameters.get(1), place.column()));
        for (int i = 2; i < parameters.size(); i++) {
            cloner.replace(whole.parameters().get(i), parameters.get(i));
        }
        whole.ops().forEach(op -> out.add(op.map(cloner)));
        Region body = new Region(parameters, out);
        out = outside;
        return body;
    }

    private static Value i32() {
        return new Value(ScalarType.I32);
    }

    private Value define(Op op) {
        out.add(op);
        return op.results().getFirst();
    }

    private Value constant(int value) {
        return define(new ScalarOp.Constant(i32(), value, location));
    }

    private Value binary(BinaryKind kind, Value left, Value right) {
        return define(new ScalarOp.Binary(new Value(left.type()), kind, left, right, location));
    }

    private Value plus(Value value, int more) {
        return more == 0 ? value : binary(BinaryKind.ADD, value, constant(more));
    }

    private Value product(Value left, Value right) {
        return binary(BinaryKind.MULTIPLY, as(right.type(), left), right);
    }

    private Value sum(Value left, Value right) {
        ScalarType wider =
                left.type() == ScalarType.I64 || right.type() == ScalarType.I64 ? ScalarType.I64 : ScalarType.I32;
        return binary(BinaryKind.ADD, as(wider, left), as(wider, right));
    }

    private Value as(Type wanted, Value value) {
        return value.type().equals(wanted) ? value : define(new ScalarOp.Convert(new Value(wanted), value, location));
    }
}
