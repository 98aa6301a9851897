package dev.bessemer.jit.analysis;

import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;
import java.util.HashMap;
import java.util.Map;

/** The smallest and largest number an I32 can be, from constants, counted loops and arithmetic that cannot wrap. */
public final class IntegerRanges {
    /** From lowest to highest, both included. */
    public record Range(long lowest, long highest) {
        private static final Range ALL = new Range(Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /**
     * What bounds a loop variable.
     *
     * @param lower the first
     * @param upper what all are below
     */
    private record Bounds(Value lower, Value upper, long step) {}

    private final Map<Value, Op> definitions = new HashMap<>();
    private final Map<Value, Bounds> loops = new HashMap<>();
    private final Map<Value, Range> known = new HashMap<>();

    /** @param body the kernel's body */
    public IntegerRanges(Region body) {
        collect(body);
    }

    private void collect(Region region) {
        for (Op op : region.ops()) {
            op.results().forEach(result -> definitions.put(result, op));
            if (op instanceof ControlOp.For loop) {
                loops.put(loop.index(), new Bounds(loop.lower(), loop.upper(), loop.step()));
            } else if (op instanceof ControlOp.ParallelFor loop) {
                loops.put(loop.index(), new Bounds(loop.lower(), loop.upper(), loop.step()));
            }
            op.regions().forEach(this::collect);
        }
    }

    /** The range of an I32. */
    public Range of(Value value) {
        Range range = known.get(value);
        if (range == null) {
            range = value.type() == ScalarType.I32 ? compute(value) : Range.ALL;
            known.put(value, range);
        }
        return range;
    }

    /** True when a loop variable runs from 0 or more to below the size of this very array. */
    public boolean isBelowSize(Value index, Value array) {
        Bounds bounds = loops.get(index);
        return bounds != null
                && staysBelow(bounds)
                && of(bounds.lower()).lowest() >= 0
                && definitions.get(bounds.upper()) instanceof ScalarOp.ArraySize size
                && size.array() == array;
    }

    /** True when stepping on from below the upper bound does not wrap. */
    private boolean staysBelow(Bounds bounds) {
        return of(bounds.upper()).highest() - 1 + bounds.step() <= Integer.MAX_VALUE;
    }

    private Range compute(Value value) {
        Bounds bounds = loops.get(value);
        if (bounds != null) {
            return staysBelow(bounds)
                    ? fitting(of(bounds.lower()).lowest(), of(bounds.upper()).highest() - 1)
                    : Range.ALL;
        }
        return switch (definitions.get(value)) {
            case ScalarOp.Constant constant -> {
                int number = (Integer) constant.value();
                yield new Range(number, number);
            }
            case ScalarOp.Binary binary -> binary(binary);
            case ScalarOp.ArraySize size -> new Range(0, Integer.MAX_VALUE);
            case MemoryOp.Divide divide -> divide(divide);
            case null, default -> Range.ALL;
        };
    }

    private Range binary(ScalarOp.Binary op) {
        Range left = of(op.left());
        Range right = of(op.right());
        return switch (op.kind()) {
            case ADD -> fitting(left.lowest() + right.lowest(), left.highest() + right.highest());
            case SUBTRACT -> fitting(left.lowest() - right.highest(), left.highest() - right.lowest());
            case MULTIPLY -> product(left, right);
            case MIN -> new Range(Math.min(left.lowest(), right.lowest()), Math.min(left.highest(), right.highest()));
            case MAX -> new Range(Math.max(left.lowest(), right.lowest()), Math.max(left.highest(), right.highest()));
            case AND -> right.lowest() >= 0 ? new Range(0, right.highest()) : Range.ALL;
            default -> Range.ALL;
        };
    }

    private static Range product(Range left, Range right) {
        long a = left.lowest() * right.lowest();
        long b = left.lowest() * right.highest();
        long c = left.highest() * right.lowest();
        long d = left.highest() * right.highest();
        return fitting(Math.min(Math.min(a, b), Math.min(c, d)), Math.max(Math.max(a, b), Math.max(c, d)));
    }

    private Range divide(MemoryOp.Divide op) {
        Range left = of(op.left());
        Range right = of(op.right());
        boolean simple = left.lowest() >= 0 && right.lowest() == right.highest() && right.lowest() > 0;
        if (!simple) {
            return Range.ALL;
        }
        return op.remainder()
                ? new Range(0, Math.min(left.highest(), right.lowest() - 1))
                : new Range(left.lowest() / right.lowest(), left.highest() / right.lowest());
    }

    /** A range that a wrap would break becomes that of all numbers. */
    private static Range fitting(long lowest, long highest) {
        boolean fits = lowest >= Integer.MIN_VALUE && highest <= Integer.MAX_VALUE && lowest <= highest;
        return fits ? new Range(lowest, highest) : Range.ALL;
    }
}
