package dev.bessemer.jit.jvm;

import dev.bessemer.jit.ir.ControlOp;
import dev.bessemer.jit.ir.Label;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.Region;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The terminators inside an op by which control leaves it for elsewhere than its end. */
final class Exits {
    private Exits() {}

    /** Returns, and breaks and continues to what encloses the op. */
    static List<ControlOp.Terminator> of(Op op) {
        List<ControlOp.Terminator> exits = new ArrayList<>();
        collect(op, new HashSet<>(), exits);
        return exits;
    }

    private static void collect(Op op, Set<Label> inside, List<ControlOp.Terminator> exits) {
        switch (op) {
            case ControlOp.Block block -> inside.add(block.label());
            case ControlOp.For loop -> inside.add(loop.label());
            case ControlOp.Loop loop -> inside.add(loop.label());
            case ControlOp.Break jump when !inside.contains(jump.target()) -> exits.add(jump);
            case ControlOp.Continue jump when !inside.contains(jump.target()) -> exits.add(jump);
            case ControlOp.Return leave -> exits.add(leave);
            default -> {}
        }
        for (Region region : op.regions()) {
            region.ops().forEach(inner -> collect(inner, inside, exits));
        }
    }

    /**
     * Refuses exits that a run of lanes or SIMD-groups cannot take.
     *
     * @param outermost whether a return from the run leads past all that follows
     */
    static void check(List<Op> run, boolean outermost) {
        for (Op op : run) {
            for (ControlOp.Terminator exit : of(op)) {
                if (!outermost || !(exit instanceof ControlOp.Return)) {
                    throw new UnsupportedKernelException(
                            exit.location(),
                            "a jump that some threads take out of a loop or branch with a barrier or SIMD-group operations");
                }
            }
        }
    }
}
