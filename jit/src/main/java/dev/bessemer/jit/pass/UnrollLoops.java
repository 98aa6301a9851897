package dev.bessemer.jit.pass;

import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.Mapping;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Unrolls counted loops of constant trip count that walk an array of the thread's own, innermost first, so that the array's elements
 * can become values. It leaves alone a loop that is left early, one that touches no such array, and one that would grow the kernel
 * beyond a budget.
 */
public final class UnrollLoops implements Pass {
    private static final int MAXIMUM_OPS = 8192;

    @Override
    public String name() {
        return "unroll-loops";
    }

    @Override
    public Function run(Function kernel) {
        return kernel.withBody(new Unroller().region(kernel.body()));
    }

    /** One run over a kernel. */
    private static final class Unroller implements Mapping {
        private final Map<Value, Long> constants = new HashMap<>();
        private final Map<Value, Value> replaced = new HashMap<>();

        @Override
        public Value use(Value operand) {
            return replaced.getOrDefault(operand, operand);
        }

        @Override
        public Region region(Region region) {
            List<Op> ops = new ArrayList<>(region.ops().size());
            for (Op op : region.ops()) {
                if (op instanceof ScalarOp.Constant constant && constant.value() instanceof Number number) {
                    constants.put(constant.result(), number.longValue());
                }
                Op rebuilt = op.map(this);
                if (rebuilt instanceof ControlOp.For loop && isUnrollable(loop)) {
                    expand(loop, ops);
                } else {
                    ops.add(rebuilt);
                }
            }
            return region.withOps(ops);
        }

        private boolean isUnrollable(ControlOp.For loop) {
            Long lower = constants.get(loop.lower());
            Long upper = constants.get(loop.upper());
            if (lower == null || upper == null || !Regions.contains(loop.body(), Unroller::touchesThreadArray)) {
                return false;
            }
            long trips = Math.max(0, Math.ceilDiv(upper - lower, loop.step()));
            return trips * Regions.size(loop.body()) <= MAXIMUM_OPS && Regions.endsInOneContinue(loop);
        }

        private static boolean touchesThreadArray(Op op) {
            return switch (op) {
                case MemoryOp.Load load -> load.array().array().space() == AddressSpace.THREAD;
                case MemoryOp.Store store -> store.array().array().space() == AddressSpace.THREAD;
                default -> false;
            };
        }

        private void expand(ControlOp.For loop, List<Op> ops) {
            List<Value> carried = loop.initial();
            long upper = constants.getOrDefault(loop.upper(), 0L);
            for (long i = constants.getOrDefault(loop.lower(), 0L); i < upper; i += loop.step()) {
                carried = iteration(loop, i, carried, ops);
            }
            for (int i = 0; i < carried.size(); i++) {
                replaced.put(loop.results().get(i), carried.get(i));
            }
        }

        /** Appends one iteration; gives the next one's carried values. */
        private List<Value> iteration(ControlOp.For loop, long i, List<Value> carried, List<Op> ops) {
            Cloner cloner = new Cloner();
            ScalarOp.Constant index = Constants.integer(loop.index().copy(), i, loop.location());
            ops.add(index);
            constants.put(index.result(), i);
            cloner.replace(loop.index(), index.result());
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
    }
}
