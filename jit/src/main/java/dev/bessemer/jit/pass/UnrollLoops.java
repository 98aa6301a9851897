package dev.bessemer.jit.pass;

import dev.bessemer.jit.analysis.IntegerRanges;
import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.Mapping;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.ScalarType;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Unrolls counted loops of constant trip count that walk an array of the thread's own, innermost first, so that the array's elements
 * can become values. The bounds are constants, or a constant apart where adding it cannot wrap. A loop of one iteration, or none, goes too. It leaves
 * alone a loop that is left early, any other that touches no such array, and one that would grow the kernel beyond a budget.
 */
public final class UnrollLoops implements Pass {
    /** The ops that one loop may become. */
    private static final int MAXIMUM_OPS = 8192;

    /** The ops that all loops of a kernel together may become. */
    private static final int MAXIMUM_OF_ALL = 8 * MAXIMUM_OPS;

    @Override
    public String name() {
        return "unroll-loops";
    }

    @Override
    public Function run(Function kernel) {
        return kernel.withBody(new Unroller(new IntegerRanges(kernel.body())).region(kernel.body()));
    }

    /** One run over a kernel. */
    private static final class Unroller implements Mapping {
        private final IntegerRanges ranges;
        private final Definitions definitions = new Definitions();
        private final Map<Value, Value> replaced = new HashMap<>();
        private long unrolled;

        Unroller(IntegerRanges ranges) {
            this.ranges = ranges;
        }

        @Override
        public Value use(Value operand) {
            return replaced.getOrDefault(operand, operand);
        }

        @Override
        public Region region(Region region) {
            List<Op> ops = new ArrayList<>(region.ops().size());
            for (Op op : region.ops()) {
                Op rebuilt = op.map(this);
                definitions.add(rebuilt);
                if (rebuilt instanceof ControlOp.For loop && isUnrollable(loop)) {
                    unrolled += size(loop);
                    expand(loop, ops);
                } else {
                    ops.add(rebuilt);
                }
            }
            return region.withOps(ops);
        }

        private boolean isUnrollable(ControlOp.For loop) {
            Long length = length(loop);
            boolean isLoop = length != null && length > loop.step();
            if (length == null || (isLoop && !Regions.contains(loop.body(), Unroller::touchesThreadArray))) {
                return false;
            }
            long size = size(loop);
            return size <= MAXIMUM_OPS && unrolled + size <= MAXIMUM_OF_ALL && Regions.endsInOneContinue(loop);
        }

        /** The ops of all iterations of a loop whose length is known. */
        private long size(ControlOp.For loop) {
            long trips = Math.max(0, Math.ceilDiv(Objects.requireNonNull(length(loop)), loop.step()));
            return trips * Regions.size(loop.body());
        }

        /** How far apart a loop's bounds are; null when they are not a constant apart. */
        private @Nullable Long length(ControlOp.For loop) {
            Long lower = constant(loop.lower());
            Long upper = constant(loop.upper());
            if (lower != null && upper != null) {
                return upper - lower;
            }
            return definitions.of(loop.upper()) instanceof ScalarOp.Binary sum && sum.kind() == BinaryKind.ADD
                    ? distance(loop.lower(), sum)
                    : null;
        }

        /** What a sum that cannot wrap adds to a value; null when it adds no constant to it. */
        private @Nullable Long distance(Value from, ScalarOp.Binary sum) {
            Long added = sum.left() == from ? constant(sum.right()) : sum.right() == from ? constant(sum.left()) : null;
            boolean fits = from.type() == ScalarType.I32
                    && added != null
                    && added >= 0
                    && ranges.of(from).highest() + added <= Integer.MAX_VALUE;
            return fits ? added : null;
        }

        private @Nullable Long constant(Value value) {
            return definitions.constant(value) instanceof Number number ? number.longValue() : null;
        }

        private static boolean touchesThreadArray(Op op) {
            return switch (op) {
                case MemoryOp.Load load ->
                    load.array().array().space() == AddressSpace.THREAD
                            || load.array().array().space() == AddressSpace.CONSTANT;
                case MemoryOp.Store store -> store.array().array().space() == AddressSpace.THREAD;
                default -> false;
            };
        }

        private void expand(ControlOp.For loop, List<Op> ops) {
            List<Value> carried = loop.initial();
            Long length = length(loop);
            for (long i = 0; length != null && i < length; i += loop.step()) {
                carried = iteration(loop, i, carried, ops);
            }
            for (int i = 0; i < carried.size(); i++) {
                replaced.put(loop.results().get(i), carried.get(i));
            }
        }

        /** Appends the iteration at a distance from the lower bound; gives the next one's carried values. */
        private List<Value> iteration(ControlOp.For loop, long distance, List<Value> carried, List<Op> ops) {
            Cloner cloner = new Cloner();
            cloner.replace(loop.index(), index(loop, distance, ops));
            for (int p = 0; p < carried.size(); p++) {
                cloner.replace(loop.carried().get(p), carried.get(p));
            }
            List<Op> body = loop.body().ops();
            for (Op op : body.subList(0, body.size() - 1)) {
                ops.add(op.map(cloner));
            }
            List<Value> next = new ArrayList<>(carried.size());
            loop.body().terminator().operands().forEach(value -> next.add(cloner.use(value)));
            return next;
        }

        private Value index(ControlOp.For loop, long distance, List<Op> ops) {
            Long lower = constant(loop.lower());
            Value index = loop.index().copy();
            if (lower != null) {
                append(Constants.integer(index, lower + distance, loop.location()), ops);
                return index;
            }
            Value step = new Value(index.type());
            append(Constants.integer(step, distance, loop.location()), ops);
            append(new ScalarOp.Binary(index, BinaryKind.ADD, loop.lower(), step, loop.location()), ops);
            return index;
        }

        private void append(ScalarOp op, List<Op> ops) {
            definitions.add(op);
            ops.add(op);
        }
    }
}
