package dev.bessemer.jit.pass;

import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.Mapping;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.PureOp;
import dev.bessemer.jit.ir.Region;
import dev.bessemer.jit.ir.ScalarOp;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Moves pure ops, and divisions by constants other than zero, out of loops and element-wise maps that compute the same in every iteration, as far out as
 * their operands allow. It moves nothing out of an if, where it may not be wanted, and nothing out of a parallel loop.
 */
public final class HoistInvariants implements Pass {
    @Override
    public String name() {
        return "licm";
    }

    @Override
    public Function run(Function kernel) {
        Hoister hoister = new Hoister();
        for (Function.Parameter parameter : kernel.parameters()) {
            hoister.depths.put(parameter.value(), 0);
        }
        return kernel.withBody(hoister.region(kernel.body()));
    }

    /** Rebuilds regions, the ops of all those it is inside of at hand. */
    private static final class Hoister implements Mapping {
        private final Map<Value, Integer> depths = new HashMap<>();
        private final Set<Value> divisors = new HashSet<>();
        private final List<List<Op>> open = new ArrayList<>();
        private final List<Boolean> mayLeave = new ArrayList<>();
        private boolean regionMayLeave;

        @Override
        public Region region(Region region) {
            open.add(new ArrayList<>(region.ops().size()));
            mayLeave.add(regionMayLeave);
            define(region.parameters(), open.size() - 1);
            for (Op op : region.ops()) {
                if (op.regions().isEmpty()) {
                    place(op);
                } else {
                    nested(op);
                }
            }
            mayLeave.removeLast();
            return region.withOps(open.removeLast());
        }

        private void nested(Op op) {
            int depth = open.size() - 1;
            boolean outer = regionMayLeave;
            regionMayLeave = op instanceof ControlOp.For
                    || op instanceof ControlOp.Loop
                    || op instanceof ControlOp.Block
                    || op instanceof TileOp.MapElements;
            Op rebuilt = op.map(this);
            regionMayLeave = outer;
            define(op.results(), depth);
            open.get(depth).add(rebuilt);
        }

        private void place(Op op) {
            int depth = open.size() - 1;
            if (isMovable(op)) {
                int least = 0;
                for (Value operand : op.operands()) {
                    least = Math.max(least, depths.getOrDefault(operand, depth));
                }
                while (depth > least && mayLeave.get(depth)) {
                    depth--;
                }
            }
            if (op instanceof ScalarOp.Constant constant
                    && constant.value() instanceof Number number
                    && number.longValue() != 0) {
                divisors.add(constant.result());
            }
            define(op.results(), depth);
            open.get(depth).add(op);
        }

        private boolean isMovable(Op op) {
            return op instanceof PureOp || (op instanceof MemoryOp.Divide divide && divisors.contains(divide.right()));
        }

        private void define(List<Value> values, int depth) {
            for (Value value : values) {
                depths.put(value, depth);
            }
        }
    }
}
