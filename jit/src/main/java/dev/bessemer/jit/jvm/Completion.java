package dev.bessemer.jit.jvm;

import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Label;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether control comes past an op: what follows one that it never passes is never executed, and its operands may have no value. */
final class Completion {
    /** The labels of the breaks that control can reach. */
    private final Set<Label> breaks = new HashSet<>();

    private Completion() {}

    /** The ops of a sequence up to the first that control never passes. */
    static List<Op> reached(List<Op> ops) {
        for (int i = 0; i < ops.size() - 1; i++) {
            if (!ops.get(i).regions().isEmpty() && !new Completion().passes(ops.get(i))) {
                return ops.subList(0, i + 1);
            }
        }
        return ops;
    }

    private boolean passes(Op op) {
        return switch (op) {
            case ControlOp.If branch -> {
                boolean first = yields(branch.thenRegion());
                yield yields(branch.elseRegion()) || first;
            }
            case ControlOp.Block block -> yields(block.body()) || breaks.contains(block.label());
            case ControlOp.Loop loop -> {
                boolean _ = yields(loop.body());
                yield breaks.contains(loop.label());
            }
            case ControlOp.For loop -> {
                boolean _ = yields(loop.body());
                yield true;
            }
            default -> true;
        };
    }

    private boolean yields(Region region) {
        for (Op op : region.ops()) {
            if (op instanceof ControlOp.Break leave) {
                breaks.add(leave.target());
            }
            if (!passes(op)) {
                return false;
            }
        }
        return region.terminator() instanceof ControlOp.Yield;
    }
}
