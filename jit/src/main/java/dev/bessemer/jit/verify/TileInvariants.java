package dev.bessemer.jit.verify;

import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.CooperativeType;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.ReduceKind;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TensorType;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Type;
import dev.bessemer.jit.ir.Value;
import dev.bessemer.jit.ir.VectorType;
import java.util.List;

/**
 * The types and shapes of tile ops.
 *
 * <ul>
 *   <li>A fill's value is an F32 or of the tile's element type; a tensor's is of its element type, which is that of products, a vector's of its own.
 *   <li>A multiply-accumulate is of m x k, k x n and m x n, and its result has the type of what is added to.
 *   <li>An element-wise map and a conversion keep the shape; a map of tensors or vectors keeps their type but for the elements', and one of tensors may also take vectors of as many. A map's body takes two I32 and an F32 a tile, or an I32 for those of integers,
 *       has scalar ops, ifs and blocks only, and yields such a number.
 *   <li>A row reduction (SUM or MAX) and an element are of an 8x8 tile and give an F32, or an I32 of a tile of these; an element's index is 0 or 1; a tile
 *       made of elements is 8x8, made of two such numbers.
 *   <li>A reduction of a tensor's rows (SUM or MAX) gives rows of as many, of the same SIMD-groups and the same numbers.
 *   <li>A slice lies inside its tile, at multiples of 8; tiles side by side are of one height and element type and together as wide as
 *       the result.
 * </ul>
 */
final class TileInvariants {
    private TileInvariants() {}

    static void check(TileOp op, Violations found) {
        switch (op) {
            case TileOp.Fill fill ->
                found.require(
                        isFilled(fill.result().type(), fill.value().type()),
                        op,
                        "a fill's value is an f32 or of the tile's element type");
            case TileOp.MultiplyAccumulate multiply ->
                found.require(fits(multiply), op, "a product is of m x k, k x n and m x n, its result like the last");
            case TileOp.MapElements map -> checkMap(map, found);
            case TileOp.RowReduce reduce -> {
                found.require(
                        isSmall(reduce.tile())
                                && reduce.result().type()
                                        == number(reduce.tile().type()),
                        op,
                        "a row reduction takes an 8x8 tile to an f32, or an i32");
                found.require(
                        reduce.kind() == ReduceKind.SUM || reduce.kind() == ReduceKind.MAX,
                        op,
                        "a row reduction is sum or max");
            }
            case TileOp.Largest largest ->
                found.require(
                        largest.vector().type() instanceof VectorType vector
                                && largest.result().type() == vector.element(),
                        op,
                        "the largest of a vector is one of its numbers");
            case TileOp.ReduceTensor reduce ->
                found.require(
                        isVector(reduce.result(), reduce.tensor())
                                && number(reduce.result().type())
                                        == reduce.tensor().tensor().element()
                                && (reduce.kind() == ReduceKind.SUM || reduce.kind() == ReduceKind.MAX),
                        op,
                        "a tensor's rows or columns are reduced by sum or max to a vector of as many");
            case TileOp.Element element ->
                found.require(
                        isSmall(element.tile())
                                && element.result().type()
                                        == number(element.tile().type())
                                && (element.index() == 0 || element.index() == 1),
                        op,
                        "an element is the f32, or i32, 0 or 1 of an 8x8 tile");
            case TileOp.FromElements elements ->
                found.require(
                        isSmall(elements.result())
                                && elements.first().type()
                                        == number(elements.result().type())
                                && elements.second().type()
                                        == number(elements.result().type()),
                        op,
                        "two f32, or i32, make an 8x8 tile");
            case TileOp.ConvertTile convert ->
                found.require(sameShape(convert.result(), convert.tile()), op, "a conversion keeps the shape");
            case TileOp.Slice slice ->
                found.require(lies(slice), op, "a slice lies inside its tile, at multiples of 8");
            case TileOp.Concat concat ->
                found.require(
                        fits(concat), op, "tiles side by side are of one height, and as wide together as the result");
        }
    }

    private static boolean isFilled(Type result, Type value) {
        return switch (result) {
            case TensorType tensor -> tensor.isProduct() && value == tensor.element();
            case TileType tile ->
                value == tile.element()
                        || (value == ScalarType.F32 && tile.element().isFloat());
            default -> value == number(result);
        };
    }

    private static boolean fits(TileOp.MultiplyAccumulate op) {
        return op.a().type() instanceof TileType a
                && op.b().type() instanceof TileType b
                && op.c().type() instanceof TileType c
                && a.columns() == b.rows()
                && a.rows() == c.rows()
                && b.columns() == c.columns()
                && c.equals(op.result().type());
    }

    private static void checkMap(TileOp.MapElements map, Violations found) {
        for (Value tile : map.tiles()) {
            found.require(
                    sameShape(tile, map.result()) || isSame(tile, map.result()) || isVector(tile, map.result()),
                    map,
                    "a map's tiles are of its result's shape");
        }
        List<Value> parameters = map.body().parameters();
        boolean fits = parameters.size() == map.tiles().size() + 2;
        for (int i = 0; i < parameters.size(); i++) {
            fits &= parameters.get(i).type()
                    == (i < 2 ? ScalarType.I32 : number(map.tiles().get(i - 2).type()));
        }
        found.require(fits, map, "a map's body takes two i32 and a number a tile");
        checkMapBody(map.body(), number(map.result().type()), found);
    }

    /** What is computed with: the I32 of a tensor, a vector or a tile of these, else F32. */
    private static ScalarType number(Type type) {
        boolean integers = (type instanceof CooperativeType held && held.isInteger())
                || (type instanceof TileType tile && tile.element() == ScalarType.I32);
        return integers ? ScalarType.I32 : ScalarType.F32;
    }

    private static void checkMapBody(Region body, ScalarType number, Violations found) {
        checkMapOps(body, found);
        if (body.ops().getLast() instanceof ControlOp.Yield yield) {
            found.require(
                    yield.values().size() == 1 && yield.values().getFirst().type() == number,
                    yield,
                    "a map's body yields one number");
        }
    }

    private static void checkMapOps(Region region, Violations found) {
        for (Op op : region.ops()) {
            boolean fits = switch (op) {
                case ScalarOp scalar -> true;
                case ControlOp.If branch -> true;
                case ControlOp.Block block -> true;
                case ControlOp.Yield yield -> true;
                case ControlOp.Break leave -> true;
                default -> false;
            };
            found.require(fits, op, "a map's body has scalar ops, ifs and blocks only");
            op.regions().forEach(inner -> checkMapOps(inner, found));
        }
    }

    private static boolean lies(TileOp.Slice op) {
        return op.tile().type() instanceof TileType whole
                && op.result().type() instanceof TileType part
                && whole.element() == part.element()
                && isInside(op.row(), part.rows(), whole.rows())
                && isInside(op.column(), part.columns(), whole.columns());
    }

    private static boolean isInside(int start, int extent, int whole) {
        return start >= 0 && start % TileType.EXTENT == 0 && start + extent <= whole;
    }

    private static boolean fits(TileOp.Concat op) {
        if (!(op.result().type() instanceof TileType result)) {
            return false;
        }
        int columns = 0;
        for (Value value : op.tiles()) {
            if (!(value.type() instanceof TileType tile)
                    || tile.rows() != result.rows()
                    || tile.element() != result.element()) {
                return false;
            }
            columns += tile.columns();
        }
        return columns == result.columns();
    }

    private static boolean sameShape(Value first, Value second) {
        return first.type() instanceof TileType a
                && second.type() instanceof TileType b
                && a.rows() == b.rows()
                && a.columns() == b.columns();
    }

    private static boolean isSame(Value first, Value second) {
        return first.type() instanceof CooperativeType a
                && second.type() instanceof CooperativeType b
                && a.with(b.element()).equals(b);
    }

    private static boolean isVector(Value vector, Value tensor) {
        return tensor.type() instanceof TensorType whole
                && vector.type() instanceof VectorType type
                && type.with(whole.element()).equals(type.of(whole));
    }

    private static boolean isSmall(Value value) {
        return value.type() instanceof TileType tile
                && tile.rows() == TileType.EXTENT
                && tile.columns() == TileType.EXTENT;
    }
}
