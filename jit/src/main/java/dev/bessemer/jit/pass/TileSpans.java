package dev.bessemer.jit.pass;

import dev.bessemer.jit.analysis.IndexExpressions;
import dev.bessemer.jit.analysis.Polynomial;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Value;
import dev.bessemer.jit.pass.TileSpan.Limit;
import dev.bessemer.jit.pass.TileSpan.LoopIndex;
import dev.bessemer.jit.pass.TileSpan.Range;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the tile accesses of a loop whose places are linear in its variable, and that every iteration makes. */
final class TileSpans {
    /** The largest constant part of a place: a stride times the distance of two places stays far from the end of an I64. */
    private static final long MAXIMUM_CONSTANT = 1 << 20;

    private static final int LAST = TileType.EXTENT - 1;

    private final ControlOp.For loop;
    private final IndexExpressions expressions;
    private final Set<Value> inside = new HashSet<>();

    /** The variables of the loops of constant bounds that are being visited. */
    private final List<LoopIndex> inner = new ArrayList<>();

    private final Map<Op, TileSpan> found = new LinkedHashMap<>();

    /**
     * @param loop the loop
     * @param expressions of its body
     */
    TileSpans(ControlOp.For loop, IndexExpressions expressions) {
        this.loop = loop;
        this.expressions = expressions;
        inside.addAll(loop.body().parameters());
        Regions.forEach(loop.body(), op -> {
            inside.addAll(op.results());
            op.regions().forEach(region -> inside.addAll(region.parameters()));
        });
        visit(loop.body());
    }

    /** The accesses that are checked, or that have limits, and what each touches. */
    Map<Op, TileSpan> found() {
        return Collections.unmodifiableMap(found);
    }

    /** Whether a value is defined in the loop. */
    boolean isInside(Value value) {
        return inside.contains(value);
    }

    private void visit(Region region) {
        for (Op op : region.ops()) {
            switch (op) {
                case MemoryOp.LoadTile load ->
                    note(load, load.access(), load.element().isPacked(), load.checked());
                case MemoryOp.StoreTile store -> note(store, store.access(), false, store.checked());
                case ControlOp.Block block -> visit(block.body());
                case ControlOp.For counted -> visitCounted(counted);
                default -> {}
            }
        }
    }

    private void visitCounted(ControlOp.For counted) {
        LoopIndex index = constantBounds(counted);
        if (index != null) {
            inner.add(index);
            visit(counted.body());
            inner.removeLast();
        }
    }

    private @Nullable LoopIndex constantBounds(ControlOp.For counted) {
        Integer lower = expressions.of(counted.lower()).asConstant();
        Integer upper = expressions.of(counted.upper()).asConstant();
        if (counted.index().type() != ScalarType.I32 || lower == null || upper == null || lower >= upper) {
            return null;
        }
        long trips = Math.ceilDiv((long) upper - lower, counted.step());
        return new LoopIndex(counted.index(), lower, lower + (trips - 1) * counted.step());
    }

    private void note(Op op, MemoryOp.TileAccess access, boolean isPacked, boolean checked) {
        if (!checked && access.rows() == null && access.columns() == null) {
            return;
        }
        TileSpan span = span(access, isPacked, checked);
        if (span != null) {
            found.put(op, span);
        }
    }

    private @Nullable TileSpan span(MemoryOp.TileAccess access, boolean isPacked, boolean checked) {
        Limit rows = access.rows() == null ? null : limit(access.rows());
        Limit columns = access.columns() == null ? null : limit(access.columns());
        boolean hasLimits = (access.rows() == null || rows != null) && (access.columns() == null || columns != null);
        boolean isLong =
                access.offset().type() != ScalarType.I32 || access.rowStride().type() != ScalarType.I32;
        if (isLong || !hasLimits) {
            return null;
        }
        return new Places(access).span(isPacked, checked, rows, columns);
    }

    /** The limit that a value is; null where it is not linear, or grows. */
    private @Nullable Limit limit(Value value) {
        Polynomial.Split split = expressions.of(value).split(loop.index());
        Integer each = split == null ? null : split.factor().asConstant();
        if (split == null || each == null || each > 0 || each < -MAXIMUM_CONSTANT) {
            return null;
        }
        Polynomial base = split.rest();
        Range range = new Range(0);
        for (LoopIndex index : inner) {
            Polynomial.Split part = base.split(index.index());
            Integer factor = part == null ? null : part.factor().asConstant();
            if (part == null || factor == null || factor > 0) {
                return null;
            }
            base = part.rest();
            range = range.plus(index, factor);
        }
        range = range.plus(base.coefficient());
        return isFar(range) || changes(base) ? null : new Limit(value, base.without(), -each, range);
    }

    private boolean changes(Polynomial polynomial) {
        return polynomial.values().stream().anyMatch(inside::contains);
    }

    private static boolean isFar(Range range) {
        return range.lowest() < -MAXIMUM_CONSTANT || range.highest() > MAXIMUM_CONSTANT;
    }

    /** Takes an access's offset apart. */
    private final class Places {
        private final MemoryOp.TileAccess access;
        private final Polynomial stride;
        private Range lines = new Range(0);
        private Range elements = new Range(0);

        Places(MemoryOp.TileAccess access) {
            this.access = access;
            stride = expressions.of(access.rowStride());
        }

        @Nullable
        TileSpan span(boolean isPacked, boolean checked, @Nullable Limit rows, @Nullable Limit columns) {
            Polynomial.Split split = expressions.of(access.offset()).split(loop.index());
            Polynomial base = split == null ? null : withoutInner(split.rest());
            if (split == null || base == null || changes(base) || changes(stride) || !isSteady(split.factor())) {
                return null;
            }
            lines = lines.plus(base.coefficient(access.rowStride()));
            elements = elements.plus(base.coefficient());
            base = base.without(access.rowStride()).without();
            return widen()
                    ? new TileSpan(access, isPacked, checked, base, split.factor(), lines, elements, rows, columns)
                    : null;
        }

        /** Whether an iteration adds a constant, or a multiple of one value. */
        private boolean isSteady(Polynomial each) {
            Set<Value> values = each.values();
            if (values.isEmpty()) {
                return each.coefficient() >= 0;
            }
            Value value = values.iterator().next();
            return !inside.contains(value) && each.equals(Polynomial.of(value).times(each.coefficient(value)));
        }

        /** What is left when the variables of inner loops are taken out; null where they are multiplied by more than the stride and constants. */
        private @Nullable Polynomial withoutInner(Polynomial base) {
            Polynomial rest = base;
            for (LoopIndex index : inner) {
                Polynomial.Split split = rest.split(index.index());
                if (split == null
                        || !split.factor().without().without(access.rowStride()).equals(Polynomial.ZERO)) {
                    return null;
                }
                lines = lines.plus(index, split.factor().coefficient(access.rowStride()));
                elements = elements.plus(index, split.factor().coefficient());
                rest = split.rest();
            }
            return rest;
        }

        /** Adds the tile's own lines and elements; gives whether all is near enough. */
        private boolean widen() {
            Integer constant = stride.asConstant();
            if (constant == null) {
                lines = lines.widened(LAST);
                elements = elements.widened(LAST);
            } else {
                elements = elements.widened((constant + 1L) * LAST);
            }
            return (constant == null || constant >= 0) && !isFar(lines) && !isFar(elements);
        }
    }
}
