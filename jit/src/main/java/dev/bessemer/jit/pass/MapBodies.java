package dev.bessemer.jit.pass;

import dev.bessemer.jit.analysis.IndexExpressions;
import dev.bessemer.jit.analysis.Polynomial;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TileOp.MapElements;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells whether the bodies of element-wise ops on tiles side by side are one body on the wide tile. They are when they compute alike but for
 * integers, where the wide tile's column stands in for the tile's: {@code base + 8 + column} in the second tile is {@code base + column}
 * of the wide one.
 */
final class MapBodies {
    private static final int COLUMN = 1;

    private final IndexExpressions expressions;
    private final MapElements first;
    private final MapElements other;
    private final int distance;
    private final Map<Value, Value> matched = new HashMap<>();

    private MapBodies(IndexExpressions expressions, MapElements first, MapElements other, int distance) {
        this.expressions = expressions;
        this.first = first;
        this.other = other;
        this.distance = distance;
    }

    /** True when the first op's body is right for all, each op's tile standing 8 columns right of the one before. */
    static boolean areAlike(IndexExpressions expressions, List<MapElements> ops) {
        MapElements first = ops.getFirst();
        for (int i = 1; i < ops.size(); i++) {
            MapElements other = ops.get(i);
            if (other.tiles().size() != first.tiles().size()
                    || !other.result().type().equals(first.result().type())
                    || !new MapBodies(expressions, first, other, TileType.EXTENT * i).isAlike()) {
                return false;
            }
        }
        return true;
    }

    private boolean isAlike() {
        return isAlike(
                first.body().terminator().operands().getFirst(),
                other.body().terminator().operands().getFirst());
    }

    private boolean isAlike(Value a, Value b) {
        if (matched.get(a) == b) {
            return true;
        }
        boolean integers = a.type() == ScalarType.I32 && b.type() == ScalarType.I32;
        boolean alike = (integers ? isSameInteger(a, b) : a == b) || isSameParameter(a, b) || isSameOp(a, b);
        if (alike) {
            matched.put(a, b);
        }
        return alike;
    }

    private boolean isSameInteger(Value a, Value b) {
        Value column = first.body().parameters().get(COLUMN);
        Value row = first.body().parameters().getFirst();
        Polynomial left = expressions.of(a);
        Polynomial right = expressions
                .of(b)
                .substitute(other.body().parameters().get(COLUMN), column)
                .substitute(other.body().parameters().getFirst(), row);
        Integer slope = left.linearCoefficient(column);
        Polynomial offset = right.minus(left);
        Integer constant = offset == null ? null : offset.asConstant();
        return slope != null && constant != null && constant == slope * distance;
    }

    private boolean isSameParameter(Value a, Value b) {
        int index = first.body().parameters().indexOf(a);
        return index > COLUMN && index == other.body().parameters().indexOf(b);
    }

    private boolean isSameOp(Value a, Value b) {
        Op left = expressions.definition(a);
        Op right = expressions.definition(b);
        if (!(left instanceof ScalarOp) || !(right instanceof ScalarOp) || !hasSameKind(left, right)) {
            return false;
        }
        List<Value> leftOperands = left.operands();
        List<Value> rightOperands = right.operands();
        for (int i = 0; i < leftOperands.size(); i++) {
            if (!isAlike(leftOperands.get(i), rightOperands.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasSameKind(Op left, Op right) {
        if (!left.results().getFirst().type().equals(right.results().getFirst().type())) {
            return false;
        }
        return switch (left) {
            case ScalarOp.Constant a ->
                right instanceof ScalarOp.Constant b && a.value().equals(b.value());
            case ScalarOp.Unary a -> right instanceof ScalarOp.Unary b && a.kind() == b.kind();
            case ScalarOp.Binary a -> right instanceof ScalarOp.Binary b && a.kind() == b.kind();
            case ScalarOp.Compare a -> right instanceof ScalarOp.Compare b && a.kind() == b.kind();
            case ScalarOp.Builtin a -> right instanceof ScalarOp.Builtin b && a.kind() == b.kind();
            default -> left.getClass() == right.getClass();
        };
    }
}
