package dev.bessemer.jit.bytecode;

import dev.bessemer.jit.bytecode.Accumulations.Element;
import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.CompareKind;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.ControlOp.ParallelFor;
import dev.bessemer.jit.ir.Function.Reduction;
import dev.bessemer.jit.ir.Label;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * The threads of a kernel that reduces. The iterations of its nest of loops are counted through, the innermost loop fastest. Each SIMD-group
 * takes a range of them, of a length that depends on their number alone; in it lane l takes every 32nd from the l-th on, so that the lanes
 * of a GPU read neighbouring elements, and a CPU stays near in memory. There are as many threads as it takes for at least {@value #LEAST}
 * iterations each, but never more than {@link Reduction#MOST_PARTIALS}.
 */
final class ReductionThreads {
    /** Iterations of a thread, unless there are fewer in all. */
    static final int LEAST = 16;

    private static final int LANES = 32;
    private static final int LANE_BITS = 5;

    /**
     * An element that is reduced to.
     *
     * @param kind how
     * @param accumulator a thread's own array for it, of one element
     * @param partials where each thread leaves that
     */
    record Part(Element element, BinaryKind kind, Value accumulator, Value partials) {}

    private final ParallelFor loop;
    private final Region body;
    private final Emitter emitter;
    private final List<ParallelFor> nest = new ArrayList<>();
    private final List<Value> trips = new ArrayList<>();

    /** @param body the outermost loop's, its elements the thread's own */
    ReductionThreads(LiftSession session, ParallelFor loop, Region body) {
        this.loop = loop;
        this.body = body;
        emitter = new Emitter(session);
        emitter.at(loop.location());
    }

    /**
     * The ops in the loop's place.
     *
     * @param count receives how many threads there are
     * @param firstSteps what one of them does for all
     */
    List<Op> build(List<Part> parts, Value count, List<Op> firstSteps) {
        List<Op> outer = new ArrayList<>();
        emitter.into(outer);
        List<Op> iteration = flatten(loop, body);
        Value total = number(1);
        for (ParallelFor each : nest) {
            Value length = trips(each);
            trips.add(length);
            total = emitter.binary(BinaryKind.MULTIPLY, total, length);
        }
        Value rounds = max(ceilDivide(total, number(Reduction.MOST_PARTIALS)), number(LEAST));
        Value share = emitter.binary(BinaryKind.MULTIPLY, rounds, number(LANES));
        Value groups = max(ceilDivide(total, share), number(1));
        Value threads = emitter.convert(emitter.binary(BinaryKind.MULTIPLY, groups, number(LANES)), ScalarType.I32);
        Value zero = emitter.constant(0);
        Value thread = new Value(ScalarType.I32, "part");
        List<Op> ops = new ArrayList<>();
        emitter.into(ops);
        parts.forEach(part -> begin(part, zero));
        iterate(thread, total, rounds, share, iteration);
        parts.forEach(part -> end(part, zero, thread));
        first(thread, zero, threads, count, firstSteps);
        ops.add(new ControlOp.Yield(List.of(), loop.location()));
        outer.add(new ParallelFor(0, zero, threads, 1, new Region(List.of(thread), ops), loop.location()));
        return outer;
    }

    /** Finds the loops of the nest and what one iteration of all does. */
    private List<Op> flatten(ParallelFor at, Region region) {
        nest.add(at);
        List<Op> ops = new ArrayList<>();
        for (Op op : region.ops().subList(0, region.ops().size() - 1)) {
            if (op instanceof ParallelFor inner) {
                ops.addAll(flatten(inner, inner.body()));
            } else {
                ops.add(op);
            }
        }
        return ops;
    }

    private Value trips(ParallelFor each) {
        Value lower = emitter.convert(each.lower(), ScalarType.I64);
        Value upper = emitter.convert(each.upper(), ScalarType.I64);
        Value distance = max(emitter.binary(BinaryKind.SUBTRACT, upper, lower), number(0));
        return each.step() == 1 ? distance : ceilDivide(distance, number(each.step()));
    }

    private void begin(Part part, Value zero) {
        Value accumulator = part.accumulator();
        emitter.add(new MemoryOp.Allocate(accumulator, loop.location()));
        ScalarType type = (ScalarType) accumulator.array().element();
        Value neutral = emitter.constant(type, neutral(part.kind(), type));
        emitter.add(new MemoryOp.Store(accumulator, zero, neutral, false, loop.location()));
    }

    /** What combined with any number gives that number, bit for bit. */
    private static Object neutral(BinaryKind kind, ScalarType type) {
        boolean isFloat = type == ScalarType.F32;
        boolean isLong = type == ScalarType.I64;
        return switch (kind) {
            case ADD -> isFloat ? -0f : isLong ? (Object) 0L : 0;
            case MULTIPLY -> isFloat ? 1f : isLong ? (Object) 1L : 1;
            case MIN -> isFloat ? Float.POSITIVE_INFINITY : isLong ? (Object) Long.MAX_VALUE : Integer.MAX_VALUE;
            case MAX -> isFloat ? Float.NEGATIVE_INFINITY : isLong ? (Object) Long.MIN_VALUE : Integer.MIN_VALUE;
            default -> throw new IllegalArgumentException(kind + " has no neutral element");
        };
    }

    private void iterate(Value thread, Value total, Value rounds, Value share, List<Op> iteration) {
        Value wide = emitter.convert(thread, ScalarType.I64);
        Value group = emitter.binary(BinaryKind.SHIFT_RIGHT, wide, emitter.constant(LANE_BITS));
        Value lane = emitter.binary(BinaryKind.AND, wide, number(LANES - 1));
        Value start = emitter.binary(BinaryKind.ADD, emitter.binary(BinaryKind.MULTIPLY, group, share), lane);
        Value left =
                emitter.binary(BinaryKind.ADD, emitter.binary(BinaryKind.SUBTRACT, total, start), number(LANES - 1));
        Value own = emitter.binary(BinaryKind.SHIFT_RIGHT, left, emitter.constant(LANE_BITS));
        Value count = emitter.binary(BinaryKind.MIN, max(own, number(0)), rounds);
        ScalarType type = nest.size() == 1 ? loop.index().scalar() : ScalarType.I64;
        Value first = emitter.convert(start, type);
        Value last = emitter.convert(count, type);
        Value zero = number(type, 0);
        Value round = new Value(type);
        List<Op> around = emitter.ops();
        List<Op> ops = new ArrayList<>();
        emitter.into(ops);
        Value distance = emitter.binary(BinaryKind.MULTIPLY, round, number(type, LANES));
        indices(emitter.binary(BinaryKind.ADD, first, distance));
        ops.addAll(iteration);
        Label label = new Label("");
        ops.add(new ControlOp.Continue(label, List.of(), loop.location()));
        emitter.into(around);
        emitter.add(new ControlOp.For(
                List.of(), label, zero, last, 1, List.of(), new Region(List.of(round), ops), loop.location()));
    }

    /** Defines the loops' variables by the number of the iteration. */
    private void indices(Value number) {
        Value left = number;
        for (int i = nest.size() - 1; i >= 0; i--) {
            ParallelFor each = nest.get(i);
            Value place = i == 0 ? left : divide(left, trips.get(i), true);
            left = i == 0 ? left : divide(left, trips.get(i), false);
            ScalarType type = each.index().scalar();
            Value distance =
                    emitter.binary(BinaryKind.MULTIPLY, emitter.convert(place, type), number(type, each.step()));
            emitter.add(new ScalarOp.Binary(each.index(), BinaryKind.ADD, each.lower(), distance, loop.location()));
        }
    }

    private void end(Part part, Value zero, Value thread) {
        Value accumulator = part.accumulator();
        Value last = emitter.define(
                new MemoryOp.Load(new Value(accumulator.array().element()), accumulator, zero, false, loop.location()));
        emitter.add(new MemoryOp.Store(part.partials(), thread, last, false, loop.location()));
    }

    private void first(Value thread, Value zero, Value threads, Value count, List<Op> steps) {
        Value isFirst = emitter.compare(CompareKind.EQ, thread, zero);
        List<Op> ops = new ArrayList<>(steps);
        ops.add(new MemoryOp.Store(count, zero, threads, false, loop.location()));
        Op end = new ControlOp.Yield(List.of(), loop.location());
        ops.add(end);
        emitter.add(new ControlOp.If(List.of(), isFirst, Region.of(ops), Region.of(List.of(end)), loop.location()));
    }

    private Value number(long value) {
        return number(ScalarType.I64, value);
    }

    private Value number(ScalarType type, long value) {
        return emitter.constant(type, type == ScalarType.I64 ? (Object) value : (int) value);
    }

    private Value max(Value left, Value right) {
        return emitter.binary(BinaryKind.MAX, left, right);
    }

    /** The quotient of numbers that are not negative, rounded up; the divisor is not 0. */
    private Value ceilDivide(Value dividend, Value divisor) {
        Value more = emitter.binary(BinaryKind.SUBTRACT, divisor, number(1));
        return divide(emitter.binary(BinaryKind.ADD, dividend, more), divisor, false);
    }

    private Value divide(Value dividend, Value divisor, boolean remainder) {
        return emitter.define(
                new MemoryOp.Divide(new Value(ScalarType.I64), remainder, dividend, divisor, false, loop.location()));
    }
}
