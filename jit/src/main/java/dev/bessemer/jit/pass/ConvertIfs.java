package dev.bessemer.jit.pass;

import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.Label;
import dev.bessemer.jit.ir.Mapping;
import dev.bessemer.jit.ir.Op;
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
 * Turns branches over pure scalar ops into selects: both sides are computed, which nothing can tell. It takes all in the body of an
 * element-wise op, so that the body has no control flow, and elsewhere those of a few ops; it refuses branches that leave further out, loop,
 * or have effects.
 */
public final class ConvertIfs implements Pass {
    private static final int FEW = 12;
    private static final int NONE = -1;

    private final int limit;

    /** Converts in element-wise bodies, and branches of a few ops elsewhere. */
    public ConvertIfs() {
        this(FEW);
    }

    private ConvertIfs(int limit) {
        this.limit = limit;
    }

    /** Converts in element-wise bodies alone. */
    static ConvertIfs inElementBodies() {
        return new ConvertIfs(NONE);
    }

    @Override
    public String name() {
        return "convert-ifs";
    }

    @Override
    public Function run(Function kernel) {
        return kernel.withBody(new Converter(limit).region(kernel.body()));
    }

    /** Rebuilds regions; a branch that becomes selects defines its results by other values. */
    private static final class Converter implements Mapping {
        private final int limit;
        private final Map<Value, Value> replaced;

        Converter(int limit) {
            this(limit, new HashMap<>());
        }

        private Converter(int limit, Map<Value, Value> replaced) {
            this.limit = limit;
            this.replaced = replaced;
        }

        @Override
        public Value use(Value operand) {
            return replaced.getOrDefault(operand, operand);
        }

        @Override
        public Region region(Region region) {
            List<Op> ops = new ArrayList<>(region.ops().size());
            for (Op op : region.ops()) {
                Op rebuilt = op instanceof TileOp.MapElements
                        ? op.map(new Converter(Integer.MAX_VALUE, replaced))
                        : op.map(this);
                if (isConvertible(rebuilt)) {
                    flatten(rebuilt, ops);
                } else {
                    ops.add(rebuilt);
                }
            }
            return region.withOps(ops);
        }

        private boolean isConvertible(Op op) {
            if (!(op instanceof ControlOp.If || op instanceof ControlOp.Block)
                    || op.results().isEmpty()) {
                return false;
            }
            Set<Label> inside = new HashSet<>();
            for (Region region : op.regions()) {
                if (Regions.size(region) > limit) {
                    return false;
                }
            }
            if (op instanceof ControlOp.Block block) {
                inside.add(block.label());
            }
            return op.regions().stream().allMatch(region -> isPure(region, inside));
        }

        private static boolean isPure(Region region, Set<Label> inside) {
            for (Op op : region.ops()) {
                boolean pure = switch (op) {
                    case ScalarOp scalar -> true;
                    case ControlOp.Yield yield -> true;
                    case ControlOp.Break leave -> inside.contains(leave.target());
                    case ControlOp.If branch -> true;
                    case ControlOp.Block block -> inside.add(block.label());
                    default -> false;
                };
                if (!pure || !op.regions().stream().allMatch(inner -> isPure(inner, inside))) {
                    return false;
                }
            }
            return true;
        }

        private void flatten(Op op, List<Op> ops) {
            List<Value> values = new BranchFlattener(ops, this).results(op);
            for (int i = 0; i < values.size(); i++) {
                replaced.put(op.results().get(i), values.get(i));
            }
        }
    }
}
