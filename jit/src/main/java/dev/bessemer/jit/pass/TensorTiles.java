package dev.bessemer.jit.pass;

import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.BuiltinKind;
import dev.bessemer.jit.ir.CompareKind;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Label;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.MemoryOp.TileAccess;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TensorElement;
import dev.bessemer.jit.ir.TensorOp;
import dev.bessemer.jit.ir.TensorType;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** The ops that do to a SIMD-group's rectangle of 8x8 tiles, row by row, what an op does to the whole tensor. */
final class TensorTiles implements TensorParts {
    private static final int SIDE = TileType.EXTENT;

    /** How much of K a loop takes at once. */
    static final int WIDE_STEP = 4 * SIDE;

    private static final int FOUR_BITS = 4;

    /** What brings the lowest four bits to an int's upper end. */
    private static final int FIRST_SHIFT = Integer.SIZE - FOUR_BITS;

    private final TensorType type;
    private final OpBuilder ops;
    private final Value firstRow;
    private final Value firstColumn;

    /**
     * Where a tile is in the tensor.
     *
     * @param row I32, of its first row
     * @param column I32, of its first column
     */
    record Place(Value row, Value column) {}

    TensorTiles(TensorType type, OpBuilder ops) {
        this.type = type;
        this.ops = ops;
        firstRow = type.rowParts() == 1
                ? ops.constant(0)
                : ops.binary(BinaryKind.MULTIPLY, band(type, ops), ops.constant(type.rows() / type.rowParts()));
        firstColumn = type.columnParts() == 1
                ? ops.constant(0)
                : ops.binary(BinaryKind.MULTIPLY, part(type, ops), ops.constant(type.columns() / type.columnParts()));
    }

    /** Which band of rows this SIMD-group has; SIMD-groups are counted along the bands first. */
    static Value band(TensorType type, OpBuilder ops) {
        return type.rowParts() == 1
                ? ops.constant(0)
                : ops.binary(BinaryKind.AND, ops.builtin(BuiltinKind.SIMDGROUP), ops.constant(type.rowParts() - 1));
    }

    /** Which part of the columns this SIMD-group has. */
    static Value part(TensorType type, OpBuilder ops) {
        return ops.binary(
                BinaryKind.SHIFT_RIGHT,
                ops.builtin(BuiltinKind.SIMDGROUP),
                ops.constant(Integer.numberOfTrailingZeros(type.rowParts())));
    }

    /** Values for the tiles of one SIMD-group. */
    static List<Value> fresh(TensorType type, String name) {
        return fresh(type, type.element(), name);
    }

    /** Values for tiles of an element type. */
    private static List<Value> fresh(TensorType type, ScalarType element, String name) {
        List<Value> tiles = new ArrayList<>();
        for (int i = 0; i < down(type) * across(type); i++) {
            tiles.add(new Value(TileType.of(element), name));
        }
        return tiles;
    }

    /** How many tiles below each other a SIMD-group has. */
    static int down(TensorType type) {
        return type.rows() / type.rowParts() / SIDE;
    }

    /** How many tiles beside each other a SIMD-group has. */
    static int across(TensorType type) {
        return type.columns() / type.columnParts() / SIDE;
    }

    Place place(int tile) {
        return new Place(
                ops.plus(firstRow, tile / across(type) * SIDE), ops.plus(firstColumn, tile % across(type) * SIDE));
    }

    @Override
    public List<Value> fill(TileOp.Fill op) {
        Value tile = ops.define(new TileOp.Fill(new Value(TileType.of(type.element())), op.value(), ops.location()));
        return fresh(type, "").stream().map(_ -> tile).toList();
    }

    @Override
    public List<Value> load(TensorOp.LoadTensor op, boolean bytesAsTiles) {
        List<Value> tiles = new ArrayList<>();
        for (int i = 0; i < down(type) * across(type); i++) {
            Place place = place(i);
            TileAccess access = part(op.access(), place.row(), place.column());
            tiles.add(
                    element(access).isFloat()
                            ? convert(ScalarType.F32, loadTile(access, op.checked()))
                            : loadIntegers(ScalarType.F32, access, op.element(), bytesAsTiles, op.checked()));
        }
        return tiles;
    }

    /** A tile of floats from integers in memory, which it has all. */
    private Value loadIntegers(
            ScalarType of, TileAccess access, TensorElement element, boolean bytesAsTiles, boolean checked) {
        boolean asTile =
                bytesAsTiles && element.isByte() && access.array().array().space() == AddressSpace.DEVICE;
        return asTile ? loadTile(of, access, element, checked) : loadElements(of, access, element, checked);
    }

    private static ScalarType element(TileAccess access) {
        return (ScalarType) access.array().array().element();
    }

    private Value convert(ScalarType element, Value tile) {
        return tile.tile().element() == element
                ? tile
                : ops.define(new TileOp.ConvertTile(new Value(TileType.of(element)), tile, ops.location()));
    }

    Value loadTile(TileAccess access, boolean checked) {
        TensorElement element = Objects.requireNonNull(TensorElement.of(element(access)));
        return loadTile(element(access), access, element, checked);
    }

    private Value loadTile(ScalarType of, TileAccess access, TensorElement element, boolean checked) {
        return ops.define(new MemoryOp.LoadTile(new Value(TileType.of(of)), access, element, checked, ops.location()));
    }

    /** A tile from integers in memory: each lane loads its two. */
    private Value loadElements(ScalarType of, TileAccess access, TensorElement element, boolean checked) {
        Value row = ops.builtin(BuiltinKind.TILE_ROW);
        Value column = ops.builtin(BuiltinKind.TILE_COLUMN);
        Value first = loadFloat(access, element, row, column, checked);
        Value second = loadFloat(access, element, row, ops.plus(column, 1), checked);
        return ops.define(new TileOp.FromElements(new Value(TileType.of(of)), first, second, ops.location()));
    }

    private Value loadFloat(TileAccess access, TensorElement element, Value row, Value column, boolean checked) {
        return loadElement(
                access,
                row,
                column,
                ops.constant(0f),
                index -> ops.as(ScalarType.F32, integer(access, element, index, checked)));
    }

    /** What a function loads from the index of an element that the access has, or what there is where it has none. */
    Value loadElement(TileAccess access, Value row, Value column, Value nothing, UnaryOperator<Value> loaded) {
        return ops.choose(exists(access, row, column), () -> loaded.apply(index(access, row, column)), () -> nothing);
    }

    /** Whether an access has a row and a column. */
    Value exists(TileAccess access, Value row, Value column) {
        return ops.binary(
                BinaryKind.AND,
                ops.compare(CompareKind.LT, row, rows(access)),
                ops.compare(CompareKind.LT, column, columns(access)));
    }

    /** The index in its array of an access's element. */
    Value index(TileAccess access, Value row, Value column) {
        Value line = access.transposed() ? column : row;
        Value element = access.transposed() ? row : column;
        return ops.sum(ops.sum(access.offset(), ops.product(line, access.rowStride())), element);
    }

    /** The I32 that an integer in memory stands for. */
    Value integer(TileAccess access, TensorElement element, Value index, boolean checked) {
        return number(access, element, index, checked, ops);
    }

    /** The number that an element in memory stands for: an I32 where it is an integer, else of the element's type. */
    static Value number(TileAccess access, TensorElement element, Value index, boolean checked, OpBuilder ops) {
        if (element.isPacked()) {
            return ofFourBits(access, element, ops.as(ScalarType.I64, index), checked, ops);
        }
        ScalarType type = element.isInteger() ? ScalarType.I32 : element.stored();
        Value loaded = ops.define(new MemoryOp.Load(new Value(type), access.array(), index, checked, ops.location()));
        return element == TensorElement.U8 ? ops.binary(BinaryKind.AND, loaded, ops.constant(0xFF)) : loaded;
    }

    /** The number of four bits at an I64 index, of which a byte has two: shifted to the I32's upper end, and from there to its lower one. */
    private static Value ofFourBits(
            TileAccess access, TensorElement element, Value index, boolean checked, OpBuilder ops) {
        Value place = ops.binary(BinaryKind.SHIFT_RIGHT, index, ops.constant(1));
        Value pair = ops.define(
                new MemoryOp.Load(new Value(ScalarType.I32), access.array(), place, checked, ops.location()));
        Value second = ops.binary(BinaryKind.AND, ops.as(ScalarType.I32, index), ops.constant(1));
        Value before = ops.binary(BinaryKind.MULTIPLY, second, ops.constant(FOUR_BITS));
        Value upper = ops.binary(
                BinaryKind.SHIFT_LEFT, pair, ops.binary(BinaryKind.SUBTRACT, ops.constant(FIRST_SHIFT), before));
        BinaryKind down = element == TensorElement.U4 ? BinaryKind.SHIFT_RIGHT_UNSIGNED : BinaryKind.SHIFT_RIGHT;
        return ops.binary(down, upper, ops.constant(FIRST_SHIFT));
    }

    @Override
    public void store(TensorOp.StoreTensor op, List<Value> tiles) {
        for (int i = 0; i < tiles.size(); i++) {
            Place place = place(i);
            TileAccess access = part(op.access(), place.row(), place.column());
            ops.add(new MemoryOp.StoreTile(
                    convert(element(access), tiles.get(i)), access, op.checked(), ops.location()));
        }
    }

    /** The same elements of an access from a row and a column on. */
    TileAccess part(TileAccess whole, Value row, Value column) {
        Value lines = whole.transposed() ? column : row;
        Value elements = whole.transposed() ? row : column;
        return new TileAccess(
                whole.array(),
                ops.sum(ops.sum(whole.offset(), ops.product(lines, whole.rowStride())), elements),
                whole.rowStride(),
                whole.transposed(),
                ops.binary(BinaryKind.SUBTRACT, rows(whole), row),
                ops.binary(BinaryKind.SUBTRACT, columns(whole), column));
    }

    private static Value rows(TileAccess access) {
        return Objects.requireNonNull(access.rows());
    }

    private static Value columns(TileAccess access) {
        return Objects.requireNonNull(access.columns());
    }

    @Override
    public List<Value> multiply(TensorOp.Multiply op, List<Value> sums, boolean bytesAsTiles) {
        return multiply(op, ops.constant(0), depth(op), sums, bytesAsTiles);
    }

    /** K, which is 0 where the factors have less. */
    Value depth(TensorOp.Multiply op) {
        Value common = ops.binary(BinaryKind.MIN, columns(op.left()), rows(op.right()));
        return ops.binary(BinaryKind.MAX, common, ops.constant(0));
    }

    /**
     * The products over a part of K: a loop by four columns of tiles, which a device without matrix units takes as one, and one over what is left by one.
     *
     * @param lower the part's first, not above the end
     * @param end the first beyond the part, K or a multiple of 32 more than lower
     */
    List<Value> multiply(TensorOp.Multiply op, Value lower, Value end, List<Value> sums, boolean bytesAsTiles) {
        Factors factors = new Factors(op, end, bytesAsTiles);
        Value length = ops.binary(BinaryKind.SUBTRACT, end, lower);
        Value whole = ops.sum(lower, ops.binary(BinaryKind.AND, length, ops.constant(-WIDE_STEP)));
        List<Value> most = loop(factors, lower, whole, WIDE_STEP, sums);
        return loop(factors, whole, end, SIDE, most);
    }

    /**
     * What a loop over K multiplies.
     *
     * @param depth from where on no elements count
     */
    private record Factors(TensorOp.Multiply op, Value depth, boolean bytesAsTiles) {}

    private List<Value> loop(Factors factors, Value lower, Value upper, int step, List<Value> sums) {
        String name = factors.op.result().name();
        List<Value> results = fresh(type, ScalarType.F32, name);
        List<Value> carried = fresh(type, ScalarType.F32, name);
        Value k = new Value(ScalarType.I32, "k");
        List<Value> parameters = new ArrayList<>(List.of(k));
        parameters.addAll(carried);
        Label label = new Label("product");
        Region body = ops.region(parameters, () -> {
            List<Value> next = carried;
            for (int part = 0; part < step; part += SIDE) {
                next = step(factors, ops.plus(k, part), next);
            }
            return new ControlOp.Continue(label, next, ops.location());
        });
        ops.add(new ControlOp.For(results, label, lower, upper, step, sums, body, ops.location()));
        return results;
    }

    /** Each step loads a column of left tiles and a row of right ones, and multiplies each pair. */
    private List<Value> step(Factors factors, Value k, List<Value> sums) {
        TensorOp.Multiply op = factors.op;
        TileAccess wholeLeft = limited(op.left(), rows(op.left()), factors.depth);
        TileAccess wholeRight = limited(op.right(), factors.depth, columns(op.right()));
        List<Value> left = new ArrayList<>();
        for (int i = 0; i < down(type); i++) {
            TileAccess part = part(wholeLeft, ops.plus(firstRow, i * SIDE), k);
            left.add(factor(part, type.left(), factors.bytesAsTiles, op.checked()));
        }
        return products(left, rowOfTiles(wholeRight, k, factors.bytesAsTiles, op.checked()), sums);
    }

    private List<Value> rowOfTiles(TileAccess right, Value k, boolean bytesAsTiles, boolean checked) {
        List<Value> tiles = new ArrayList<>();
        for (int j = 0; j < across(type); j++) {
            TileAccess part = part(right, k, ops.plus(firstColumn, j * SIDE));
            tiles.add(factor(part, type.right(), bytesAsTiles, checked));
        }
        return tiles;
    }

    /** A factor's tile; bytes are exact in all types that a tile can have. */
    private Value factor(TileAccess access, TensorElement element, boolean bytesAsTiles, boolean checked) {
        return element.isInteger()
                ? loadIntegers(common(), access, element, bytesAsTiles, checked)
                : loadTile(access, checked);
    }

    /** The type of tiles that factors are multiplied as: where theirs differ the wider one, where one is of bytes the other's. */
    private ScalarType common() {
        TensorElement left = type.left();
        TensorElement right = type.right();
        if (left.isInteger() && right.isInteger()) {
            return ScalarType.F16;
        }
        if (left.isInteger() || right.isInteger()) {
            return left.isInteger() ? right.stored() : left.stored();
        }
        return left == right ? left.stored() : ScalarType.F32;
    }

    /** Adds the products of a column of left tiles with a row of right ones. */
    private List<Value> products(List<Value> left, List<Value> right, List<Value> sums) {
        List<Value> next = new ArrayList<>();
        List<Value> wideLeft =
                left.stream().map(tile -> convert(common(), tile)).toList();
        List<Value> wideRight =
                right.stream().map(tile -> convert(common(), tile)).toList();
        for (int i = 0; i < sums.size(); i++) {
            Value a = wideLeft.get(i / across(type));
            Value b = wideRight.get(i % across(type));
            next.add(ops.define(
                    new TileOp.MultiplyAccumulate(new Value(sums.get(i).type()), a, b, sums.get(i), ops.location())));
        }
        return next;
    }

    /** The access with other limits: along K only what both factors have counts. */
    private static TileAccess limited(TileAccess access, Value rows, Value columns) {
        return new TileAccess(access.array(), access.offset(), access.rowStride(), access.transposed(), rows, columns);
    }

    /** A left factor's tiles, by how far down and across they are in the SIMD-group's band of it. */
    @FunctionalInterface
    interface Held {
        Value tile(int down, int across);
    }

    /** The product with a left factor that is held, so many tiles wide. */
    List<Value> multiplyHeld(TensorOp.MultiplyHeld op, int depth, Held left, List<Value> sums, boolean bytesAsTiles) {
        List<Value> next = sums;
        for (int k = 0; k < depth; k++) {
            List<Value> column = new ArrayList<>();
            for (int i = 0; i < down(type); i++) {
                column.add(left.tile(i, k));
            }
            next = products(column, rowOfTiles(op.right(), ops.constant(k * SIDE), bytesAsTiles, op.checked()), next);
        }
        return next;
    }

    /** A tensor's tiles, which all its SIMD-groups write to threadgroup memory, for this one's band of rows; a column of them is read at a time. */
    static Held shared(TensorType left, List<Value> tiles, Value scratch, TensorType user, OpBuilder ops) {
        Value stride = ops.constant(left.columns());
        TensorTiles writer = new TensorTiles(left, ops);
        ops.add(new MemoryOp.Barrier(ops.location()));
        for (int i = 0; i < tiles.size(); i++) {
            Place place = writer.place(i);
            ops.add(new MemoryOp.StoreTile(
                    tiles.get(i), scratch(scratch, place.row(), place.column(), stride, ops), false, ops.location()));
        }
        ops.add(new MemoryOp.Barrier(ops.location()));
        TensorTiles reader = new TensorTiles(user, ops);
        return (down, across) -> reader.loadTile(
                scratch(
                        scratch,
                        ops.plus(reader.firstRow, down * SIDE),
                        ops.constant(across * SIDE),
                        ops.constant(left.columns()),
                        ops),
                false);
    }

    private static TileAccess scratch(Value scratch, Value row, Value column, Value stride, OpBuilder ops) {
        return new TileAccess(scratch, ops.sum(ops.product(row, stride), column), stride, false, null, null);
    }

    /** The function on each tile, its place in the tensor in the place of that in the tile. */
    @Override
    public List<Value> map(TileOp.MapElements op, List<List<Value>> operands) {
        List<Value> results = fresh(type, op.result().name());
        for (int i = 0; i < results.size(); i++) {
            int index = i;
            List<Value> own = operands.stream().map(parts -> parts.get(index)).toList();
            List<Value> tiles = own.stream()
                    .filter(operand -> operand.type() instanceof TileType)
                    .toList();
            ops.add(new TileOp.MapElements(results.get(i), tiles, body(op.body(), place(i), own), ops.location()));
        }
        return results;
    }

    private Region body(Region whole, Place place, List<Value> operands) {
        Cloner cloner = new Cloner();
        List<Value> parameters = new ArrayList<>();
        for (int i = 0; i < whole.parameters().size(); i++) {
            Value parameter = whole.parameters().get(i);
            if (i < 2 || operands.get(i - 2).type() instanceof TileType) {
                parameters.add(parameter.copy());
                cloner.replace(parameter, parameters.getLast());
            } else {
                cloner.replace(parameter, operands.get(i - 2));
            }
        }
        return ops.region(parameters, () -> {
            cloner.replace(whole.parameters().get(0), ops.binary(BinaryKind.ADD, parameters.get(0), place.row()));
            cloner.replace(whole.parameters().get(1), ops.binary(BinaryKind.ADD, parameters.get(1), place.column()));
            List<Op> all = whole.ops();
            all.subList(0, all.size() - 1).forEach(op -> ops.add(op.map(cloner)));
            return all.getLast().map(cloner);
        });
    }
}
