package dev.bessemer.jit.pass;

import dev.bessemer.jit.analysis.IndexExpressions;
import dev.bessemer.jit.analysis.Polynomial;
import dev.bessemer.jit.ir.MemoryOp.TileAccess;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Value;
import org.jspecify.annotations.Nullable;

/** Tells which tile accesses are parts of one larger access. */
final class TileNeighbours {
    private final IndexExpressions expressions;

    TileNeighbours(IndexExpressions expressions) {
        this.expressions = expressions;
    }

    /** True when {@code part} touches what {@code whole}, made larger, touches from a row and column on. */
    boolean isPart(TileAccess whole, TileAccess part, int row, int column) {
        if (whole.array() != part.array() || whole.transposed() != part.transposed()) {
            return false;
        }
        Polynomial stride = expressions.of(whole.rowStride());
        if (!stride.equals(expressions.of(part.rowStride()))) {
            return false;
        }
        Polynomial expected = stride.times(whole.transposed() ? column : row)
                .plus(Polynomial.constant(whole.transposed() ? row : column));
        Polynomial distance = expressions.difference(part.offset(), whole.offset());
        return expected != null
                && distance != null
                && expected.equals(distance)
                && isLimitPart(whole.rows(), part.rows(), row)
                && isLimitPart(whole.columns(), part.columns(), column);
    }

    private boolean isLimitPart(@Nullable Value whole, @Nullable Value part, int from) {
        if (isNoLimit(whole) || isNoLimit(part)) {
            return isNoLimit(whole) && isNoLimit(part);
        }
        Polynomial distance = whole == null || part == null ? null : expressions.difference(part, whole);
        Integer constant = distance == null ? null : distance.asConstant();
        return constant != null && constant == -from;
    }

    /** True for a limit that an 8x8 tile never reaches. */
    private boolean isNoLimit(@Nullable Value limit) {
        if (limit == null) {
            return true;
        }
        Integer constant = expressions.of(limit).asConstant();
        return constant != null && constant >= TileType.EXTENT;
    }

    /** The larger access that begins where {@code first} does. */
    TileAccess widened(TileAccess first) {
        return new TileAccess(
                first.array(),
                first.offset(),
                first.rowStride(),
                first.transposed(),
                isNoLimit(first.rows()) ? null : first.rows(),
                isNoLimit(first.columns()) ? null : first.columns());
    }
}
