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
import java.util.List;
import java.util.Map;

/**
 * Lets an iteration of a loop that adds up products of tiles do the work of several, so that {@link PackTiles} finds chains of four
 * multiply-accumulates, or all of a short loop's, for the CPU device: shorter ones spend their time on calls and on loading and storing the sum. What is left over
 * of the iterations stays in a loop after the first. It takes innermost loops between constants whose carried tiles are such sums
 * and nothing else; sums keep their order.
 */
public final class LengthenProducts implements Pass {
    /** Multiply-accumulates of a chain that is long enough. */
    private static final int ENOUGH = 4;

    /** Multiply-accumulates of a loop that becomes one chain. */
    private static final int WHOLE = 16;

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

        @Override
        public Region region(Region region) {
            List<Op> ops = new ArrayList<>(region.ops().size());
            for (Op op : region.ops()) {
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
            long enough = Math.max(1, Integer.highestOneBit(ENOUGH / Math.max(1, chain(loop))));
            boolean constant = definitions.constant(loop.lower()) instanceof Integer
                    && definitions.constant(loop.upper()) instanceof Integer;
            if (!constant || chain(loop) == 0) {
                ops.add(loop);
                return;
            }
            long lower = integer(loop.lower());
            long steps = Math.ceilDiv(integer(loop.upper()) - lower, loop.step());
            long most = steps / enough * enough;
            long factor = most * chain(loop) <= WHOLE ? most : enough;
            if (factor <= 1) {
                ops.add(loop);
                return;
            }
            ScalarOp.Constant split = Constants.integer(
                    loop.index().copy(), lower + steps / factor * factor * loop.step(), loop.location());
            ops.add(split);
            boolean isAll = steps % factor == 0;
            List<Value> results = isAll
                    ? loop.results()
                    : loop.results().stream().map(Value::copy).toList();
            ops.add(longer(loop, factor, split.result(), results));
            if (!isAll) {
                ops.add(rest(loop, split.result(), results));
            }
        }

        private long integer(Value value) {
            return definitions.constant(value) instanceof Integer number ? number : 0;
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
