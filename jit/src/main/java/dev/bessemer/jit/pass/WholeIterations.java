package dev.bessemer.jit.pass;

import dev.bessemer.jit.analysis.IndexExpressions;
import dev.bessemer.jit.analysis.Polynomial;
import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.ArrayType;
import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.CompareKind;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Value;
import dev.bessemer.jit.pass.TileSpan.Limit;
import dev.bessemer.jit.pass.TileSpan.Range;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Computes, ahead of a loop, the value of its variable up to which all tiles of some accesses are whole and in range. Everything is computed in I64, where
 * nothing wraps; an I32 in the loop, which wraps, is the same number where that number is a place in an array.
 */
final class WholeIterations {
    private final ControlOp.For loop;
    private final IndexExpressions expressions;
    private final TileSpans spans;
    private final OpBuilder out;
    private final Cloner atOrigin = new Cloner();
    private final Map<Value, Value> wide = new HashMap<>();
    private final Set<Value> notNegative = new HashSet<>();
    private final List<Value> conditions = new ArrayList<>();

    WholeIterations(ControlOp.For loop, IndexExpressions expressions, TileSpans spans, OpBuilder out) {
        this.loop = loop;
        this.expressions = expressions;
        this.spans = spans;
        this.out = out;
        atOrigin.replace(loop.index(), loop.lower());
        Regions.forEach(loop.body(), op -> {
            if (op instanceof ControlOp.For inner
                    && expressions.of(inner.lower()).asConstant() != null) {
                atOrigin.replace(inner.index(), origin(inner.lower()));
            }
        });
    }

    /** Appends the ops; gives the bound, which is the loop's lower one where not even the first iteration is such. */
    Value end() {
        Value lower = wide(loop.lower());
        Value length = binary(BinaryKind.SUBTRACT, wide(loop.upper()), lower);
        for (Limit limit : limits()) {
            length = limited(length, limit);
        }
        length = wholeSteps(binary(BinaryKind.MAX, length, constant(0)));
        Value end = binary(BinaryKind.ADD, lower, length);
        isNotNegative(lower);
        conditions.add(out.compare(CompareKind.LE, end, constant(Integer.MAX_VALUE)));
        Value last = binary(BinaryKind.SUBTRACT, length, constant(loop.step()));
        for (List<TileSpan> family : families()) {
            inRange(family, last);
        }
        Value all = conditions.stream()
                .reduce((a, b) -> binary(BinaryKind.AND, a, b))
                .orElseThrow();
        return out.define(new ScalarOp.Select(
                new Value(ScalarType.I32, "whole"), all, out.as(ScalarType.I32, end), loop.lower(), out.location()));
    }

    /** The length, at most as long as a tile has all its rows or columns. */
    private Value limited(Value length, Limit limit) {
        long fewest = limit.constant().lowest() - limit.constant().origin() - TileType.EXTENT;
        Value spare = plus(wide(origin(limit.value())), fewest);
        if (limit.each() == 0) {
            isNotNegative(spare);
            return length;
        }
        Value whole = quotient(plus(spare, limit.each()), limit.each());
        return binary(BinaryKind.MIN, length, whole);
    }

    private Value wholeSteps(Value length) {
        if (loop.step() == 1) {
            return length;
        }
        Value steps = quotient(plus(length, loop.step() - 1), loop.step());
        return binary(BinaryKind.MULTIPLY, steps, constant(loop.step()));
    }

    /** Requires that the first element touched by a family, and the last one in the last iteration, lie in the array. */
    private void inRange(List<TileSpan> family, Value last) {
        TileSpan first = family.getFirst();
        Value origin = wide(origin(first.access().offset()));
        Value stride = first.access().rowStride();
        Range lines = family.stream().map(TileSpan::lines).reduce(Range::or).orElseThrow();
        Range elements =
                family.stream().map(TileSpan::elements).reduce(Range::or).orElseThrow();
        if (expressions.of(stride).asConstant() == null) {
            isNotNegative(wide(stride));
        }
        Value low = plus(origin, stride, lines.lowest() - lines.origin());
        isNotNegative(plus(low, elements.lowest() - elements.origin()));
        Value high = plus(origin, stride, lines.highest() - lines.origin());
        high = plus(high, elements.highest() - elements.origin());
        high = binary(BinaryKind.ADD, high, binary(BinaryKind.MULTIPLY, each(first.each()), last));
        Value size = size(first.access().array());
        Value count = first.isPacked() ? binary(BinaryKind.ADD, size, size) : size;
        conditions.add(out.compare(CompareKind.LT, high, count));
    }

    /** What the offset grows by when the loop variable does by one, which must not be negative. */
    private Value each(Polynomial each) {
        if (each.values().isEmpty()) {
            return constant(each.coefficient());
        }
        Value value = each.values().iterator().next();
        int factor = each.coefficient(value);
        Value wide = wide(factor == 1 ? value : binary(BinaryKind.MULTIPLY, value, out.constant(factor)));
        isNotNegative(wide);
        return wide;
    }

    private Value size(Value array) {
        ArrayType type = array.array();
        return type.space() == AddressSpace.DEVICE
                ? out.define(new ScalarOp.ArraySize(new Value(ScalarType.I64), array, out.location()))
                : constant(type.length());
    }

    /** A value of the loop's body where all loop variables are at their lower bounds. What is added and taken away again may be anything, so it is 0. */
    private Value origin(Value value) {
        if (!spans.isInside(value) || !atOrigin.use(value).equals(value)) {
            return atOrigin.use(value);
        }
        Op definition = expressions.definition(value);
        boolean isArithmetic = definition instanceof ScalarOp.Constant
                || definition instanceof ScalarOp.Binary
                || definition instanceof ScalarOp.Unary;
        if (definition == null || !isArithmetic) {
            atOrigin.replace(value, out.constant(0));
            return atOrigin.use(value);
        }
        definition.operands().forEach(this::origin);
        return out.define(definition.map(atOrigin));
    }

    /** The limits that can fail; of those a constant apart, one whose value is the largest, with the lowest of all numbers. */
    private Collection<Limit> limits() {
        record Key(Polynomial base, long each) {}
        Map<Key, Limit> strictest = new LinkedHashMap<>();
        for (TileSpan span : spans.found().values()) {
            for (Limit limit : span.limits()) {
                strictest.merge(new Key(limit.base(), limit.each()), limit, Limit::and);
            }
        }
        strictest.values().removeIf(Limit::isAlwaysWhole);
        return strictest.values();
    }

    /** The accesses that have to be in range, by what they have in common. */
    private Collection<List<TileSpan>> families() {
        record Key(Value array, boolean isPacked, Polynomial stride, Polynomial base, Polynomial each) {}
        Map<Key, List<TileSpan>> families = new LinkedHashMap<>();
        spans.found().values().stream().filter(TileSpan::checked).forEach(span -> {
            MemoryOp.TileAccess access = span.access();
            Key key = new Key(
                    access.array(), span.isPacked(), expressions.of(access.rowStride()), span.base(), span.each());
            families.computeIfAbsent(key, _ -> new ArrayList<>()).add(span);
        });
        return families.values();
    }

    private void isNotNegative(Value value) {
        if (notNegative.add(value)) {
            conditions.add(out.compare(CompareKind.GE, value, constant(0)));
        }
    }

    private Value wide(Value value) {
        return wide.computeIfAbsent(value, narrow -> out.as(ScalarType.I64, narrow));
    }

    private Value plus(Value value, long more) {
        return more == 0 ? value : binary(BinaryKind.ADD, value, constant(more));
    }

    private Value plus(Value value, Value stride, long times) {
        return times == 0
                ? value
                : binary(BinaryKind.ADD, value, binary(BinaryKind.MULTIPLY, wide(stride), constant(times)));
    }

    private Value quotient(Value value, long divisor) {
        return divisor == 1
                ? value
                : out.define(new MemoryOp.Divide(
                        new Value(ScalarType.I64), false, value, constant(divisor), false, out.location()));
    }

    private Value binary(BinaryKind kind, Value left, Value right) {
        return out.binary(kind, left, right);
    }

    private Value constant(long number) {
        return out.define(new ScalarOp.Constant(new Value(ScalarType.I64), number, out.location()));
    }
}
