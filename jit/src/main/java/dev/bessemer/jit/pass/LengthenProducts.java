package dev.bessemer.jit.pass;

import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.Label;
import dev.bessemer.jit.ir.Mapping;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.TileType;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Lets an iteration of a loop that adds up products of tiles do the work of several, so that {@link PackTiles} finds chains of sixteen
 * multiply-accumulates, or all of a short loop's, for the CPU device: shorter ones spend their time on calls and on loading and storing the sum, and longer ones'
 * factors leave the first cache. What is left over of the iterations comes after. It takes innermost loops whose carried tiles are such sums
 * and nothing else, between constants or of a long chain between bounds that are none; sums keep their order.
 */
public final class LengthenProducts implements Pass {
    /** Multiply-accumulates of the longest chain that is made. */
    private static final int LONGEST = 16;

    /** Multiply-accumulates of a chain in a loop that is likely to have many iterations, where nobody knows. */
    private static final int LONG = 4;

    @Override
    public String name() {
        return "lengthen-products";
    }

    @Override
    public Function run(Function kernel) {
        return kernel.withBody(new Lengthener().region(kernel.body()));
    }

    /** One run over a kernel. */
    private static final class Lengthener implements Mapping {
        private final Definitions definitions = new Definitions();
        private final Set<Value> notNegative = new HashSet<>();

        @Override
        public Region region(Region region) {
            List<Op> ops = new ArrayList<>(region.ops().size());
            for (Op op : region.ops()) {
                if (op instanceof ControlOp.For loop && isNotNegative(loop.lower())) {
                    notNegative.add(loop.index());
                }
                Op rebuilt = op.map(this);
                definitions.add(rebuilt);
                if (rebuilt instanceof ControlOp.For loop) {
                    lengthen(loop, ops);
                } else {
                    ops.add(rebuilt);
                }
            }
            return region.withOps(ops);
        }

        private void lengthen(ControlOp.For loop, List<Op> ops) {
            int chain = chain(loop);
            long most = chain == 0 ? 1 : Integer.highestOneBit(Math.max(1, LONGEST / chain));
            if (most > 1
                    && definitions.constant(loop.lower()) instanceof Integer lower
                    && definitions.constant(loop.upper()) instanceof Integer upper) {
                lengthen(loop, Math.ceilDiv((long) upper - lower, loop.step()), lower, ops);
            } else if (most > 1 && chain >= LONG && isNotNegative(loop.lower()) && Long.bitCount(loop.step()) == 1) {
                Value split = split(loop, most, ops);
                split(loop, most, split, ops, ops::add);
            } else {
                ops.add(loop);
            }
        }

        /** Whether a loop's bound is known to be 0 or more, as the difference of bounds must not overflow. */
        private boolean isNotNegative(Value value) {
            return notNegative.contains(value)
                    || (definitions.constant(value) instanceof Integer constant && constant >= 0);
        }

        /** Of so many iterations. */
        private void lengthen(ControlOp.For loop, long steps, int lower, List<Op> ops) {
            int chain = chain(loop);
            long factor = steps * chain <= LONGEST ? steps : Integer.highestOneBit(LONGEST / chain);
            if (factor <= 1) {
                ops.add(loop);
            } else if (steps % factor == 0) {
                ops.add(longer(loop, factor, loop.upper(), loop.results()));
            } else {
                ScalarOp.Constant split = Constants.integer(
                        loop.index().copy(), lower + steps / factor * factor * loop.step(), loop.location());
                ops.add(split);
                definitions.add(split);
                split(loop, factor, split.result(), ops, rest -> lengthen(rest, ops));
            }
        }

        /** Where the last whole iteration of a loop that is so many times as long ends: the bound, rounded down. */
        private static Value split(ControlOp.For loop, long factor, List<Op> ops) {
            OpBuilder builder = new OpBuilder(ops, loop.location());
            Value upper = builder.binary(BinaryKind.MAX, loop.upper(), loop.lower());
            Value length = builder.binary(BinaryKind.SUBTRACT, upper, loop.lower());
            Value mask = builder.define(
                    Constants.integer(new Value(loop.index().type()), -factor * loop.step(), loop.location()));
            return builder.binary(BinaryKind.ADD, loop.lower(), builder.binary(BinaryKind.AND, length, mask));
        }

        /** The longer loop up to there, and what is to follow it. */
        private static void split(
                ControlOp.For loop, long factor, Value end, List<Op> ops, Consumer<ControlOp.For> following) {
            List<Value> results = loop.results().stream().map(Value::copy).toList();
            ops.add(longer(loop, factor, end, results));
            following.accept(rest(loop, end, results));
        }

        private static ControlOp.For longer(ControlOp.For loop, long factor, Value upper, List<Value> results) {
            Label label = new Label(loop.label().name());
            List<Value> parameters =
                    loop.body().parameters().stream().map(Value::copy).toList();
            Value index = parameters.getFirst();
            List<Value> carried = parameters.subList(1, parameters.size());
            List<Op> body = new ArrayList<>();
            for (long i = 0; i < factor; i++) {
                Value place = index;
                if (i > 0) {
                    ScalarOp.Constant step =
                            Constants.integer(new Value(index.type()), i * loop.step(), loop.location());
                    place = index.copy();
                    body.add(step);
                    body.add(new ScalarOp.Binary(place, BinaryKind.ADD, index, step.result(), loop.location()));
                }
                carried = append(loop, place, carried, body);
            }
            body.add(new ControlOp.Continue(
                    label, carried, loop.body().terminator().location()));
            return new ControlOp.For(
                    results,
                    label,
                    loop.lower(),
                    upper,
                    loop.step() * factor,
                    loop.initial(),
                    new Region(parameters, body),
                    loop.location());
        }

        /** Appends an iteration; gives the next one's carried values. */
        private static List<Value> append(ControlOp.For loop, Value index, List<Value> carried, List<Op> body) {
            Cloner cloner = new Cloner();
            cloner.replace(loop.index(), index);
            for (int i = 0; i < carried.size(); i++) {
                cloner.replace(loop.carried().get(i), carried.get(i));
            }
            List<Op> ops = loop.body().ops();
            ops.subList(0, ops.size() - 1).forEach(op -> body.add(op.map(cloner)));
            return loop.body().terminator().operands().stream().map(cloner::use).toList();
        }

        private static ControlOp.For rest(ControlOp.For loop, Value lower, List<Value> initial) {
            return new ControlOp.For(
                    loop.results(),
                    loop.label(),
                    lower,
                    loop.upper(),
                    loop.step(),
                    initial,
                    loop.body(),
                    loop.location());
        }

        /** How many multiply-accumulates an iteration adds to each carried tile; 0 when it does anything else. */
        private static int chain(ControlOp.For loop) {
            boolean isSimple = loop.body().ops().stream()
                            .noneMatch(op ->
                                    op instanceof ControlOp && !op.regions().isEmpty())
                    && Regions.endsInOneContinue(loop);
            if (!isSimple) {
                return 0;
            }
            Map<Value, Value> sums = new HashMap<>();
            for (Op op : loop.body().ops()) {
                if (op instanceof TileOp.MultiplyAccumulate product) {
                    sums.put(product.c(), product.result());
                }
            }
            int longest = 0;
            for (int i = 0; i < loop.carried().size(); i++) {
                if (loop.carried().get(i).type() instanceof TileType) {
                    Value last = loop.body().terminator().operands().get(i);
                    int length = length(loop.carried().get(i), last, sums);
                    if (length == 0) {
                        return 0;
                    }
                    longest = Math.max(longest, length);
                }
            }
            return longest;
        }

        /** Steps from one value to another; 0 when they do not lead there. */
        private static int length(Value first, Value last, Map<Value, Value> next) {
            int length = 0;
            Value value = first;
            while (value != null && value != last) {
                value = next.get(value);
                length++;
            }
            return value == null ? 0 : length;
        }
    }
}
